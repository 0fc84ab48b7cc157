package io.turnpike.payments.online;

import io.turnpike.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be answered.
 *
 * @param comment the result in words
 * @param transaction as the system calls it; empty where it could not be read
 * @param paymentId our number of the payment
 * @param amount of the payment
 * @param name of the customer as far as it may be shown
 * @param balance what is paid ahead; negative what is owed
 * @param state booked or cancelled, where that was asked
 * @param at when it was booked
 */
record Outcome(
        Result result,
        String comment,
        String transaction,
        @Nullable Long paymentId,
        @Nullable Money amount,
        @Nullable String name,
        @Nullable Money balance,
        @Nullable String state,
        @Nullable Instant at) {

    static Outcome refused(Result result, String transaction) {
        return refused(new RefusedRequest(result), transaction);
    }

    static Outcome refused(RefusedRequest why, String transaction) {
        return new Outcome(why.result(), why.comment(), transaction, null, null, null, null, null, null);
    }

    static Outcome checked(String transaction, @Nullable String name, @Nullable Money balance) {
        return new Outcome(Result.OK, Result.OK.comment(), transaction, null, null, name, balance, null, null);
    }

    static Outcome booked(String transaction, long paymentId, Money amount, Instant at) {
        return new Outcome(Result.OK, Result.OK.comment(), transaction, paymentId, amount, null, null, null, at);
    }

    static Outcome found(Result result, String transaction, long paymentId, Money amount, String state) {
        return new Outcome(result, result.comment(), transaction, paymentId, amount, null, null, state, null);
    }
}
