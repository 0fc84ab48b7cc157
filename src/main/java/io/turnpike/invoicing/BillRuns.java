package io.turnpike.invoicing;

import io.turnpike.invoicing.BillRun.Reason;
import io.turnpike.invoicing.BillRun.State;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens bill runs and leads them to a draft. A run is drafted in blocks of accounts, each a transaction of its own; a run that was
 * interrupted goes on with what is left, and the order or number of workers changes nothing in the result.
 */
@Component
public class BillRuns {
    /** Bills a transaction: large enough for COPY to pay, small enough to hold in memory. */
    static final int BLOCK_BILLS = 5_000;

    private final BillRunMapper mapper;
    private final BillPlanMapper plans;
    private final BillDrafter drafter;
    private final Operators operators;
    private final Clock clock;

    BillRuns(BillRunMapper mapper, BillPlanMapper plans, BillDrafter drafter, @Lazy Operators operators, Clock clock) {
        this.mapper = mapper;
        this.plans = plans;
        this.drafter = drafter;
        this.operators = operators;
        this.clock = clock;
    }

    /** Opens the run of a day for every account of the operator whose period has ended, or returns the one that is open. */
    @Transactional
    public BillRun open(String operatorCode, LocalDate runDay, int cutoffBatch) {
        long operatorId = operatorId(operatorCode);
        BillRun.Row open = mapper.openRun(operatorId, runDay, Reason.CYCLE.word());
        if (open != null) {
            return BillRun.of(open);
        }
        long id = mapper.open(operatorId, runDay, Reason.CYCLE.word(), cutoffBatch, clock.instant());
        plans.planCycle(id, operatorId, runDay, cutoffBatch);
        return run(id);
    }

    /** As {@link #open}, or empty when nothing is due that was not billed, drafted or carried forward through the day before. */
    @Transactional
    public Optional<BillRun> openIfDue(String operatorCode, LocalDate runDay, int cutoffBatch) {
        long operatorId = operatorId(operatorCode);
        boolean open = mapper.openRun(operatorId, runDay, Reason.CYCLE.word()) != null;
        return open || plans.isDue(operatorId, runDay)
                ? Optional.of(open(operatorCode, runDay, cutoffBatch))
                : Optional.empty();
    }

    /** The codes of all operators. */
    @Transactional(readOnly = true)
    public List<String> operatorCodes() {
        return mapper.operatorCodes();
    }

    /** Runs as they are listed, newest first. */
    @Transactional(readOnly = true)
    public List<BillRun> latest(@Nullable String operatorCode, int most) {
        return mapper.latest(operatorCode, most).stream().map(BillRun::of).toList();
    }

    /** Cycle runs up to a day that wait for their release or whose release was interrupted, in the order of their days. */
    @Transactional(readOnly = true)
    public List<BillRun> unreleased(String operatorCode, LocalDate runDay) {
        return mapper.unreleased(operatorCode, runDay).stream().map(BillRun::of).toList();
    }

    /** The ids of all released runs. */
    @Transactional(readOnly = true)
    public List<Long> released() {
        return mapper.releasedRuns();
    }

    /** Accounts of a range of units that are not drafted yet. */
    @Transactional(readOnly = true)
    public long accountsLeft(long billRunId, long fromUnit, long toUnit) {
        return mapper.accountsLeft(billRunId, fromUnit, toUnit);
    }

    /** Opens a run for chosen accounts outside their cycle, through a day; nothing is carried forward. */
    @Transactional
    public BillRun openAccounts(String operatorCode, LocalDate runDay, int cutoffBatch, List<String> accountNumbers) {
        long operatorId = operatorId(operatorCode);
        String[] numbers = undrafted(operatorId, accountNumbers);
        long id = mapper.open(operatorId, runDay, Reason.ACCOUNT.word(), cutoffBatch, clock.instant());
        plans.planAccounts(id, operatorId, runDay, cutoffBatch, numbers);
        return run(id);
    }

    /**
     * Opens a run for what came late for the last billed period of chosen accounts: documents dated the run's day, with the next
     * numbers of its year, that state the past period.
     */
    @Transactional
    public BillRun openPastPeriod(String operatorCode, LocalDate runDay, int cutoffBatch, List<String> accountNumbers) {
        long operatorId = operatorId(operatorCode);
        String[] numbers = undrafted(operatorId, accountNumbers);
        long id = mapper.open(operatorId, runDay, Reason.PAST_PERIOD.word(), cutoffBatch, clock.instant());
        plans.planPastPeriod(id, operatorId, cutoffBatch, numbers);
        return run(id);
    }

