package io.turnpike.payments;

import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Money that came in and is to be booked.
 *
 * @param operatorId whose money it is
 * @param source who gives the references: a reader, or the desk of an operator
 * @param reference unique in the source
 * @param number of the payment order or receipt; empty where there is none
 * @param day on which it was paid
 * @param amount more than zero; what the customer paid
 * @param commission what the payment system keeps of it
 * @param into where it came in: bank, cash, or what a payment system owes
 * @param from what is known of the payer
 * @param place where it stands in a file; null for what was booked by hand
 * @param owner whose account it is for; null while nobody knows
 */
public record Receipt(
        long operatorId,
        String source,
        String reference,
        String number,
        LocalDate day,
        Money amount,
        Money commission,
        LedgerAccount into,
        Payer from,
        @Nullable FilePlace place,
        @Nullable Owner owner) {
    public Receipt {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("a payment is more than zero, not " + amount);
        }
    }

    /**
     * Who paid; empty text for what is not known.
     *
     * @param ownAccount the operator's account at the bank
     * @param said what the row says of the customer, as a JSON object; empty for nothing
     */
    public record Payer(String ownAccount, String name, String inn, String account, String purpose, String said) {
        /** Nobody is named. */
        public static final Payer UNKNOWN = new Payer("", "", "", "", "", "");
    }

    /** A line of an input file. */
    public record FilePlace(int fileId, long line) {}

    /**
     * An account, and how it was found.
     *
     * @param by a word: the rule, or {@code by-hand}
     */
    public record Owner(long accountId, String by) {}

    /** What the books call it. */
    String bookReference() {
        return number.isEmpty() ? reference : number;
    }
}
