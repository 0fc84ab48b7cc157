package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.catalog.RateIds;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.mediation.traffic.TrafficDeltas.RangeDay;
import io.turnpike.mediation.traffic.TrafficReaders;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The step {@code rate-traffic}: traffic of the days before {@code through} that waits to be rated becomes charges; without {@code through}, of the
 * days that are over. */
@Component
class RateTraffic implements StepKind {
    private static final ZoneOffset LAST_ON_EARTH = ZoneOffset.ofHours(-12);

    private final TrafficRating.Stores stores;
    private final ServiceDirectoryLoader directories;
    private final CatalogInForce catalog;
    private final RateIds rateIds;
    private final TrafficReaders readers;
    private final Clock clock;

    RateTraffic(
            TrafficRating.Stores stores,
            ServiceDirectoryLoader directories,
            CatalogInForce catalog,
            RateIds rateIds,
            TrafficReaders readers,
            Clock clock) {
        this.stores = stores;
        this.directories = directories;
        this.catalog = catalog;
        this.rateIds = rateIds;
        this.readers = readers;
        this.clock = clock;
    }

    @Override
    public String word() {
        return "rate-traffic";
    }

    @Override
    public String summary() {
        return "price traffic of the days before a day: one charge a service, class, day and rate";
    }

    @Override
    public List<StepOption> options() {
        return List.of(StepOption.date("through"));
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public StepWork begin(StepRequest request) {
        LocalDate through = request.parameters()
                .date("through")
                .orElseGet(() -> LocalDate.ofInstant(clock.instant(), LAST_ON_EARTH)); // days that are over everywhere
        Set<RangeDay> waiting = new TreeSet<>(stores.deltas().waiting(through));
        waiting.addAll(stores.days().unratedDays(through));
        // a range of accounts belongs to one partition as a whole: what an account's services share is counted in one
        // place
        List<RangeDay> share = waiting.stream()
                .filter(of -> of.range() % request.partitions() == request.partition())
                .toList();
        if (share.isEmpty()) {
            return () -> null;
        }
        request.progress().expect(share.size(), "days of account ranges");
        LocalDate oldest =
                share.stream().map(RangeDay::day).min(LocalDate::compareTo).orElse(through);
        return new TrafficRating(
                stores,
                new TrafficRating.Prices(
                        directories, catalog.get(), rateIds, readers.zones(), oldest.minusMonths(CounterStore.MONTHS)),
                share,
                request.progress());
    }
}
