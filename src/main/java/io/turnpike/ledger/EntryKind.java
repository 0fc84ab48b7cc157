package io.turnpike.ledger;

/** Why an entry stands in the journal. The order is the code stored in the database: only append. */
public enum EntryKind {
    /** A balance taken over from an older system. */
    OPENING,
    /** A released invoice, with what was rendered in its period. */
    INVOICE,
    /** A released credit note. */
    CREDIT_NOTE,
    /** Money in or back out. */
    PAYMENT,
    /** Moved by a person with a reason. */
    ADJUSTMENT,
    /** Takes another entry back. */
    REVERSAL;

    /** As stored. */
    public short code() {
        return (short) ordinal();
    }

    static EntryKind ofCode(int code) {
        return values()[code];
    }
}
