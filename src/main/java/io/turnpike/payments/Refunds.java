package io.turnpike.payments;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.RefundEntries.Outgoing;
import io.turnpike.payments.debts.Debts;
import io.turnpike.payments.fiscal.ReceiptQueue;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Money that goes out again: given back by us, or taken by a bank or payment system. Never more than is left of the payment, or than is
 * paid ahead on the account; what closed an invoice opens it again.
 */
@Component
public class Refunds {
    private final RefundMapper mapper;
    private final PaymentMapper payments;
    private final RefundEntries entries;
    private final Journal journal;
    private final Debts debts;
    private final OpenDays days;
    private final ReceiptQueue receipts;

    Refunds(
            RefundMapper mapper,
            PaymentMapper payments,
            RefundEntries entries,
            Journal journal,
            Debts debts,
            OpenDays days,
            ReceiptQueue receipts) {
        this.mapper = mapper;
        this.payments = payments;
        this.entries = entries;
        this.journal = journal;
        this.debts = debts;
        this.days = days;
        this.receipts = receipts;
    }

    /**
     * How money goes out.
     *
     * @param amount more than zero; null for all that is left
     * @param day it goes out on; null for today
     * @param from of the books: bank, cash or what a payment system owes; null for where the payment came in
     * @param desk the cash desk; empty for the only one
     * @param number of the desk's receipt or of the payment order, unique at the desk; null where there is none
     * @param key of whoever asks: what was done under a key is not done again; null for none
     */
    public record Payout(
            @Nullable Money amount,
            @Nullable LocalDate day,
            @Nullable LedgerAccount from,
            String desk,
            @Nullable String number,
            @Nullable String key) {
        public Payout {
            PaymentDesk.checkDesk(desk);
            number = number == null ? null : number.strip();
            if (amount != null && !amount.isPositive()) {
                throw new BadParameter(amount + " is not more than zero");
            }
        }

        /** All that is left, today, the way it came. */
        public static final Payout ALL = new Payout(null, null, null, "", null, null);
    }

    /**
     * What is given back, found and held.
     *
     * @param toldBy the source whose payment system has given it back already; null where somebody asks for it
     */
    private record Taken(
            PayingOperator operator,
            Refund.Kind kind,
            @Nullable Payment payment,
            @Nullable Long accountId,
            LedgerAccount from,
            String reference,
            LocalDate notBefore,
            @Nullable String toldBy) {
        Taken notBefore(LocalDate day) {
            return new Taken(operator, kind, payment, accountId, from, reference, day, toldBy);
        }

        RefundMapper.Known known(Payout payout) {
            return new RefundMapper.Known(
                    operator.id(),
                    payment == null ? null : payment.paymentId(),
                    payout.key() == null ? null : toldBy,
                    payout.key(),
                    payout.desk(),
                    payout.number());
        }
    }

    /**
     * Books money of a payment that went out again; returns the number of the refund, the first one where the key or the receipt is known.
     * Of a refund no more goes out than is left of the payment; a chargeback is done, so that what was paid out before is owed.
     */
    @Transactional
    public long refund(long paymentId, Refund.Kind kind, Payout payout, Signed signed) {
        return book(paymentId, kind, kind == Refund.Kind.CHARGEBACK, payout, signed);
    }

    /**
     * As {@link #refund}, of what the payment system that the payment came by has given back already: what was paid out of it before is owed. The
     * key is the system's own id of the refund, and tells apart the refunds of this payment alone.
     */
    @Transactional
    public long refundDone(long paymentId, Payout payout, Signed signed) {
        return book(paymentId, Refund.Kind.REFUND, true, payout, signed);
    }

