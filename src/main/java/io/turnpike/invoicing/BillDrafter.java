package io.turnpike.invoicing;

import io.turnpike.invoicing.BillAssembler.Charged;
import io.turnpike.invoicing.BillRun.Reason;
import io.turnpike.invoicing.BillableCharges.AccountCharges;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.ledger.AccountStatement;
import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
     * The next block of a range of units; how many accounts were drafted. It holds the run against being discarded, and its accounts
     * against another worker that drafts the same range.
     */
    @Transactional
    public UnitRange.Done draftBlock(BillRun run, OperatorTerms terms, UnitRange range) {
        if (!"drafting".equals(runs.heldState(run.billRunId()))) {
            return new UnitRange.Done(0, range);
        }
        runs.planForBlock();
        UnitRange rest = range;
        List<BilledAccount> accounts = List.of();
        while (accounts.isEmpty()) {
            List<Long> units = runs.plannedUnits(run.billRunId(), rest.from(), rest.to(), rest.bills());
            if (units.isEmpty()) {
                return new UnitRange.Done(0, rest);
            }
            long last = units.get(units.size() - 1);
            // none is left of them where another worker has drafted them while this one waited
            accounts = runs.plannedAccounts(run.billRunId(), units.get(0), last);
            rest = rest.after(last);
        }
        Block block = new Block(run, terms, accounts, charges.of(accounts, run.cutoffBatch(), terms));
        writer.write(run, terms, outcomes(block));
        return new UnitRange.Done(accounts.size(), rest);
    }

    /** What the bills of a block have in common. */
    private record Block(
            BillRun run, OperatorTerms terms, List<BilledAccount> accounts, Map<Long, AccountCharges> charges) {}

    private List<BillOutcome.Of> outcomes(Block block) {
        BillAssembler assembler = new BillAssembler(block.terms());
        Map<Long, List<BilledAccount>> units = new LinkedHashMap<>();
        block.accounts()
                .forEach(account -> units.computeIfAbsent(account.unitId(), id -> new ArrayList<>())
                        .add(account));
        Map<Long, Charged> charged = new HashMap<>();
        units.forEach((id, accounts) -> charged.put(id, assembler.charged(accounts, block.charges())));
        BillReferences.Found found = references.of(
                block.accounts(),
                accounts(units, unit -> assembler.needsBilledBefore(ofUnit(charged, unit))),
                accounts(units, unit -> assembler.needsRenderedBefore(unit.get(0), ofUnit(charged, unit))));
        Optional<LocalDate> closedUpTo = closedPeriods.closedUpTo(block.run().operatorId());
        Map<Long, AccountStatement> statements = statements(block, units.values(), closedUpTo);
        List<BillAssembler.Input> inputs = new ArrayList<>();
        for (List<BilledAccount> unit : units.values()) {
            BillBalance balance = BillBalance.of(unit.stream()
                    .flatMap(account -> Optional.ofNullable(statements.get(account.accountId())).stream())
                    .toList());
            inputs.add(new BillAssembler.Input(
                    unit,
                    ofUnit(charged, unit),
                    found.serviceNames(),
                    balance,
                    documentDate(block.run(), unit, closedUpTo),
                    block.run().reason() == Reason.CYCLE,
                    found.billedTo(unit),
                    found.renderedTo(unit)));
        }
        return outcomes(assembler, inputs);
    }

    /** What is carried forward of accounts that have ended has no next bill to be carried to: it is billed after all. */
    private List<BillOutcome.Of> outcomes(BillAssembler assembler, List<BillAssembler.Input> inputs) {
        List<BillOutcome.Of> outcomes = new ArrayList<>(inputs.size());
        inputs.forEach(input -> outcomes.add(new BillOutcome.Of(input.accounts(), assembler.assemble(input))));
        Set<Long> ended = references.ended(outcomes.stream()
                .filter(of -> of.outcome() instanceof BillOutcome.Carried)
                .flatMap(of -> of.accounts().stream())
                .toList());
        for (int i = 0; i < inputs.size(); i++) {
            BillAssembler.Input input = inputs.get(i);
            if (outcomes.get(i).outcome() instanceof BillOutcome.Carried
                    && input.accounts().stream().allMatch(account -> ended.contains(account.accountId()))) {
                outcomes.set(i, new BillOutcome.Of(input.accounts(), assembler.assemble(input.withoutCarrying())));
            }
        }
        return outcomes;
    }

    private static Charged ofUnit(Map<Long, Charged> charged, List<BilledAccount> unit) {
        return Objects.requireNonNull(charged.get(unit.get(0).unitId()));
    }

    private static List<Long> accounts(Map<Long, List<BilledAccount>> units, Predicate<List<BilledAccount>> wanted) {
        return units.values().stream()
                .filter(wanted)
                .flatMap(unit -> unit.stream().map(BilledAccount::accountId))
                .toList();
    }

    /** Movements of each account's period; where documents are dated later, what moved through that day since the period began. */
    private Map<Long, AccountStatement> statements(
            Block block, Collection<List<BilledAccount>> units, Optional<LocalDate> closedUpTo) {
        Map<Long, DateRange> periods = new LinkedHashMap<>();
        for (List<BilledAccount> unit : units) {
            LocalDate documented = documentDate(block.run(), unit, closedUpTo).plusDays(1);
            for (BilledAccount account : unit) {
                boolean throughRun = block.run().reason() == Reason.PAST_PERIOD || !account.hasDays();
                LocalDate to = throughRun ? block.run().runDay().plusDays(1) : account.toDay();
                periods.put(
                        account.accountId(),
                        new DateRange(account.fromDay(), to.isBefore(documented) ? documented : to));
            }
        }
        return balances.statements(block.terms().currency(), periods);
    }

    /**
     * The date of a bill's documents: the last day of its period, or the run's day for a past period, for a period without days or
     * where the books of the last day are closed; the first open day where those of the run's day are closed too.
     */
    private static LocalDate documentDate(BillRun run, List<BilledAccount> unit, Optional<LocalDate> closedUpTo) {
        LocalDate last = unit.get(0).toDay().minusDays(1);
        LocalDate open = closedUpTo.orElse(LocalDate.MIN);
        boolean ofRun = run.reason() == Reason.PAST_PERIOD || unit.stream().noneMatch(BilledAccount::hasDays);
        LocalDate day = ofRun || last.isBefore(open) ? run.runDay() : last;
        return day.isBefore(open) ? open : day;
    }
}
