package io.turnpike.payments;

import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.debts.Debts;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The journal entries of money that went out again: debited to the account whose money it was, or to the suspense account while the
 * payment is nobody's. They go with their payment wherever it is put.
 */
@Component
class RefundEntries {
    private final RefundMapper mapper;
    private final PaymentMapper payments;
    private final Journal journal;
    private final Debts debts;

    RefundEntries(RefundMapper mapper, PaymentMapper payments, Journal journal, Debts debts) {
        this.mapper = mapper;
        this.payments = payments;
        this.journal = journal;
        this.debts = debts;
    }

    /**
     * What an entry says.
     *
     * @param from of the books: where the money goes out
     * @param accountId whose it was; null for a payment of nobody
     */
    record Outgoing(
            long operatorId,
            Refund.Kind kind,
            String reference,
            LocalDate day,
            LedgerAccount from,
            Money amount,
            @Nullable Long accountId) {}

    long post(Outgoing out) {
        EntryKind kind = out.kind() == Refund.Kind.REFUND ? EntryKind.REFUND : EntryKind.CHARGEBACK;
        JournalEntry.Draft draft = JournalEntry.on(out.operatorId(), out.day(), kind, out.reference());
        Long accountId = out.accountId();
        return journal.post((accountId == null
                        ? draft.post(LedgerAccount.SUSPENSE, out.amount())
                        : draft.post(LedgerAccount.RECEIVABLES, accountId, out.amount()))
                .post(out.from(), out.amount().negated())
                .build());
    }

    /** The payment is taken off its account: what went out of it is no debt of that account any more. */
    void moveOff(Payment payment, LocalDate day) {
        for (Refund each : standing(payment)) {
            again(payment, each, day, null);
        }
    }

    /**
     * The payment is put on an account: what went out of it is taken of the entry that credits the account.
     *
     * @param credit the entry by which it was put there
     */
    void moveOnto(Payment payment, LocalDate day, long accountId, long credit) {
        for (Refund each : standing(payment)) {
            long entry = again(payment, each, day, accountId);
            debts.giveBack(new Debts.GivenBack(accountId, each.amount(), entry, credit, false));
        }
    }

    private List<Refund> standing(Payment payment) {
        return payment.refundedMinor() == 0
                ? List.of()
                : mapper.refundsOfPayment(payment.paymentId()).stream()
                        .filter(Refund::isStanding)
                        .toList();
    }

    private long again(Payment payment, Refund refund, LocalDate day, @Nullable Long accountId) {
        LocalDate on = day.isBefore(refund.day()) ? refund.day() : day;
        journal.reverse(refund.entryId(), on);
        payments.keepPastEntry(refund.entryId(), payment.paymentId());
        long entry = post(new Outgoing(
                refund.operatorId(),
                refund.kind(),
                reference(refund.receiptNumber(), payment.bookReference()),
                on,
                new LedgerAccount(refund.fromAccount()),
                refund.amount(),
                accountId));
        mapper.placeRefund(refund.refundId(), accountId, entry);
        return entry;
    }

    /** What the books call it: its own number, or that of what it is taken from. */
    static String reference(@Nullable String number, String of) {
        return number == null ? of : number;
    }
}
