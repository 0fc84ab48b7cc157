package io.turnpike.payments.intake;

import io.turnpike.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A line that a rule says is no payment of a customer.
 *
 * @param direction in or out
 * @param rule by whose name it is counted; {@code refund} where it is the bank's line of a refund
 * @param paymentId what it became when the rule was undone; null while it is set aside
 * @param refundId the refund it is the bank's line of
 */
public record SetAsideLine(
        long setAsideId,
        int fileId,
        String file,
        long line,
        String direction,
        String source,
        String rule,
        LocalDate day,
        String currency,
        long minor,
        @Nullable String party,
        @Nullable String purpose,
        @Nullable Long paymentId,
        @Nullable Long refundId,
        @Nullable String agent,
        @Nullable String reason,
        @Nullable Instant undoneAt) {
    public Money amount() {
        return new Money(Currency.getInstance(currency), minor);
    }
}
