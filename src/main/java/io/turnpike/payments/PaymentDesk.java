package io.turnpike.payments;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.debts.Debts;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do to payments: book one by hand, put one on an account, take it off, move it, take it back. Everything is done by
 * journal entries; undoing reverses them, on the day it is done. Each act keeps who did it and why.
 */
@Component
public class PaymentDesk {
    private static final String BY_HAND = "by-hand";

    private final PaymentMapper mapper;
    private final PaymentBook book;
    private final Journal journal;
    private final OpenDays days;
    private final Debts debts;
    private final RefundEntries refunds;

    PaymentDesk(
            PaymentMapper mapper,
            PaymentBook book,
            Journal journal,
            OpenDays days,
            Debts debts,
            RefundEntries refunds) {
        this.mapper = mapper;
        this.book = book;
        this.journal = journal;
        this.days = days;
        this.debts = debts;
        this.refunds = refunds;
    }

    /**
     * Who does something, and why; neither may be empty.
     */
    public record Signed(String agent, String reason) {
        public Signed {
            if (agent.isBlank() || reason.isBlank()) {
                throw new BadParameter("say who does it and why: --agent and --reason");
            }
        }
    }

    /**
     * A payment taken by hand.
     *
     * @param reference receipt number: unique at the desk, the second booking of the same changes nothing
     * @param into bank or cash
     * @param desk name of the cash desk; empty for the only one
     */
    public record ByHand(
            String operator,
            String account,
            LocalDate day,
            Money amount,
            String reference,
            LedgerAccount into,
            String desk) {
        /** At the only desk. */
        public ByHand(
                String operator, String account, LocalDate day, Money amount, String reference, LedgerAccount into) {
            this(operator, account, day, amount, reference, into, "");
        }

        public ByHand {
            checkDesk(desk);
            reference = reference.strip();
            if (reference.isEmpty()) {
                throw new BadParameter("a receipt has a number");
            }
            if (!into.equals(LedgerAccount.BANK) && !into.equals(LedgerAccount.CASH)) {
                throw new IllegalArgumentException("a payment by hand goes to bank or cash, not to " + into.code());
            }
        }
    }

    private static final Pattern DESK = Pattern.compile("[\\p{L}0-9][\\p{L}0-9._-]{0,39}");

    /** The name of a cash desk: letters, digits, dots, hyphens; empty where there is only one. */
    static void checkDesk(String desk) {
        if (!desk.isEmpty() && !DESK.matcher(desk).matches()) {
            throw new BadParameter("--desk: '" + desk + "': write letters, digits, dots and hyphens, 40 at most");
        }
    }

    /** By which receipts of a desk are known: the source of its payments. */
    static String source(String operator, String desk) {
        return "desk:" + operator + (desk.isEmpty() ? "" : "/" + desk);
    }

    /** Books a payment by hand; returns its number, the first one where it was booked before. */
    @Transactional
    public long add(ByHand payment, Signed signed) {
        PayingOperator operator = mapper.operatorCalled(payment.operator());
        String source = source(operator.code(), payment.desk());
        mapper.holdSource(source);
        long accountId = mapper.accountOf(operator, payment.account());
        Optional<Payment> before = mapper.paymentByReference(source, payment.reference());
        if (before.isPresent()) {
            return same(before.get(), payment, mapper.acts(before.get().paymentId()));
        }
        if (days.isClosed(operator, payment.day())) {
            throw new BadParameter(
                    payment.day() + " falls into a closed period of the books: book the payment on an open day");
        }
        if (days.isToCome(operator, payment.day())) {
            throw new BadParameter(payment.day()
                    + " is a day to come: write the day on which the money came, or leave it out for today");
        }
        if (!payment.amount().currency().equals(operator.money())) {
            throw new BadParameter("operator " + operator.code() + " keeps its books in " + operator.currency()
                    + ", not in " + payment.amount().currency());
        }
        debts.hold(Set.of(accountId));
        long id = book.receiveBeforeStatement(List.of(new Receipt(
                        operator.id(),
                        source,
                        payment.reference(),
                        "",
                        payment.day(),
                        payment.amount(),
                        Money.zero(payment.amount().currency()),
                        payment.into(),
                        Receipt.Payer.UNKNOWN,
                        null,
                        new Receipt.Owner(accountId, BY_HAND))))
                .get(0);
        act(id, "added", accountId, signed);
        debts.apply(Set.of(accountId));
        return id;
    }

    /** @param acts the first of them tells the account it was booked to, wherever it was moved since */
    private static long same(Payment before, ByHand payment, List<PaymentAct> acts) {
        String account = acts.isEmpty() ? before.accountNumber() : acts.get(0).accountNumber();
        boolean same = before.amount().equals(payment.amount())
                && before.day().equals(payment.day())
                && before.intoAccount().equals(payment.into().code())
                && payment.account().equals(account);
        if (!same) {
            throw new BadParameter("receipt " + payment.reference() + " is payment " + before.paymentId() + " of "
                    + before.amount() + " on " + before.day() + " into " + before.intoAccount() + " for account "
                    + account
                    + ": another payment needs a number of its own");
        }
        if (before.state() == PaymentState.REVERSED) {
            throw new BadParameter("receipt " + payment.reference() + " is payment " + before.paymentId()
                    + ", which was taken back: another payment needs a number of its own");
        }
        return before.paymentId();
    }

