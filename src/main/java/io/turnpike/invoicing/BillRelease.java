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
 * Releases a draft for good: numbers without gaps, one transaction for each kind of document, then the books in blocks. What was
 * interrupted goes on where it stopped, because each transaction leaves its own trace; once begun it can only be finished.
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
        while (Boolean.TRUE.equals(transaction.execute(status -> postBlock(run, BLOCK_BILLS)))) {
            // the next block
        }
        transaction.executeWithoutResult(status -> end(billRunId, byWhom));
    }

    /** Closes what had nothing to bill, and the run. */
    void end(long billRunId, String byWhom) {
        runs.closeEmptyPeriods(billRunId);
        runs.release(billRunId, clock.instant(), byWhom);
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

    /** Numbers the documents of a kind, in the running transaction. */
    void number(BillRun run, DocumentKind kind) {
        OperatorTerms terms = operators.terms(run.operatorCode());
        if (!kind.isNumbered()) {
            mapper.numberPaymentSlips(run.billRunId());
            return;
        }
        for (int year : mapper.unnumberedYears(run.billRunId(), kind.word())) {
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
    }

    /** To be called when all kinds are numbered. */
    void numbered() {
        mapper.countNumbered();
    }

    /**
     * Posts the next bills behind the last that is in the books, so many at most, in the running transaction; false when there is none.
     * It holds the run meanwhile: of two that release it at once, the second goes on behind what the first has posted.
     */
    boolean postBlock(BillRun run, int most) {
        long after = locked(run.billRunId()).postedBillId();
        List<BillToPost> bills = mapper.billsToPost(run.billRunId(), after, most);
        if (bills.isEmpty()) {
            return false;
        }
        long first = bills.get(0).billId();
        long last = bills.get(bills.size() - 1).billId();
        Map<Long, List<PartSum>> sums = new HashMap<>();
        mapper.partSums(run.billRunId(), first, last)
                .forEach(sum -> sums.computeIfAbsent(sum.billId(), id -> new ArrayList<>())
                        .add(sum));
        Map<Long, List<NoteToPost>> debits = mapper.debitNotes(run.billRunId(), first, last).stream()
                .collect(Collectors.groupingBy(NoteToPost::billId));
        Map<Long, List<CreditedAmount>> credits = mapper.creditNotes(run.billRunId(), first, last).stream()
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
        mapper.closePeriods(run.billRunId(), first, last);
        mapper.postedUpTo(run.billRunId(), last);
        return true;
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
