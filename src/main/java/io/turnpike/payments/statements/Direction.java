package io.turnpike.payments.statements;

/** Which way money went, seen from the operator's own account. */
public enum Direction {
    IN("in"),
    OUT("out"),
    /** Of a line that could not be read. */
    UNKNOWN("unknown");

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    /** As stored and shown. */
    public String word() {
        return word;
    }
}