    /** Puts a payment that waits on the suspense account on a customer's account. */
    @Transactional
    public void match(long paymentId, String account, Signed signed) {
        Payment payment = held(paymentId, PaymentState.UNMATCHED);
        long accountId = mapper.accountOf(operatorOf(payment), account);
        debts.hold(Set.of(accountId));
        place(payment, payment.receivedEntry(), accountId);
        act(paymentId, "matched", accountId, signed);
        debts.apply(Set.of(accountId));
    }

    /** Takes a payment off the account it is on: its money goes back to the suspense account. */
    @Transactional
    public void unmatch(long paymentId, Signed signed) {
        Payment payment = held(paymentId, PaymentState.MATCHED);
        debts.hold(accountsOf(payment));
        long received = release(payment);
        mapper.placePayment(paymentId, PaymentState.UNMATCHED.word(), null, null, received, null);
        act(paymentId, "unmatched", payment.accountId(), signed);
        debts.apply(accountsOf(payment));
    }

    private static Set<Long> accountsOf(Payment payment) {
        Long accountId = payment.accountId();
        return accountId == null ? Set.of() : Set.of(accountId);
    }

    /** Moves a payment from the account it is on to another one of the same operator. */
    @Transactional
    public void move(long paymentId, String account, Signed signed) {
        Payment payment = held(paymentId, PaymentState.MATCHED);
        long accountId = mapper.accountOf(operatorOf(payment), account);
        if (Long.valueOf(accountId).equals(payment.accountId())) {
            throw new BadParameter("payment " + paymentId + " is on account " + account + " already");
        }
        Set<Long> both = new TreeSet<>(accountsOf(payment));
        both.add(accountId);
        debts.hold(both);
        long received = release(payment);
        act(paymentId, "unmatched", payment.accountId(), signed);
        place(payment, received, accountId);
        act(paymentId, "matched", accountId, signed);
        debts.apply(both);
    }

    /**
     * Takes a payment back for good: it was cancelled, sent back or has bounced. Every entry of it is reversed; what was given back of it
     * stands, and is owed by the account from now on.
     */
    @Transactional
    public void reverse(long paymentId, Signed signed) {
        Payment payment = mapper.heldPayment(paymentId);
        if (payment.state() == PaymentState.REVERSED) {
            throw new BadParameter("payment " + paymentId + " was taken back before");
        }
        if (payment.state() == PaymentState.UNMATCHED && payment.refundedMinor() > 0) {
            throw new BadParameter(payment.refunded() + " of payment " + paymentId
                    + " went out again: match it to the account that owes it now, or take that back by"
                    + " 'turnpike payments reverse-refund'");
        }
        debts.hold(accountsOf(payment));
        LocalDate day = today(payment);
        Long matched = payment.matchedEntry();
        if (matched != null && matched != payment.receivedEntry()) {
            takeBack(payment, matched, day);
        }
        takeBack(payment, payment.receivedEntry(), day);
        book.reversed(payment);
        act(paymentId, "reversed", payment.accountId(), signed);
        debts.apply(accountsOf(payment));
    }

    private void takeBack(Payment payment, long entry, LocalDate day) {
        journal.reverse(entry, day);
        mapper.keepPastEntry(entry, payment.paymentId());
    }

    /** Takes the money from the account to the suspense account; returns the entry that now brought it in. */
    private long release(Payment payment) {
        LocalDate day = today(payment);
        Long matched = payment.matchedEntry();
        if (matched == null) {
            throw new IllegalStateException("payment " + payment.paymentId() + " is matched by no entry");
        }
        refunds.moveOff(payment, day);
        takeBack(payment, matched, day);
        if (matched != payment.receivedEntry()) {
            return payment.receivedEntry();
        }
        return journal.post(PaymentBook.entry(
                JournalEntry.on(payment.operatorId(), day, EntryKind.PAYMENT, payment.bookReference())
                        .post(new LedgerAccount(payment.intoAccount()), payment.amount()),
                payment.amount(),
                null));
    }

    private void place(Payment payment, long received, long accountId) {
        long entry = journal.post(PaymentBook.entry(
                JournalEntry.on(payment.operatorId(), today(payment), EntryKind.PAYMENT, payment.bookReference())
                        .post(LedgerAccount.SUSPENSE, payment.amount()),
                payment.amount(),
                accountId));
        mapper.placePayment(payment.paymentId(), PaymentState.MATCHED.word(), accountId, BY_HAND, received, entry);
        refunds.moveOnto(payment, today(payment), accountId, entry);
    }

    /** Today at the operator, but not before the payment, and not in a closed period. */
    private LocalDate today(Payment payment) {
        return days.today(operatorOf(payment), payment.day());
    }

    private Payment held(long paymentId, PaymentState wanted) {
        Payment payment = mapper.heldPayment(paymentId);
        if (payment.state() != wanted) {
            throw new BadParameter("payment " + paymentId + " is "
                    + payment.state().word()
                    + (payment.accountNumber() == null ? "" : " to account " + payment.accountNumber()) + ", not "
                    + wanted.word());
        }
        return payment;
    }

    private void act(long paymentId, String act, @Nullable Long accountId, Signed signed) {
        mapper.addAct(paymentId, act, accountId, signed.agent(), signed.reason(), days.now());
    }

    private PayingOperator operatorOf(Payment payment) {
        return mapper.operatorCalled(payment.operator());
    }
}
