package io.turnpike.charging;

import io.turnpike.catalog.CatalogInForce;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.time.DateRange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The step {@code rerate}: all usage of the selected accounts and counter periods is priced again in order, by the catalogue and the
 * facts known now. What comes out different is taken back and priced again, append-only; a second run finds nothing.
 */
@Component
class Rerate implements StepKind {
    private final ServiceDirectoryLoader directories;
    private final CatalogInForce catalog;
    private final RerateAccounts accounts;
    private final Repricing.Stores stores;
    private final DifferencesWriter differences;
    private final ChargeWriter writer;
    private final ChangedFacts changes;
    private final JdbcClient jdbc;

    Rerate(
            ServiceDirectoryLoader directories,
            CatalogInForce catalog,
            RerateAccounts accounts,
            Repricing.Stores stores,
            DifferencesWriter differences,
            ChargeWriter writer,
            ChangedFacts changes,
            JdbcClient jdbc) {
        this.directories = directories;
        this.catalog = catalog;
        this.accounts = accounts;
        this.stores = stores;
        this.differences = differences;
        this.writer = writer;
        this.changes = changes;
        this.jdbc = jdbc;
    }

    @Override
    public String word() {
        return "rerate";
    }

    @Override
    public String summary() {
        return "price usage of a selection again, by the catalogue and facts of today, and correct what comes out different";
    }

    @Override
    public List<StepOption> options() {
        return RerateSelection.OPTIONS;
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public void check(Parameters parameters) {
        if (!RerateSelection.ofChanges(parameters)) {
            RerateSelection.of(parameters);
        }
    }

    @Override
    public StepWork begin(StepRequest request) {
        RerateScope scope = scope(request);
        if (isNothing(scope, 0, Long.MAX_VALUE)) {
            return () -> null;
        }
        Repricing repricing = new Repricing(stores, catalog.get());
        RerateTotals totals = new RerateTotals();
        AccountRanges ranges = new AccountRanges(jdbc, request, (from, to) -> {
            if (!isNothing(scope, from, to)) {
                rerate(scope, repricing, new Range(directories.load(from, to), from, to), totals);
            }
            request.progress().advance(accounts.count(from, to));
        });
        return () -> {
            StepWork.Piece piece = ranges.next();
            if (piece == null) {
                tell(totals, request.progress());
            }
            return piece;
        };
    }

    private boolean isNothing(RerateScope scope, long from, long to) {
        return !scope.toPriceAny(from, to) && !accounts.anyDue(from, to);
    }

    private RerateScope scope(StepRequest request) {
        if (RerateSelection.ofChanges(request.parameters())) {
            return changes.seenBy(request.runId());
        }
        RerateSelection selection = RerateSelection.of(request.parameters());
        accounts.check(selection);
        return new SelectedUsage(selection, accounts);
    }

    /** What back-dated changes touch of the accounts {@code [from, to)}, in the running transaction, outside a run. */
    void ofChanges(long from, long to) {
        RerateScope scope = changes.seenNow();
        if (!isNothing(scope, from, to)) {
            Range range = new Range(directories.load(from, to), from, to);
            rerate(scope, new Repricing(stores, catalog.get()), range, new RerateTotals());
        }
    }

    private record Range(ServiceDirectory directory, long from, long to) {}

    private void rerate(RerateScope scope, Repricing repricing, Range range, RerateTotals totals) {
        ServiceDirectory directory = range.directory;
        Map<Long, DateRange> wanted = days(scope, directory, range.from, range.to, accounts.due(range.from, range.to));
        if (!wanted.isEmpty()) {
            rerate(scope.reason(), wanted, repricing, directory, totals);
            accounts.done(range.from, range.to);
        }
        scope.priced();
    }

    private void rerate(
            String reason,
            Map<Long, DateRange> wanted,
            Repricing repricing,
            ServiceDirectory directory,
            RerateTotals totals) {
        int batch = writer.nextBatch();
        repricing.reprice(stretches(directory, wanted), reason, found -> {
            List<Repricing.Found> changed =
                    found.stream().filter(one -> !one.differences().isEmpty()).toList();
            Differences all = new Differences();
            for (Repricing.Found one : changed) {
                totals.add(directory, one.stretch().account().account(), one.differences());
                all.add(one.differences());
            }
            differences.write(all, repricing.trafficZones(), batch);
            stores.periods().store(changed.stream().map(Repricing.Found::priced).toList());
            for (Repricing.Found one : changed) {
                Repricing.Stretch stretch = one.stretch();
                stores.periods()
                        .unsettle(
                                stretch.accountId(),
                                stretch.through()
                                        .atStartOfDay(stretch.account().zone())
                                        .toInstant());
            }
        });
    }

    /** The whole counter periods of the accounts in {@code [from, to)} that are selected or that usage was moved to. */
    Map<Long, DateRange> days(
            RerateScope scope, ServiceDirectory directory, long from, long to, Map<Long, DateRange> due) {
        Map<Long, DateRange> stretches = new TreeMap<>();
        due.forEach((account, days) -> {
            if (account >= from && account < to) {
                stretches.put(account, days);
            }
        });
        scope.toPrice(directory, from, to).forEach((account, days) -> stretches.merge(account, days, Rerate::both));
        stretches.replaceAll((account, days) ->
                AccountPeriods.of(directory, account, catalog.get()).around(days));
        return stretches;
    }

    /** The stretches to price again for accounts and days. */
    List<Repricing.Stretch> stretches(ServiceDirectory directory, Map<Long, DateRange> wanted) {
        return wanted.entrySet().stream()
                .map(account -> new Repricing.Stretch(
                        AccountPeriods.of(directory, account.getKey(), catalog.get()),
                        account.getValue().from(),
                        account.getValue().from(),
                        account.getValue().to()))
                .toList();
    }

    static DateRange both(DateRange one, DateRange other) {
        return new DateRange(
                one.from().isBefore(other.from()) ? one.from() : other.from(),
                one.to().isAfter(other.to()) ? one.to() : other.to());
    }

    private static void tell(RerateTotals totals, Progress progress) {
        totals.lines().forEach(progress::note);
        if (totals.withoutPrice() > 0) {
            progress.note("WARNING " + totals.withoutPrice()
                    + " charges have no price by the facts known now: they were taken back and wait for one");
        }
    }
}
