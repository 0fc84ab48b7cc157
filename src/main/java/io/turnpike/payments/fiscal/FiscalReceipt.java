package io.turnpike.payments.fiscal;

import io.turnpike.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A receipt as it stands now.
 *
 * @param paymentId null of what was paid out of an account
 * @param operation {@code sell}, or {@code sell-refund} of money given back
 * @param refundId the refund it is of, or whose receipt it makes good; null where it is of the payment as a whole
 * @param operator code of the operator
 * @param source the payment came by; {@code payout} where there is none
 * @param day on which it was paid, or paid out
 * @param accountNumber of the customer's account it is on; null while that is not known
 * @param debtMinor what of the amount was owed when it was paid
 * @param state queued, sent, done, failed or given-up
 * @param attempt of making it
 * @param externalId what the register knows it by; null as long as it was not sent
 * @param content what is sent
 * @param uuid the register's own number
 * @param tries since it got into its state
 * @param nextAt not tried before
 * @param said the last error
 */
public record FiscalReceipt(
        long receiptId,
        @Nullable Long paymentId,
        String operation,
        @Nullable Long refundId,
        String register,
        String operator,
        String source,
        LocalDate day,
        @Nullable String accountNumber,
        String paidBy,
        String currency,
        long amountMinor,
        long debtMinor,
        String state,
        int attempt,
        @Nullable String externalId,
        @Nullable String content,
        @Nullable String uuid,
        int tries,
        Instant nextAt,
        Instant giveUpAt,
        @Nullable String said,
        Instant queuedAt,
        @Nullable Instant sentAt,
        @Nullable Instant doneAt,
        @Nullable String fnNumber,
        @Nullable String ecrRegistrationNumber,
        @Nullable String shiftNumber,
        @Nullable String fiscalReceiptNumber,
        @Nullable String fiscalDocumentNumber,
        @Nullable String fiscalDocumentAttribute,
        @Nullable String receiptDatetime,
        @Nullable String ofdReceiptUrl) {
    public Money amount() {
        return money(amountMinor);
    }

    /** What it is a receipt of: {@code payment 17}, {@code refund 3}. */
    public String of() {
        return paymentId == null ? "refund " + refundId : "payment " + paymentId;
    }

    /** What of it was not owed when it was paid. */
    public Money ahead() {
        return money(amountMinor - debtMinor);
    }

    private Money money(long minor) {
        return new Money(Currency.getInstance(currency), minor);
    }
}
