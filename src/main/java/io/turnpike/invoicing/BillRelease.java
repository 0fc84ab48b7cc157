package io.turnpike.invoicing;

import io.turnpike.invoicing.BillRun.State;
import io.turnpike.invoicing.BillRuns.UnitRange;
import io.turnpike.invoicing.ReleaseMapper.BillToPost;
import io.turnpike.invoicing.ReleaseMapper.CreditedAmount;
import io.turnpike.invoicing.ReleaseMapper.NoteToPost;
import io.turnpike.invoicing.ReleaseMapper.PartSum;
import io.turnpike.invoicing.ReleaseMapper.PatternParts;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.tax.VatRule;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Releases a draft for good: numbers without gaps, one transaction for each kind of document, then the books in blocks. What was
 * interrupted goes on where it stopped, because each transaction leaves its own trace; once begun it can only be finished. Several may work at one release:
 * numbers are given by one of them, the books are written by ranges.
 */
@Component
public class BillRelease {
    static final int BLOCK_BILLS = 10_000;

    private final BillRunMapper runs;
    private final ReleaseMapper mapper;
    private final Journal journal;
    private final AdvanceRounding advanceRounding;
    private final Operators operators;
    private final Clock clock;
    private final TransactionTemplate transaction;

    BillRelease(
            BillRunMapper runs,
            ReleaseMapper mapper,
            Journal journal,
            AdvanceRounding advanceRounding,
            @Lazy Operators operators,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.runs = runs;
        this.mapper = mapper;
        this.journal = journal;
        this.advanceRounding = advanceRounding;
        this.operators = operators;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Releases a draft, or finishes a release that was interrupted; a released run stays as it is. */
    public void release(long billRunId, String byWhom) {
        BillRun run = Objects.requireNonNull(transaction.execute(status -> begin(billRunId)));
        if (run.state() == State.RELEASED) {
            return;
        }
        for (DocumentKind kind : DocumentKind.values()) {
            transaction.executeWithoutResult(status -> number(run, kind));
        }
        transaction.executeWithoutResult(status -> numbered());
        UnitRange all = new UnitRange(0, Long.MAX_VALUE, BLOCK_BILLS);
        while (Objects.requireNonNull(transaction.execute(status -> postBlock(run, all))) > 0) {
            // the next block
        }
        transaction.executeWithoutResult(status -> endIfPosted(billRunId, byWhom));
    }

    /** Closes what had nothing to bill, and the run, if all its bills are in the books: true when it was this call that ended it. */
    boolean endIfPosted(long billRunId, String byWhom) {
        if (locked(billRunId).state() != State.RELEASING || mapper.billsLeft(billRunId) > 0) {
            return false;
        }
        runs.closeEmptyPeriods(billRunId);
        runs.release(billRunId, clock.instant(), byWhom);
        return true;
    }

    /** Bills of a run that are not in the books yet. */
    long billsLeft(long billRunId) {
        return mapper.billsLeft(billRunId);
    }

    /** Marks a draft as being released, so that from here on it can only be finished. */
    BillRun begin(long billRunId) {
        BillRun run = locked(billRunId);
        if (run.state() == State.DRAFT) {
            List<Long> unclear = mapper.billsToDraftAgain(billRunId);
            if (!unclear.isEmpty()) {
                throw new IllegalStateException("the credit notes of bills " + unclear
                        + " do not say from which accounts they take back: discard the draft and draft it again"
                        + " (turnpike bill --help)");
            }
            runs.state(billRunId, "releasing");
            mapper.countDraft();
        } else if (run.state() != State.RELEASING && run.state() != State.RELEASED) {
            throw new IllegalStateException("bill run " + billRunId + " is "
                    + run.state().name().toLowerCase(Locale.ROOT) + "; only a draft is released");
        }
        return run;
    }

    /**
     * Numbers the documents of a kind, in the running transaction; of several that do, the others wait and find nothing left. Whether
     * it was this call that numbered them.
     */
    boolean number(BillRun run, DocumentKind kind) {
        if (!mapper.hasUnnumbered(run.billRunId(), kind.word())) {
            return false;
        }
        locked(run.billRunId());
        if (kind.isNumbered()) {
            for (int year : mapper.unnumberedYears(run.billRunId(), kind.word())) {
                number(run, kind, year);
            }
        } else {
            mapper.numberPaymentSlips(run.billRunId());
        }
        return true;
    }

    /** To be called by whoever has numbered, when all kinds are. */
    void numbered() {
        mapper.countNumbered();
    }

    private void number(BillRun run, DocumentKind kind, int year) {
        OperatorTerms terms = operators.terms(run.operatorCode());
        NumberPattern pattern = terms.numbering().get(kind);
        if (pattern == null) {
            throw new IllegalStateException(
                    "operator '" + terms.code() + "' has no numbering for " + kind.word() + ": add it to its file");
        }
        mapper.beginSequence(run.operatorId(), kind.word(), year);
        long last = mapper.lockSequence(run.operatorId(), kind.word(), year);
        int given = mapper.number(run, kind.word(), year, last, PatternParts.of(pattern, year));
        mapper.advance(run.operatorId(), kind.word(), year, given);
    }

    /**
     * Posts the next bills of a range of units that are not in the books, in the running transaction; how many, or 0 when there is
     * none. The run cannot be ended meanwhile, and of two that post the same range the second goes on behind what the first has posted.
     */
    int postBlock(BillRun run, UnitRange range) {
        runs.heldState(run.billRunId());
        List<Long> taken = List.of();
        while (taken.isEmpty()) {
            List<Long> units = mapper.unitsToPost(run.billRunId(), range.from(), range.to(), range.bills());
            if (units.isEmpty()) {
                return 0;
            }
            // none is left of them where another worker has posted them while this one waited
            taken = mapper.closePeriods(run.billRunId(), units.get(0), units.get(units.size() - 1));
        }
        Long[] billIds = taken.stream().distinct().toArray(Long[]::new);
        List<BillToPost> bills = mapper.billsToPost(billIds);
        Map<Long, List<PartSum>> sums = new HashMap<>();
        mapper.partSums(billIds)
                .forEach(sum -> sums.computeIfAbsent(sum.billId(), id -> new ArrayList<>())
                        .add(sum));
        Map<Long, List<NoteToPost>> debits =
                mapper.debitNotes(run.billRunId(), billIds).stream().collect(Collectors.groupingBy(NoteToPost::billId));
        Map<Long, List<CreditedAmount>> credits = mapper.creditNotes(run.billRunId(), billIds).stream()
                .collect(Collectors.groupingBy(CreditedAmount::billId));
        BillEntries entries = new BillEntries(run.operatorId());
        List<JournalEntry> toPost = new ArrayList<>();
        Map<Long, Long> rounding = rounding(run, bills, sums);
        for (BillToPost bill : bills) {
            List<PartSum> own = sums.getOrDefault(bill.billId(), List.of());
            toPost.addAll(entries.of(
                    bill,
                    own,
                    ofBill(rounding, own),
                    debits.getOrDefault(bill.billId(), List.of()),
                    credits.getOrDefault(bill.billId(), List.of())));
        }
        journal.postAll(toPost);
        return bills.size();
    }

    /** By account, what is rounding on its advances; none where prices hold the VAT, because then both sides are exact. */
    private Map<Long, Long> rounding(BillRun run, List<BillToPost> bills, Map<Long, List<PartSum>> sums) {
        if (operators.terms(run.operatorCode()).vat().prices() == VatRule.Prices.INCLUDED) {
            return Map.of();
        }
        Map<Long, AdvanceRounding.Moved> moved = new HashMap<>();
        for (BillToPost bill : bills) {
            BillEntries.moved(bill, sums.getOrDefault(bill.billId(), List.of()))
                    .forEach((account, more) ->
                            moved.merge(account, more, (one, other) -> one.plus(other.net(), other.gross())));
        }
        return advanceRounding.keep(moved);
    }

    /** Of the accounts of one bill; an account is in one bill of a run. */
    private static Map<Long, Long> ofBill(Map<Long, Long> rounding, List<PartSum> sums) {
        Map<Long, Long> own = new TreeMap<>();
        for (PartSum sum : sums) {
            Long minor = rounding.get(sum.accountId());
            if (minor != null) {
                own.put(sum.accountId(), minor);
            }
        }
        return own;
    }

    private BillRun locked(long billRunId) {
        BillRun.Row row = runs.lockedRun(billRunId);
        if (row == null) {
            throw new IllegalArgumentException("there is no bill run " + billRunId);
        }
        return BillRun.of(row);
    }
}
