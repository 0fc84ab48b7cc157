package io.turnpike.payments;

import io.turnpike.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it stands now.
 *
 * @param paymentId what people call it by
 * @param number of the payment order or receipt
 * @param refundedMinor so much of it went out again: given back, or taken by the bank
 * @param intoAccount code of the ledger account the money came into
 * @param said what the row says of the customer, as a JSON object
 * @param file name of the file it came in, with its line
 * @param accountNumber of the customer's account it is on
 * @param receivedEntry the journal entry that brought the money in
 * @param matchedEntry the one that credited the account; the same where its owner was known at once
 */
public record Payment(
        long paymentId,
        long operatorId,
        String operator,
        String source,
        String reference,
        @Nullable String number,
        LocalDate day,
        long amountMinor,
        long commissionMinor,
        long refundedMinor,
        String currency,
        String intoAccount,
        @Nullable String ownAccount,
        @Nullable String payerName,
        @Nullable String payerInn,
        @Nullable String payerAccount,
        @Nullable String purpose,
        @Nullable String said,
        @Nullable String file,
        @Nullable Long line,
        @Nullable Long accountId,
        @Nullable String accountNumber,
        @Nullable String matchedBy,
        long receivedEntry,
        @Nullable Long matchedEntry,
        String stateWord,
        Instant recordedAt) {
    public Money amount() {
        return new Money(Currency.getInstance(currency), amountMinor);
    }

    public Money commission() {
        return new Money(Currency.getInstance(currency), commissionMinor);
    }

    public Money refunded() {
        return new Money(Currency.getInstance(currency), refundedMinor);
    }

    public PaymentState state() {
        return PaymentState.ofWord(stateWord);
    }

    /** The receipt of a cash desk, as people say it; empty for what was not taken at a desk. */
    public String receipt() {
        String desk = "desk:" + operator;
        return !source.startsWith(desk)
                ? ""
                : "receipt " + reference
                        + (source.equals(desk) ? "" : " of desk " + source.substring(desk.length() + 1));
    }

    /** What the books call it. */
    String bookReference() {
        return number == null ? reference : number;
    }
}
