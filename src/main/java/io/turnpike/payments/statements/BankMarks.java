package io.turnpike.payments.statements;

import org.jspecify.annotations.Nullable;

/**
 * What a bank's own codes say of a movement.
 *
 * @param reference the bank's own reference of it; empty where it gives none
 * @param type the bank's word for the kind of movement, such as {@code NCHG} or {@code PMNT/RCDT/ESCT}; empty where it has none
 * @param reversal the bank takes back an earlier movement with it
 * @param collectiveMinor what the bank booked in one sum with other payments, this one included, in minor units; null where it was booked
 *     by itself
 */
public record BankMarks(
        String reference,
        String type,
        boolean reversal,
        @Nullable Long collectiveMinor) {
    /** The bank says nothing. */
    public static final BankMarks NONE = new BankMarks("", "", false);

    /** Of a movement that was booked by itself. */
    public BankMarks(String reference, String type, boolean reversal) {
        this(reference, type, reversal, null);
    }
}
