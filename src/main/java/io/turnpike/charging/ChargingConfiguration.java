package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.DefinitionVersions;
import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Problems;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.suspense.Suspense;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What the steps of charging share. */
@Configuration(proxyBeanMethods = false)
class ChargingConfiguration {
    @Bean
    CallCollection.Tools collectionTools(
            InputFiles files,
            Suspense suspense,
            ChargeWriter writer,
            HeldCalls held,
            SecondDeliveries again,
            CounterStore counters,
            Clock clock) {
        return new CallCollection.Tools(files, suspense, writer, held, again, counters, clock);
    }

    /** Read when first asked for: a mistake stops the command that needs prices, not one that looks at a run. */
    @Bean
    @Lazy
    CatalogInForce catalogInForce(Definitions definitions, DefinitionVersions versions) {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(definitions.root().resolve("rating-rules"), problems);
        problems.throwIfAny();
        versions.keep(catalog, problems);
        problems.throwIfAny();
        return new CatalogInForce(catalog);
    }
}