    private long book(long paymentId, Refund.Kind kind, boolean isDone, Payout payout, Signed signed) {
        Payment payment = payments.heldPayment(paymentId);
        Taken taken = new Taken(
                payments.operatorCalled(payment.operator()),
                kind,
                payment,
                payment.accountId(),
                from(payout, payment),
                payment.bookReference(),
                payment.day(),
                isDone && kind == Refund.Kind.REFUND ? payment.source() : null);
        Refund before = before(taken, payout);
        if (before != null) {
            return before.refundId();
        }
        if (payment.state() == PaymentState.REVERSED) {
            throw new BadParameter("payment " + paymentId + " was taken back: there is nothing to give back");
        }
        Money left = payment.amount().minus(payment.refunded());
        Money amount = payout.amount() == null ? left : payout.amount();
        if (!amount.currency().equals(left.currency()) || amount.compareTo(left) > 0 || !amount.isPositive()) {
            throw new BadParameter("payment " + paymentId + " is of " + payment.amount() + ", of which "
                    + payment.refunded() + " went out before: "
                    + (left.isZero()
                            ? "nothing is left of it"
                            : amount + " is more than the " + left + " that are left"));
        }
        Long accountId = payment.accountId();
        if (accountId != null) {
            debts.hold(Set.of(accountId));
        }
        long entry = entries.post(outgoing(taken, payout, amount));
        Long credit = payment.matchedEntry();
        if (accountId != null && credit != null) {
            debts.giveBack(new Debts.GivenBack(accountId, amount, entry, credit, isDone));
            debts.apply(Set.of(accountId));
        }
        payments.addRefunded(paymentId, amount.minor());
        long refundId = keep(taken, payout, amount, entry, signed);
        receipts.refunded(refundId);
        return refundId;
    }

    /** Pays out what is paid ahead on an account; returns the number of the refund. */
    @Transactional
    public long refundAccount(String operatorCode, String account, Payout payout, Signed signed) {
        PayingOperator operator = payments.operatorCalled(operatorCode);
        long accountId = payments.accountOf(operator, account);
        Taken taken = new Taken(
                operator,
                Refund.Kind.REFUND,
                null,
                accountId,
                payout.from() == null ? LedgerAccount.CASH : payout.from(),
                "account " + account,
                LocalDate.MIN,
                null);
        Refund before = before(taken, payout);
        if (before != null) {
            return before.refundId();
        }
        // what is paid ahead is what is left when it has closed what it can
        debts.apply(Set.of(accountId));
        List<Debts.Standing> standing = debts.of(accountId, operator.money());
        long open = standing.stream().mapToLong(Debts.Standing::openMinor).sum();
        Money credit = new Money(operator.money(), Math.max(0, -open));
        Money amount = payout.amount() == null ? credit : payout.amount();
        if (!amount.currency().equals(credit.currency()) || amount.compareTo(credit) > 0 || !amount.isPositive()) {
            throw new BadParameter(
                    "account " + account + " has " + credit + " paid ahead: " + amount + " cannot be paid out");
        }
        taken = taken.notBefore(dayOfCredit(standing, amount.minor()));
        long entry = entries.post(outgoing(taken, payout, amount));
        debts.apply(Set.of(accountId));
        long refundId = keep(taken, payout, amount, entry, signed);
        receipts.paidOut(refundId);
        return refundId;
    }

    /** Takes a refund back that was booked by mistake: its entry is reversed, and what it opened is closed again. */
    @Transactional
    public void takeBack(long refundId, Signed signed) {
        Refund asked = mapper.refund(refundId).orElseThrow(() -> unknown(refundId));
        Long paymentId = asked.paymentId();
        boolean reversed = paymentId != null && payments.heldPayment(paymentId).state() == PaymentState.REVERSED;
        List<Long> given = paymentId == null ? receipts.givenBackBy(refundId) : List.of(paymentId);
        given.forEach(payments::heldPayment);
        Refund refund = mapper.refund(refundId).orElseThrow(() -> unknown(refundId));
        if (mapper.endRefund(refundId, signed.agent(), signed.reason(), days.now()) == 0) {
            throw new BadParameter("refund " + refundId + " was taken back before");
        }
        PayingOperator operator = payments.operatorCalled(refund.operator());
        Long accountId = refund.accountId();
        if (accountId != null) {
            debts.hold(Set.of(accountId));
        }
        journal.reverse(refund.entryId(), days.today(operator, refund.day()));
        if (paymentId != null) {
            payments.addRefunded(paymentId, -refund.amountMinor());
        }
        if (!reversed) { // the return of the rest of the payment counts on that of the refund
            receipts.refundTakenBack(refundId, given);
        }
        if (accountId != null) {
            debts.apply(Set.of(accountId));
        }
    }

    /** What went out of a payment, in order. */
    @Transactional(readOnly = true)
    public List<Refund> ofPayment(long paymentId) {
        return mapper.refundsOfPayment(paymentId);
    }

    @Transactional(readOnly = true)
    public Refund find(long refundId) {
        return mapper.refund(refundId).orElseThrow(() -> unknown(refundId));
    }

