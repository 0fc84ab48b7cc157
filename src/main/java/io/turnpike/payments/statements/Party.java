package io.turnpike.payments.statements;

/**
 * The other side of a movement as the bank names it; empty text for what it does not say.
 *
 * @param inn Russian taxpayer number
 * @param account at its bank
 */
public record Party(String name, String inn, String account) {
    /** Nothing is said of it. */
    public static final Party NONE = new Party("", "", "");
}
