package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.RateIds;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepRequest;
import java.lang.ref.SoftReference;
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

    /** Held only while memory allows: it is of use while the other partitions of its step begin. */
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
        return book(load(Progress.NONE));
    }

    /** As {@link #open()}; the partitions of a step read services and counters once, at the begin of the first of them. */
    synchronized PriceBook open(StepRequest request) {
        Progress step = request.progress();
        Facts known = latest.get();
        if (known == null || known.step != step || step == Progress.NONE) {
            known = load(step);
            latest = new SoftReference<>(known);
        }
        return book(known);
    }

    /**
     * Whose prices and from which counters; not changed by pricing.
     *
     * @param step what the partitions of one execution of a step have in common, and no other has
     */
    private record Facts(Progress step, ServiceDirectory directory, CounterStore.Opening opening) {}

    private Facts load(Progress step) {
        LocalDate oldest = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusMonths(CounterStore.MONTHS);
        return new Facts(step, directories.load(), counters.load(oldest));
    }

    private PriceBook book(Facts facts) {
        return new PriceBook(facts.directory, catalog.get(), rateIds, facts.opening);
    }
}
