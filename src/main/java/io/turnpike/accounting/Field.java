package io.turnpike.accounting;

/**
 * One thing a record says.
 *
 * @param name as definitions write it
 */
public record Field(String name, Kind kind) {
    /** What its text is. */
    public enum Kind {
        TEXT,
        /** {@code 2026-01-31}. */
        DAY,
        /** An instant in UTC: {@code 2026-01-31T21:00:00Z}. */
        TIME,
        /** Major units with the decimals of the record's currency: {@code 1234.50}. */
        AMOUNT,
        /** A decimal number without trailing zeros. */
        NUMBER
    }

    static Field text(String name) {
        return new Field(name, Kind.TEXT);
    }

    static Field day(String name) {
        return new Field(name, Kind.DAY);
    }

    static Field amount(String name) {
        return new Field(name, Kind.AMOUNT);
    }

    static Field number(String name) {
        return new Field(name, Kind.NUMBER);
    }
}