    /**
     * Refunds in the order they were booked.
     *
     * @param operator code; null for any
     * @param account number; null for any
     * @param after begin behind this number; 0 for the beginning
     */
    @Transactional(readOnly = true)
    public List<Refund> list(@Nullable String operator, @Nullable String account, long after, int most) {
        return mapper.refunds(operator, account, after, most);
    }

    /** By which day so much had been paid ahead, the oldest first. */
    private static LocalDate dayOfCredit(List<Debts.Standing> standing, long minor) {
        long left = minor;
        LocalDate day = LocalDate.MIN;
        for (Debts.Standing credit : standing.stream()
                .filter(each -> each.openMinor() < 0)
                .sorted(Comparator.comparing(each -> each.item().day()))
                .toList()) {
            if (left <= 0) {
                break;
            }
            day = credit.item().day();
            left += credit.openMinor();
        }
        return day;
    }

    private static LedgerAccount from(Payout payout, Payment payment) {
        return payout.from() == null ? new LedgerAccount(payment.intoAccount()) : payout.from();
    }

    /** The refund this key or receipt was given to before; another one under either is refused. */
    private @Nullable Refund before(Taken taken, Payout payout) {
        PayingOperator operator = taken.operator();
        payments.holdSource("refunds of " + operator.code());
        Refund found = null;
        for (Refund each : mapper.refundsKnownAs(taken.known(payout))) {
            if (!each.isStanding()) {
                throw new BadParameter("refund " + each.refundId()
                        + " has this key or receipt number and was taken back: another refund needs one of its own");
            }
            if (!isSame(each, taken, payout)) {
                throw new BadParameter("refund " + each.refundId() + " of " + each.amount() + " has this "
                        + (Objects.equals(each.key(), payout.key()) && payout.key() != null ? "key" : "receipt number")
                        + ": another refund needs one of its own");
            }
            found = each;
        }
        return found;
    }

    private static boolean isSame(Refund before, Taken taken, Payout payout) {
        Payment payment = taken.payment();
        boolean sameMoney = payment == null
                ? before.paymentId() == null && Objects.equals(before.accountId(), taken.accountId())
                : Long.valueOf(payment.paymentId()).equals(before.paymentId());
        return sameMoney
                && before.kind() == taken.kind()
                && before.fromAccount().equals(taken.from().code())
                && before.desk().equals(payout.desk())
                && Objects.equals(before.key(), payout.key())
                && Objects.equals(before.receiptNumber(), payout.number())
                && (payout.amount() == null || payout.amount().equals(before.amount()))
                && (payout.day() == null || payout.day().equals(before.day()));
    }

    private LocalDate day(Taken taken, Payout payout) {
        LocalDate earliest = taken.notBefore();
        LocalDate today = days.today(taken.operator(), earliest);
        LocalDate day = payout.day();
        if (day == null) {
            return today;
        }
        if (day.isBefore(earliest) || day.isAfter(today) || days.isClosed(taken.operator(), day)) {
            throw new BadParameter(day + " is before the money came (" + earliest + "), after " + today
                    + " or in a closed period of the books: money goes out on an open day");
        }
        return day;
    }

    private Outgoing outgoing(Taken taken, Payout payout, Money amount) {
        return new Outgoing(
                taken.operator().id(),
                taken.kind(),
                RefundEntries.reference(payout.number(), taken.reference()),
                day(taken, payout),
                taken.from(),
                amount,
                taken.accountId());
    }

    private long keep(Taken taken, Payout payout, Money amount, long entry, Signed signed) {
        Refund refund = new Refund(
                0,
                taken.operator().id(),
                taken.operator().code(),
                taken.kind().word(),
                taken.payment() == null ? null : taken.payment().paymentId(),
                taken.accountId(),
                null,
                day(taken, payout),
                amount.minor(),
                amount.currency().getCurrencyCode(),
                taken.from().code(),
                payout.desk(),
                payout.number(),
                payout.key(),
                entry,
                signed.agent(),
                signed.reason(),
                days.now(),
                null,
                null,
                null);
        return mapper.addRefund(refund, taken.known(payout).toldBy());
    }

    private static BadParameter unknown(long refundId) {
        return new BadParameter("there is no refund " + refundId + ": 'turnpike payments refunds' lists them");
    }
}
