package io.turnpike.payments.online;

import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.online.Books.Keyed;
import io.turnpike.payments.online.Books.Known;
import io.turnpike.payments.online.Books.Payee;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of one payment from what is known of it; asks the books nothing, so that many that come at once are decided in
 * one transaction. What a transaction was answered once stands: it is looked at before anything else is, so that no later change of a
 * limit or an account turns a payment that was booked into one that was refused.
 *
 * @param key of the request; null where it has none
 */
record PayRule(PaymentSystem system, Ask.Pay pay, @Nullable RequestKey key) {
    /** What is to be done. */
    sealed interface Decision {
        /** The answer it got before. */
        record Answered(OnlineAnswer answer) implements Decision {}

        /** It came another way, and gets an answer of its own now. */
        record Known(long paymentId) implements Decision {}

        /** Its money is booked; on no account where nobody knows whose it is. */
        record New(@Nullable Long accountId) implements Decision {}
    }

    /** Whose money it would be has to be looked up; what is typed wrongly is nobody's. */
    boolean hasAccount() {
        return system.account().fits(pay.account());
    }

    /** The idempotency key of the request. */
    Optional<String> keyText() {
        return Optional.ofNullable(key).map(RequestKey::text);
    }

    /** The same, sent again. */
    boolean repeats(PayRule other) {
        return pay.equals(other.pay) && Objects.equals(key, other.key);
    }

    /**
     * @param keyed what its key was answered
     * @param payee whoever is meant by what was typed
     * @throws RefusedRequest where it is not booked
     */
    Decision decide(PayingOperator operator, Optional<Keyed> keyed, Optional<Known> before, Payee payee) {
        books(system, operator);
        Optional<OnlineAnswer> answered = key == null ? Optional.empty() : key.answered(keyed);
        if (answered.isPresent()) {
            return new Decision.Answered(answered.get());
        }
        if (before.isPresent()) {
            return again(before.get());
        }
        if (pay.taken()) {
            return new Decision.New(payee.accountId());
        }
        limits(system, pay.amount());
        return new Decision.New(payee(system, pay.account(), payee).accountId());
    }

    /** A transaction that came before: the same gets what it got, another under its id is refused. */
    private Decision again(Known known) {
        Long paymentId = known.paymentId();
        if (paymentId == null || known.cancelled()) {
            throw new RefusedRequest(Result.CANCELLED);
        }
        boolean sameAccount = known.typed() == null || known.typed().equals(pay.account());
        if (!sameAccount || !pay.amount().equals(known.amount())) {
            throw new RefusedRequest(
                    Result.DIFFERS,
                    "payment " + paymentId + " of " + known.amount() + " for '"
                            + Objects.toString(known.typed(), "an account of a registry") + "' has this id");
        }
        if (known.answer() != null) {
            return new Decision.Answered(known.answer());
        }
        if (known.reversed()) {
            throw new RefusedRequest(Result.CANCELLED, "payment " + paymentId + " was taken back");
        }
        return new Decision.Known(paymentId);
    }

    /** The answer that the transaction gets from now on. */
    OnlineAnswer answer(long paymentId, Instant at) {
        return system.dialect().dialect().write(system, Outcome.booked(pay.transaction(), paymentId, pay.amount(), at));
    }

    /** The books a system pays into are kept in its currency. */
    static void books(PaymentSystem system, PayingOperator operator) {
        if (!operator.money().equals(system.currency())) {
            throw new RefusedRequest(
                    Result.TECHNICAL, "operator " + operator.code() + " keeps its books in " + operator.currency());
        }
    }

    static RefusedRequest noOperator(PaymentSystem system) {
        return new RefusedRequest(Result.TECHNICAL, "no operator " + system.operator());
    }

    static void limits(PaymentSystem system, Money amount) {
        if (!amount.isPositive() || amount.compareTo(system.amount().least()) < 0) {
            throw new RefusedRequest(
                    Result.TOO_SMALL,
                    amount + " is less than " + system.amount().least());
        }
        if (amount.compareTo(system.amount().most()) > 0) {
            throw new RefusedRequest(
                    Result.TOO_LARGE,
                    amount + " is more than " + system.amount().most());
        }
    }

    /** The one account that is meant, which takes payments. */
    static Payee payee(PaymentSystem system, String typed, Payee payee) {
        if (!system.account().fits(typed)) {
            throw new RefusedRequest(Result.BAD_ACCOUNT, "no account: '" + typed + "'");
        }
        if (payee.accounts() == 0) {
            throw new RefusedRequest(Result.NOT_FOUND);
        }
        if (payee.accountId() == null) {
            throw new RefusedRequest(Result.CANNOT_CHECK);
        }
        if (payee.closed() && !system.account().closedAccepted()) {
            throw new RefusedRequest(Result.INACTIVE);
        }
        return payee;
    }
}
