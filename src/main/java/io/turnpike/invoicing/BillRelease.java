package io.turnpike.invoicing;

import io.turnpike.invoicing.BillRun.State;
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
 * Releases a draft for good. It takes its numbers when it begins, as many as it has documents; then its documents get them, a transaction
 * for each kind, and the books are written in blocks. What was interrupted goes on where it stopped, because each transaction leaves its
 * own trace; once begun it can only be finished. Several may work at one release, each at a range of units of its own.
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
        UnitRange all = UnitRange.all(BLOCK_BILLS);
        for (DocumentKind kind : DocumentKind.values()) {
            transaction.executeWithoutResult(status -> {
                // alone: it meets the documents in another order than those who number a range each
                locked(billRunId);
                number(run, kind, all);
            });
        }
        UnitRange.Done done = posted(run, all);
        while (!done.isEnd()) {
            done = posted(run, done.rest());
        }
        transaction.executeWithoutResult(status -> endIfPosted(billRunId, byWhom));
    }

    private UnitRange.Done posted(BillRun run, UnitRange range) {
        return Objects.requireNonNull(transaction.execute(status -> postBlock(run, range)));
    }

    /** Closes what had nothing to bill, and the run, if all its bills are in the books: true when it was this call that ended it. */
    boolean endIfPosted(long billRunId, String byWhom) {
        if (locked(billRunId).state() != State.RELEASING || mapper.billsLeft(billRunId) > 0) {
            return false;
        }
        runs.closeEmptyPeriods(billRunId);
        mapper.countNumbered();
        runs.release(billRunId, clock.instant(), byWhom);
        return true;
    }

    /** Bills of a run that are not in the books yet. */
    long billsLeft(long billRunId) {
        return mapper.billsLeft(billRunId);
    }

    /**
     * Marks a draft as being released and takes its numbers; from here on it can only be finished. What others have begun is not waited for: they
     * hold the run while they number and post, one after the other.
     */
    BillRun begin(long billRunId) {
        BillRun.Row known = runs.run(billRunId);
        if (known != null && BillRun.of(known).state() == State.RELEASING && mapper.hasTakenNumbers(billRunId)) {
            return BillRun.of(known);
        }
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
        if (run.state() != State.RELEASED) {
            takeNumbers(run);
        }
        return run;
    }

    /** Takes as many numbers of each kind and year as the run has documents, unless it has taken them. */
    private void takeNumbers(BillRun run) {
        for (ReleaseMapper.ToNumber wanted : mapper.toNumber(run.billRunId())) {
            DocumentKind kind = DocumentKind.ofWord(wanted.kind());
            if (kind.isNumbered()) {
                NumberPattern pattern = pattern(run, kind);
                mapper.beginSequence(run.operatorId(), kind.word(), wanted.year());
                long last = mapper.lockSequence(run.operatorId(), kind.word(), wanted.year());
                mapper.takeNumbers(run.billRunId(), wanted, last, pattern.pattern());
                mapper.advance(run.operatorId(), kind.word(), wanted.year(), wanted.documents());
            }
        }
    }

    /**
     * Numbers the documents of a kind of a range of units, in the running transaction, with those of the run's numbers that their place
     * among all of the kind gives them; what has a number keeps it. Several may do so at once, each with a range of its own.
     */
    void number(BillRun run, DocumentKind kind, UnitRange range) {
        runs.heldState(run.billRunId());
        if (!mapper.hasDocuments(run.billRunId(), kind.word())) {
            return;
        }
        if (!kind.isNumbered()) {
            mapper.numberPaymentSlips(run.billRunId(), range);
            return;
        }
        for (ReleaseMapper.TakenNumbers taken : mapper.takenNumbers(run.billRunId(), kind.word())) {
            NumberPattern pattern = taken.pattern() == null ? pattern(run, kind) : new NumberPattern(taken.pattern());
            mapper.number(run, kind.word(), taken, range, PatternParts.of(pattern, taken.year()));
        }
    }

    private NumberPattern pattern(BillRun run, DocumentKind kind) {
        OperatorTerms terms = operators.terms(run.operatorCode());
        NumberPattern pattern = terms.numbering().get(kind);
        if (pattern == null) {
            throw new IllegalStateException(
                    "operator '" + terms.code() + "' has no numbering for " + kind.word() + ": add it to its file");
        }
        return pattern;
    }

    /**
     * Posts the next bills of a range of units that are not in the books, in the running transaction; how many. The run cannot be ended
     * meanwhile, and of two that post the same range the second goes on behind what the first has posted.
     */
    UnitRange.Done postBlock(BillRun run, UnitRange range) {
        runs.heldState(run.billRunId());
        runs.planForBlock();
        UnitRange rest = range;
        List<Long> taken = List.of();
        while (taken.isEmpty()) {
            List<Long> units = mapper.unitsToPost(run.billRunId(), rest.from(), rest.to(), rest.bills());
            if (units.isEmpty()) {
                return new UnitRange.Done(0, rest);
            }
            long last = units.get(units.size() - 1);
            // none is left of them where another worker has posted them while this one waited
            taken = mapper.closePeriods(run.billRunId(), units.get(0), last);
            rest = rest.after(last);
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
        return new UnitRange.Done(bills.size(), rest);
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
