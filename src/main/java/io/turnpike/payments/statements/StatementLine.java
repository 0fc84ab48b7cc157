package io.turnpike.payments.statements;

import io.turnpike.money.Money;
import java.time.LocalDate;
import java.util.Map;

/**
 * Money that moved.
 *
 * @param reference what the same movement is known by in any file of the source
 * @param day on which the bank or payment system took it, as the file writes it
 * @param number of the payment order or receipt; empty where there is none
 * @param amount more than zero; what the payer paid
 * @param commission what the payment system keeps of the amount
 * @param ownAccount the operator's account at the bank; empty in registries
 * @param party who paid, or was paid
 * @param purpose free text; empty where there is none
 * @param bank what the bank's own codes say of it
 * @param said what the line says of the customer in columns of their own
 */
public record StatementLine(
        SourceText text,
        String reference,
        Direction direction,
        LocalDate day,
        String number,
        Money amount,
        Money commission,
        String ownAccount,
        Party party,
        String purpose,
        BankMarks bank,
        Map<CustomerMark, String> said)
        implements StatementEntry {
    /** The bank's word for the kind of movement; empty where it has none. */
    public String type() {
        return bank.type();
    }

    /** Whether the bank takes back an earlier movement with it. */
    public boolean reversal() {
        return bank.reversal();
    }

    public StatementLine {
        said = Map.copyOf(said);
        if (!amount.isPositive() || commission.isNegative() || commission.compareTo(amount) > 0) {
            throw new IllegalArgumentException("no movement of money: " + amount + " with commission " + commission);
        }
        if (reference.isEmpty()) {
            throw new IllegalArgumentException("a movement without anything to know it by");
        }
    }
}
