package io.turnpike.invoicing;

/** Which side of a bill a stored line is on. */
public enum LinePart {
    BILLED(0),
    RENDERED(1),
    CREDITED(2),
    /** What takes back from lines rendered on earlier documents. */
    CORRECTED(3),
    /** Late usage that debit notes ask for; it is rendered as well. */
    DEBITED(4);

    private final int code;

    LinePart(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static LinePart ofCode(int code) {
        return switch (code) {
            case 0 -> BILLED;
            case 1 -> RENDERED;
            case 2 -> CREDITED;
            case 3 -> CORRECTED;
            case 4 -> DEBITED;
            default -> throw new IllegalArgumentException("no part of a bill has code " + code);
        };
    }
}
