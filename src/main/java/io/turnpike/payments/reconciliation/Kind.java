package io.turnpike.payments.reconciliation;

/** In what a payment is not the same in a registry and with us. */
public enum Kind {
    /** We have it, the registry has not. */
    ONLY_OURS("only-ours"),
    /** The registry has it, we have not: see the note, it may wait in quarantine. */
    ONLY_THEIRS("only-theirs"),
    /** We have reversed it, the registry holds it as paid. */
    REVERSED_HERE("reversed-here"),
    SUM("sum"),
    DATE("date"),
    COMMISSION("commission"),
    /** We have it, and its fiscal receipt, or that of its return, is not made: see the note. */
    NO_RECEIPT("no-receipt"),
    /** A line of the registry that could not be read. */
    UNREADABLE("unreadable");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** As shown, in files and on paper. */
    public String word() {
        return word;
    }
}
