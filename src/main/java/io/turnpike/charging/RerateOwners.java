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
    private final JdbcClient jdbc;

    RerateOwners(
            ServiceDirectoryLoader directories,
            RerateAccounts accounts,
            PricedUsages usages,
            Corrections corrections,
            ChargeWriter writer,
            JdbcClient jdbc) {
        this.directories = directories;
        this.accounts = accounts;
        this.usages = usages;
        this.corrections = corrections;
        this.writer = writer;
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
        RerateSelection.of(parameters);
    }

    @Override
    public StepWork begin(StepRequest request) {
        RerateSelection selection = RerateSelection.of(request.parameters());
        accounts.check(selection);
        ServiceDirectory directory = directories.load();
        return new AccountRanges(jdbc, request, (from, to) -> {
            List<MovedUsage> moved = find(selection, directory, from, to);
            if (!moved.isEmpty()) {
                write(moved);
                request.progress().note(said(moved));
            }
            request.progress().advance(countAccounts(from, to));
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

    private long countAccounts(long from, long to) {
        return jdbc.sql("select count(*) from account where id >= ? and id < ?")
                .params(from, to)
                .query(Long.class)
                .single();
    }

    /** The misplaced usage of the selected accounts in {@code [from, to)}. */
    List<MovedUsage> find(RerateSelection selection, ServiceDirectory directory, long from, long to) {
        List<MovedUsage> moved = new ArrayList<>();
        for (long account : accounts.selected(selection, directory, from, to)) {
            AccountPeriods periods = new AccountPeriods(directory, directory.account(account));
            var stretch = periods.around(selection.days()).in(periods.zone());
            moved.addAll(MovedUsage.among(
                    usages.ofAccount(account, stretch.from(), stretch.to()), directory, selection.reason()));
        }
        return moved;
    }
}
