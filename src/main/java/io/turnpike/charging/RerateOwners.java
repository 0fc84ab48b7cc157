package io.turnpike.charging;

import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceDirectoryLoader;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The step {@code rerate-owners}: usage of the selected accounts whose number or login is another service's by the facts known now is
 * taken back there and handed over, to be priced by the step {@code rerate}.
 */
@Component
class RerateOwners implements StepKind {
    private final ServiceDirectoryLoader directories;
    private final RerateAccounts accounts;
    private final PricedUsages usages;
    private final Corrections corrections;
    private final ChargeWriter writer;
    private final ChangedFacts changes;
    private final JdbcClient jdbc;

    RerateOwners(
            ServiceDirectoryLoader directories,
            RerateAccounts accounts,
            PricedUsages usages,
            Corrections corrections,
            ChargeWriter writer,
            ChangedFacts changes,
            JdbcClient jdbc) {
        this.directories = directories;
        this.accounts = accounts;
        this.usages = usages;
        this.corrections = corrections;
        this.writer = writer;
        this.changes = changes;
        this.jdbc = jdbc;
    }

    @Override
    public String word() {
        return "rerate-owners";
    }

    @Override
    public String summary() {
        return "find charges whose number or login was assigned to another service back-dated, and move them there";
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
        if (RerateSelection.ofChanges(request.parameters())) {
            return ofChanges(request);
        }
        RerateSelection selection = RerateSelection.of(request.parameters());
        accounts.check(selection);
        return ranges(new SelectedUsage(selection, accounts), request);
    }

    /** Plan versions of a past day first, which are looked at by one partition: then all that is to be priced is noted. */
    private StepWork ofChanges(StepRequest request) {
        RerateScope scope = changes.seenBy(request.runId());
        StepWork ranges = scope.toMoveAny(0, Long.MAX_VALUE) ? ranges(scope, request) : () -> null;
        AtomicBoolean first = new AtomicBoolean(request.partition() == 0);
        return () -> first.getAndSet(false) ? changes::noteVersions : ranges.next();
    }

    /** The same for the accounts {@code [from, to)} in the running transaction, outside a run. */
    void ofChanges(long from, long to) {
        changes.noteVersions();
        RerateScope scope = changes.seenNow();
        if (scope.toMoveAny(from, to)) {
            List<MovedUsage> moved = find(scope, directories.load(), from, to);
            if (!moved.isEmpty()) {
                write(moved);
            }
            scope.moved();
        }
    }

    private StepWork ranges(RerateScope scope, StepRequest request) {
        ServiceDirectory directory = directories.load();
        return new AccountRanges(jdbc, request, (from, to) -> {
            List<MovedUsage> moved = find(scope, directory, from, to);
            if (!moved.isEmpty()) {
                write(moved);
                request.progress().note(said(moved));
            }
            scope.moved();
            request.progress().advance(accounts.count(from, to));
        });
    }

    private void write(List<MovedUsage> moved) {
        List<Correction> all = new ArrayList<>();
        List<RerateAccounts.Due> due = new ArrayList<>();
        for (MovedUsage one : moved) {
            all.addAll(one.corrections());
            Correction over = one.handedOver();
            if (over != null) {
                due.add(new RerateAccounts.Due(over.account(), one.day()));
            }
        }
        corrections.write(all, writer.nextBatch());
        accounts.noteDue(due);
    }

    private static String said(List<MovedUsage> moved) {
        long nobodys = moved.stream().filter(one -> one.handedOver() == null).count();
        return moved.size() - nobodys + " charges are another service's now and were moved"
                + (nobodys == 0 ? "" : "; WARNING " + nobodys + " are nobody's and were taken back");
    }

    /** The misplaced usage of the accounts in {@code [from, to)} that are to be looked at. */
    List<MovedUsage> find(RerateScope scope, ServiceDirectory directory, long from, long to) {
        List<MovedUsage> moved = new ArrayList<>();
        scope.toMove(directory, from, to).forEach((account, days) -> {
            AccountPeriods periods = new AccountPeriods(directory, directory.account(account), Set.of());
            var stretch = periods.around(days).in(periods.zone());
            moved.addAll(MovedUsage.among(
                    usages.ofAccount(account, stretch.from(), stretch.to()), directory, scope.reason()));
        });
        return moved;
    }
}
