package io.turnpike.payments.online;

import io.turnpike.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be answered.
 *
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
        String transaction,
        @Nullable Long paymentId,
        @Nullable Money amount,
        @Nullable String name,
        @Nullable Money balance,
        @Nullable String state,
        @Nullable Instant at) {

    static Outcome refused(Result result, String transaction) {
        return new Outcome(result, transaction, null, null, null, null, null, null);
    }

    static Outcome checked(String transaction, @Nullable String name, @Nullable Money balance) {
        return new Outcome(Result.OK, transaction, null, null, name, balance, null, null);
    }

    static Outcome booked(String transaction, long paymentId, Money amount, Instant at) {
        return new Outcome(Result.OK, transaction, paymentId, amount, null, null, null, at);
    }

    static Outcome found(Result result, String transaction, long paymentId, Money amount, String state) {
        return new Outcome(result, transaction, paymentId, amount, null, null, state, null);
    }
}
