package io.turnpike.invoicing;

import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The operators' terms, read when first wanted: a command that bills nothing does not read them. */
@Configuration(proxyBeanMethods = false)
class InvoicingConfiguration {
    @Bean
    @Lazy
    Operators operators(Definitions definitions) {
        Problems problems = new Problems();
        Operators operators = Operators.load(definitions.root(), problems);
        problems.throwIfAny();
        return operators;
    }
}
