package io.turnpike.payments.online;

import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The books as payment systems see them: the database, or what an examples file says is there. */
interface Books {
    /** Whose books a system pays into; empty where there is no such operator. */
    Optional<PayingOperator> operator(String code);

    /**
     * Does something about a transaction of a system while nobody else does: all of it is kept, or nothing.
     *
     * @param reference of the transaction
     */
    <T extends @Nullable Object> T alone(PaymentSystem system, String reference, Supplier<T> work);

    /** Who is meant by what was typed. */
    Payee payee(PaymentSystem system, PayingOperator operator, String typed);

    /** What a customer has paid ahead; negative what it owes. */
    Money ahead(long accountId, PayingOperator operator);

    /** What is known of a transaction. */
    Optional<Known> known(String source, String reference);

    /**
     * Does with a payment what its rule decides, while nobody else does anything about its transaction: all of it is kept, its answer
     * with it, or nothing.
     *
     * @throws RefusedRequest where the rule does
     */
    OnlineAnswer pay(PayRule rule);

    /** What a request with this idempotency key was answered; empty where none was. */
    Optional<Keyed> keyed(PaymentSystem system, String key);

    /** Keeps the answer of a request with an idempotency key; false where another one with the key has got one meanwhile. */
    boolean keepKeyed(PaymentSystem system, Keyed answered);

    /**
     * Takes a payment back and keeps the answer; a payment that a person took back before stays as it is.
     *
     * @throws RefusedRequest where a part of it was given back before: it cannot go out whole any more
     */
    void cancel(PaymentSystem system, Known known, OnlineAnswer answer);

    /**
     * Books that money of a payment was given back; what was booked under the refund's id, of this payment, before is not booked again.
     *
     * @throws RefusedRequest where it is more than is left, the payment was taken back, or the id is that of another refund
     */
    void refund(PaymentSystem system, Known known, Ask.Refund refund);

    /** Sees to it that a transaction that is not known, and was cancelled, is never booked. */
    void forbid(PaymentSystem system, String reference);

    /** Keeps what was refused, for people to look at. */
    void refused(PaymentSystem system, Refusal refusal);

    Instant now();

    /**
     * What was refused.
     *
     * @param command pay, cancel, refund, or unreadable
     * @param typed the account; empty where it is not known
     */
    record Refusal(
            String command,
            String transaction,
            String typed,
            @Nullable Money amount,
            Result result,
            String detail) {}

    /** The answer to a request with an idempotency key. */
    record Keyed(RequestKey key, OnlineAnswer answer) {}

    /**
     * Who is meant.
     *
     * @param accounts how many are known by it
     * @param accountId of the only one
     * @param name of the customer
     * @param closed all its services are terminated
     */
    record Payee(int accounts, @Nullable Long accountId, String name, boolean closed) {
        static final Payee NOBODY = new Payee(0, null, "", false);
    }

    /**
     * A transaction that came before.
     *
     * @param paymentId null for one that was cancelled before it came
     * @param typed the account as it was typed; null where it came another way
     * @param answer what it got; null where it came another way
     * @param cancelAnswer what its cancellation got; null while it is not cancelled
     * @param reversed the money was taken back, by whomever
     * @param recordedAt when it was booked
     */
    record Known(
            String reference,
            @Nullable Long paymentId,
            @Nullable Money amount,
            @Nullable String typed,
            @Nullable OnlineAnswer answer,
            @Nullable OnlineAnswer cancelAnswer,
            boolean cancelled,
            boolean reversed,
            @Nullable Instant recordedAt) {
        /** One that was cancelled before it came. */
        static Known forbidden(String reference) {
            return new Known(reference, null, null, null, null, null, true, false, null);
        }
    }
}
