package io.turnpike.ledger;

import java.util.Locale;

/** Why an entry stands in the journal. */
public enum EntryKind {
    /** A balance taken over from an older system. */
    OPENING(0),
    /** A released invoice, with what was rendered in its period. */
    INVOICE(1),
    /** A released credit note. */
    CREDIT_NOTE(2),
    /** Money in. */
    PAYMENT(3),
    /** Moved by a person with a reason; or the VAT of an advance, charged or deducted. */
    ADJUSTMENT(4),
    /** Takes another entry back. */
    REVERSAL(5),
    /** Money given back to who paid it. */
    REFUND(6),
    /** Money that a bank or payment system took back from us. */
    CHARGEBACK(7),
    /** A released debit note. */
    DEBIT_NOTE(8),
    /** From one account of a customer to another, where one invoice adds them together. */
    TRANSFER(9);

    private final short code;

    EntryKind(int code) {
        this.code = (short) code;
    }

    /** As stored; never changes for a kind. */
    short code() {
        return code;
    }

    /** The word of reports and exports: {@code credit-note}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static EntryKind ofCode(int code) {
        for (EntryKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of journal entry has code " + code);
    }
}
