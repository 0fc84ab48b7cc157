package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.RateIds;
import io.turnpike.customers.ServiceDirectoryLoader;
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
        LocalDate oldest = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusMonths(CounterStore.MONTHS);
        return new PriceBook(directories.load(), catalog.get(), rateIds, counters.load(oldest));
    }
}
