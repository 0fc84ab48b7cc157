package io.turnpike.payments.statements;

/**
 * What a bank's own codes say of a movement.
 *
 * @param reference the bank's own reference of it; empty where it gives none
 * @param type the bank's word for the kind of movement, such as {@code NCHG} or {@code PMNT/RCDT/ESCT}; empty where it has none
 * @param reversal the bank takes back an earlier movement with it
 */
public record BankMarks(String reference, String type, boolean reversal) {
    /** The bank says nothing. */
    public static final BankMarks NONE = new BankMarks("", "", false);
}
