package io.turnpike.cli;

import io.turnpike.charging.AccountCharging;
import io.turnpike.charging.ChargeBatches;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.ImportProgress;
import io.turnpike.demo.LateEnds;
import io.turnpike.invoicing.BillRelease;
import io.turnpike.invoicing.BillRun;
import io.turnpike.invoicing.BillRun.Reason;
import io.turnpike.invoicing.BillRun.State;
import io.turnpike.invoicing.BillRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationContext;

/** The demo's second chapter: what becomes known after the month was billed, and is billed outside the cycle. */
final class DemoCorrections {
    private static final String BY = "demo";
    private static final int MOST_RUNS = 1_000;

    private final CustomerImport customers;
    private final AccountCharging charging;
    private final ChargeBatches batches;
    private final BillRuns runs;
    private final BillRelease release;

    DemoCorrections(ApplicationContext context) {
        this.customers = context.getBean(CustomerImport.class);
        this.charging = context.getBean(AccountCharging.class);
        this.batches = context.getBean(ChargeBatches.class);
        this.runs = context.getBean(BillRuns.class);
        this.release = context.getBean(BillRelease.class);
    }

    /**
     * Takes the changes in and bills their accounts; goes on where it was broken off.
     *
     * @param changes folder of the file of changes
     * @return whether anything was released that was not before
     */
    boolean bill(LateEnds ends, Path changes) {
        customers.run(List.of(changes), ImportOptions.STRICT, ImportProgress.SILENT);
        boolean released = false;
        for (String operator : runs.operatorCodes()) {
            List<String> accounts = ends.accounts(operator);
            if (!accounts.isEmpty()) {
                BillRun run = found(operator, ends).orElseGet(() -> open(operator, ends, accounts));
                released |= run.state() != State.RELEASED;
                runs.draft(run.billRunId());
                release.release(run.billRunId(), BY);
            }
        }
        return released;
    }

    private Optional<BillRun> found(String operator, LateEnds ends) {
        return runs.latest(operator, MOST_RUNS).stream()
                .filter(run -> run.reason() == Reason.ACCOUNT && run.runDay().equals(ends.billedThrough()))
                .filter(run -> run.state() != State.DISCARDED)
                .findFirst();
    }

    private BillRun open(String operator, LateEnds ends, List<String> accounts) {
        charging.accounts(operator, accounts).forEach(id -> charging.chargeThrough(id, ends.billedThrough()));
        return runs.openAccounts(operator, ends.billedThrough(), batches.cutoff(), accounts);
    }
}
