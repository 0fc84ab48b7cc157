package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.RateIds;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import java.lang.ref.SoftReference;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** Opens price books: what all services pay by the plans in force, with the counters as they stand. */
@Component
class PriceBooks {
    private static final long NO_RUN = -1;

    private final ServiceDirectoryLoader directories;
    private final CatalogInForce catalog;
    private final RateIds rateIds;
    private final CounterStore counters;
    private final Clock clock;

    /** Held only while memory allows: it is of use while the other partitions of its run begin. */
    private SoftReference<Facts> latest = new SoftReference<>(null);

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
        return book(load(NO_RUN));
    }

    /** As {@link #open}; the partitions of one run read services and counters once, at the begin of its first. */
    synchronized PriceBook open(long runId) {
        Facts known = latest.get();
        if (known == null || known.runId != runId) {
            known = load(runId);
            latest = new SoftReference<>(known);
        }
        return book(known);
    }

    /** Whose prices and from which counters; not changed by pricing. */
    private record Facts(long runId, ServiceDirectory directory, CounterStore.Opening opening) {}

    private Facts load(long runId) {
        LocalDate oldest = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusMonths(CounterStore.MONTHS);
        return new Facts(runId, directories.load(), counters.load(oldest));
    }

    private PriceBook book(Facts facts) {
        return new PriceBook(facts.directory, catalog.get(), rateIds, facts.opening);
    }
}
