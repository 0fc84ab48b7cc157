package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.RateIds;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.OncePerStep;
import io.turnpike.jobs.StepRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Opens price books: what all services pay by the plans in force, with the counters as they stand. */
@Component
class PriceBooks {
    private final ServiceDirectoryLoader directories;
    private final CatalogInForce catalog;
    private final RateIds rateIds;
    private final CounterStore counters;
    private final Clock clock;

    private final OncePerStep<Facts> ofStep = new OncePerStep<>();

    PriceBooks(
            ServiceDirectoryLoader directories,
            CatalogInForce catalog,
            RateIds rateIds,
            CounterStore counters,
            Clock clock) {
        this.directories = directories;
        this.catalog = catalog;
        this.rateIds = rateIds;
        this.counters = counters;
        this.clock = clock;
    }

    /** A price book of all services, for one thread. */
    PriceBook open() {
        return book(load());
    }

    /** As {@link #open()}; the partitions of a step read services and counters once, at the begin of the first of them. */
    PriceBook open(StepRequest request) {
        return book(ofStep.get(request, this::load));
    }

    /** Whose prices and from which counters; not changed by pricing. */
    private record Facts(ServiceDirectory directory, CounterStore.Opening opening) {}

    private Facts load() {
        LocalDate oldest = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusMonths(CounterStore.MONTHS);
        return new Facts(directories.load(), counters.load(oldest));
    }

    private PriceBook book(Facts facts) {
        return new PriceBook(facts.directory, catalog.get(), rateIds, facts.opening);
    }
}