    /** Drafts what is left of a run; not in a transaction of the caller's, because each block is one. */
    public BillRun draft(long billRunId) {
        UnitRange.Done done = draftBlock(billRunId, UnitRange.all(BLOCK_BILLS));
        while (!done.isEnd()) {
            done = draftBlock(billRunId, done.rest());
        }
        return finish(billRunId);
    }

    /** Drafts the next block of a range of units: how many accounts. */
    public UnitRange.Done draftBlock(long billRunId, UnitRange range) {
        BillRun run = run(billRunId);
        if (run.state() != State.DRAFTING) {
            return new UnitRange.Done(0, range);
        }
        return drafter.draftBlock(run, operators.terms(run.operatorCode()), range);
    }

    /**
     * A partition's range of the units of a run, all with about as many accounts; one without units where there are more partitions.
     *
     * @param bills how many are drafted or posted in one transaction
     */
    @Transactional(readOnly = true)
    public UnitRange range(long billRunId, int partition, int partitions, int bills) {
        return new UnitRange(
                start(billRunId, partition, partitions), start(billRunId, partition + 1, partitions), bills);
    }

    private long start(long billRunId, int range, int ranges) {
        Long unit = mapper.rangeStart(billRunId, range, ranges);
        return unit == null ? Long.MAX_VALUE : unit;
    }

    /** Ends the drafting when nothing is left to draft. */
    @Transactional
    public BillRun finish(long billRunId) {
        BillRun run = locked(billRunId);
        if (run.state() == State.DRAFTING) {
            if (mapper.hasPlanned(billRunId)) {
                throw new IllegalStateException("bill run " + billRunId + " is not drafted to its end");
            }
            mapper.state(billRunId, "draft");
        }
        return run(billRunId);
    }

    /** Ends the drafting if nothing is left to draft: for the last of several workers; true when it was this call that ended it. */
    @Transactional
    public boolean finishIfDone(long billRunId) {
        if (locked(billRunId).state() != State.DRAFTING || mapper.hasPlanned(billRunId)) {
            return false;
        }
        mapper.state(billRunId, "draft");
        return true;
    }

    /** Takes a draft away: its charges are free for the next run and no number was used. */
    @Transactional
    public void discard(long billRunId) {
        BillRun run = locked(billRunId);
        if (run.state() != State.DRAFT && run.state() != State.DRAFTING) {
            throw new IllegalStateException("bill run " + billRunId + " is "
                    + run.state().name().toLowerCase(Locale.ROOT) + "; only a draft is discarded");
        }
        mapper.deleteSnapshots(billRunId);
        mapper.deleteDocuments(billRunId);
        mapper.deleteDictionaries(billRunId);
        mapper.deletePeriods(billRunId);
        mapper.deleteLines(billRunId);
        mapper.deleteBills(billRunId);
        mapper.state(billRunId, "discarded");
    }

    @Transactional(readOnly = true)
    public BillRun run(long billRunId) {
        return known(mapper.run(billRunId), billRunId);
    }

    /** An account's charges are in one draft at a time. */
    private String[] undrafted(long operatorId, List<String> accountNumbers) {
        String[] numbers = accountNumbers.toArray(String[]::new);
        List<String> drafted = plans.drafted(operatorId, numbers);
        if (!drafted.isEmpty()) {
            throw new IllegalStateException("accounts " + drafted
                    + " stand in an open draft: release or discard it first ('turnpike bill list' lists them)");
        }
        return numbers;
    }

    private BillRun locked(long billRunId) {
        return known(mapper.lockedRun(billRunId), billRunId);
    }

    private static BillRun known(BillRun.@Nullable Row row, long billRunId) {
        if (row == null) {
            throw new IllegalArgumentException("there is no bill run " + billRunId);
        }
        return BillRun.of(row);
    }

    /** Locks the operator's row; refuses one whose books are kept otherwise than its documents say. */
    private long operatorId(String code) {
        BillRunMapper.KnownOperator known = mapper.lockOperator(code);
        if (known == null) {
            throw new IllegalArgumentException("there is no operator '" + code + "'");
        }
        operators.differences(code, known.zone(), known.currency()).ifPresent(differences -> {
            throw new IllegalArgumentException(differences);
        });
        return known.id();
    }
}
