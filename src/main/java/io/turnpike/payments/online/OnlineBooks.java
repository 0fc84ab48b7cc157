package io.turnpike.payments.online;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The books in the database. What is kept of a transaction commits with its payment and its journal entry. */
@Component
class OnlineBooks implements Books {
    private static final int LONGEST_KEPT_CHARS = 200;

    private final OnlineMapper mapper;
    private final Payees payees;
    private final PayBooking booking;
    private final PayTogether together;
    private final KeyedAnswers keys;
    private final PaymentDesk desk;
    private final Refunds refunds;
    private final AccountBalances balances;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OnlineBooks(
            OnlineMapper mapper,
            Payees payees,
            PayBooking booking,
            PayTogether together,
            KeyedAnswers keys,
            PaymentDesk desk,
            Refunds refunds,
            AccountBalances balances,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.mapper = mapper;
        this.payees = payees;
        this.booking = booking;
        this.together = together;
        this.keys = keys;
        this.desk = desk;
        this.refunds = refunds;
        this.balances = balances;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public Optional<PayingOperator> operator(String code) {
        return mapper.onlineOperator(code);
    }

    @Override
    @SuppressWarnings("NullAway") // the template hands through what the work returns
    public <T extends @Nullable Object> T alone(PaymentSystem system, String reference, Supplier<T> work) {
        return transaction.execute(status -> {
            mapper.holdTransactions(system.source(), new String[] {reference}, PayBooking.LONG_WAIT, system.operator());
            return work.get();
        });
    }

    @Override
    public Payee payee(PaymentSystem system, PayingOperator operator, String typed) {
        return payees.of(system, operator, Set.of(typed)).getOrDefault(typed, Payee.NOBODY);
    }

    @Override
    public Money ahead(long accountId, PayingOperator operator) {
        return balances.now(accountId, operator.money()).negated();
    }

    @Override
    public Optional<Known> known(String source, String reference) {
        return Optional.ofNullable(booking.known(source, List.of(reference)).get(reference));
    }

    @Override
    public OnlineAnswer pay(PayRule rule) {
        return together.pay(rule);
    }

    @Override
    public Optional<Keyed> keyed(PaymentSystem system, String key) {
        return Optional.ofNullable(keys.of(system, List.of(key)).get(key));
    }

    @Override
    public boolean keepKeyed(PaymentSystem system, Keyed answered) {
        return keys.keep(system, List.of(answered));
    }

    @Override
    public void cancel(PaymentSystem system, Known known, OnlineAnswer answer) {
        Long paymentId = known.paymentId();
        if (paymentId == null) {
            throw new IllegalArgumentException("transaction " + known.reference() + " has no payment to cancel");
        }
        if (refunds.ofPayment(paymentId).stream().anyMatch(Refund::isStanding)) {
            throw new RefusedRequest(Result.DIFFERS, "a part of payment " + paymentId + " was given back before");
        }
        if (!known.reversed()) {
            desk.reverse(
                    paymentId, new PaymentDesk.Signed(system.name(), "cancelled by the payment system that made it"));
        }
        mapper.keepCancelAnswer(paymentId, system.name(), answer, now());
    }

    @Override
    public void refund(PaymentSystem system, Known known, Ask.Refund refund) {
        try {
            refunds.refundDone(
                    Objects.requireNonNull(known.paymentId()),
                    new Refunds.Payout(refund.amount(), null, null, "", null, refund.refund()),
                    new PaymentDesk.Signed(system.name(), "given back by the payment system"));
        } catch (BadParameter e) {
            throw new RefusedRequest(Result.DIFFERS, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void forbid(PaymentSystem system, String reference) {
        mapper.forbid(system.source(), reference, system.name(), now());
    }

    @Override
    public void refused(PaymentSystem system, Refusal refusal) {
        Money amount = refusal.amount();
        Refusal kept = new Refusal(
                refusal.command(),
                cut(refusal.transaction()),
                cut(refusal.typed()),
                amount,
                refusal.result(),
                cut(refusal.detail()));
        mapper.addRefusal(
                system.name(),
                kept,
                amount == null ? null : amount.minor(),
                amount == null ? null : amount.currency().getCurrencyCode(),
                refusal.result().word(),
                now());
    }

    private static String cut(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
        return line.length() > LONGEST_KEPT_CHARS ? line.substring(0, LONGEST_KEPT_CHARS) : line;
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
