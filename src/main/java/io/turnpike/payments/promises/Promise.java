package io.turnpike.payments.promises;

import io.turnpike.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A promised payment as it stands now.
 *
 * @param promiseId what people call it by
 * @param rule the group or kind of customer by whose terms it was given
 * @param lastDay of its validity
 * @param againOn the first day on which the account gets another one
 * @param paidMinor what was paid since it was given, as far as it went: until now, or to its end
 * @param stateWord open, kept, broken or cancelled
 */
public record Promise(
        long promiseId,
        String operator,
        long accountId,
        String accountNumber,
        long amountMinor,
        String currency,
        String rule,
        Instant givenAt,
        LocalDate givenOn,
        LocalDate lastDay,
        Instant expiresAt,
        LocalDate againOn,
        @Nullable String fee,
        @Nullable Long feeService,
        String agent,
        String reason,
        String stateWord,
        @Nullable Instant endedAt,
        long paidMinor,
        @Nullable String endedBy,
        @Nullable String endReason) {
    public Money amount() {
        return new Money(Currency.getInstance(currency), amountMinor);
    }

    public Money paid() {
        return new Money(Currency.getInstance(currency), paidMinor);
    }

    /** What it stands in for at a moment while it is open: what is promised and not paid. */
    public Money left(Instant at) {
        boolean counts = isOpen() && at.isBefore(expiresAt);
        return new Money(
                Currency.getInstance(currency), counts ? Math.max(0, amountMinor - Math.max(0, paidMinor)) : 0);
    }

    public boolean isOpen() {
        return stateWord.equals("open");
    }

    /** Whether payments have come up to it. */
    public boolean isPaid() {
        return paidMinor >= amountMinor;
    }
}
