package io.turnpike.invoicing;

import io.turnpike.invoicing.BillRun.Reason;
import io.turnpike.invoicing.BillableCharges.AccountCharges;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.ledger.AccountStatement;
import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Drafts a block of bills in one transaction: a few set-based reads, pure arithmetic, a few COPYs. */
@Component
class BillDrafter {
    private final BillRunMapper runs;
    private final BillReferences references;
    private final BillableCharges charges;
    private final AccountBalances balances;
    private final ClosedPeriods closedPeriods;
    private final DraftWriter writer;

    BillDrafter(
            BillRunMapper runs,
            BillReferences references,
            BillableCharges charges,
            AccountBalances balances,
            ClosedPeriods closedPeriods,
            DraftWriter writer) {
        this.runs = runs;
        this.references = references;
        this.charges = charges;
        this.balances = balances;
        this.closedPeriods = closedPeriods;
        this.writer = writer;
    }

    /**
     * The next block of a range of units; the accounts drafted, or 0 when the range is done. It holds the run against being discarded,
     * and its accounts against another worker that drafts the same range.
     */
    @Transactional
    public int draftBlock(BillRun run, OperatorTerms terms, BillRuns.UnitRange range) {
        if (!"drafting".equals(runs.heldState(run.billRunId()))) {
            return 0;
        }
        List<BilledAccount> accounts = List.of();
        while (accounts.isEmpty()) {
            List<Long> units = runs.plannedUnits(run.billRunId(), range.from(), range.to(), range.bills());
            if (units.isEmpty()) {
                return 0;
            }
            // none is left of them where another worker has drafted them while this one waited
            accounts = runs.plannedAccounts(run.billRunId(), units.get(0), units.get(units.size() - 1));
        }
        Block block = new Block(run, terms, accounts, charges.of(accounts, run.cutoffBatch(), terms));
        writer.write(run, terms, outcomes(block));
        return accounts.size();
    }

    /** What the bills of a block have in common. */
    private record Block(
            BillRun run, OperatorTerms terms, List<BilledAccount> accounts, Map<Long, AccountCharges> charges) {}

    private Map<List<BilledAccount>, BillOutcome> outcomes(Block block) {
        BillAssembler assembler = new BillAssembler(block.terms());
        Map<Long, List<BilledAccount>> units = new LinkedHashMap<>();
        block.accounts()
                .forEach(account -> units.computeIfAbsent(account.unitId(), id -> new ArrayList<>())
                        .add(account));
        BillReferences.Found found = references.of(
                block.accounts(),
                accounts(units, unit -> assembler.needsBilledBefore(unit, block.charges())),
                accounts(units, unit -> assembler.needsRenderedBefore(unit, block.charges())));
        Map<Long, AccountStatement> statements = statements(block);
        Optional<LocalDate> closedUpTo = closedPeriods.closedUpTo(block.run().operatorId());
        Map<List<BilledAccount>, BillOutcome> outcomes = new LinkedHashMap<>();
        for (List<BilledAccount> unit : units.values()) {
            BillBalance balance = BillBalance.of(unit.stream()
                    .flatMap(account -> Optional.ofNullable(statements.get(account.accountId())).stream())
                    .toList());
            outcomes.put(
                    unit,
                    assembler.assemble(new BillAssembler.Input(
                            unit,
                            block.charges(),
                            found.serviceNames(),
                            balance,
                            documentDate(block.run(), unit.get(0), closedUpTo),
                            block.run().reason() == Reason.CYCLE,
                            found.billedTo(unit),
                            found.renderedTo(unit))));
        }
        return outcomes;
    }

    private static List<Long> accounts(Map<Long, List<BilledAccount>> units, Predicate<List<BilledAccount>> wanted) {
        return units.values().stream()
                .filter(wanted)
                .flatMap(unit -> unit.stream().map(BilledAccount::accountId))
                .toList();
    }

    /** Movements of each account's period; a run for a past period states what moved since it began. */
    private Map<Long, AccountStatement> statements(Block block) {
        Map<Long, DateRange> periods = new LinkedHashMap<>();
        for (BilledAccount account : block.accounts()) {
            boolean past = block.run().reason() == Reason.PAST_PERIOD;
            LocalDate to = past ? block.run().runDay().plusDays(1) : account.toDay();
            periods.put(account.accountId(), new DateRange(account.fromDay(), to));
        }
        return balances.statements(block.terms().currency(), periods);
    }

    /**
     * The date of a bill's documents: the last day of its period, or the run's day for a past period or where the books of the last
     * day are closed; the first open day where those of the run's day are closed too.
     */
    private static LocalDate documentDate(BillRun run, BilledAccount account, Optional<LocalDate> closedUpTo) {
        LocalDate last = account.toDay().minusDays(1);
        LocalDate open = closedUpTo.orElse(LocalDate.MIN);
        LocalDate day = run.reason() == Reason.PAST_PERIOD || last.isBefore(open) ? run.runDay() : last;
        return day.isBefore(open) ? open : day;
    }
}
