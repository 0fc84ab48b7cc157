package io.turnpike.payments;

import io.turnpike.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Money that went out again, as it stands now.
 *
 * @param refundId what people call it by
 * @param paymentId the payment it is of; null for one of what was paid ahead on the account
 * @param accountNumber whose money it was; null while nobody knows whose the payment is
 * @param fromAccount code of the ledger account the money went out of
 * @param desk that paid it out; empty for the only one
 * @param receiptNumber of the desk, or number of the payment order
 * @param entryId the journal entry that stands for it
 * @param endedBy who took it back; null while it stands
 */
public record Refund(
        long refundId,
        long operatorId,
        String operator,
        String kindWord,
        @Nullable Long paymentId,
        @Nullable Long accountId,
        @Nullable String accountNumber,
        LocalDate day,
        long amountMinor,
        String currency,
        String fromAccount,
        String desk,
        @Nullable String receiptNumber,
        @Nullable String key,
        long entryId,
        String agent,
        String reason,
        Instant recordedAt,
        @Nullable String endedBy,
        @Nullable String endReason,
        @Nullable Instant endedAt) {

    /** Why the money went out. */
    public enum Kind {
        /** Given back by us. */
        REFUND,
        /** Taken by the bank or payment system, whether we agree or not. */
        CHARGEBACK;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Money amount() {
        return new Money(Currency.getInstance(currency), amountMinor);
    }

    public Kind kind() {
        return Kind.valueOf(kindWord.toUpperCase(java.util.Locale.ROOT));
    }

    /** Whether it was not taken back. */
    public boolean isStanding() {
        return endedAt == null;
    }
}
