package io.turnpike.payments.reconciliation;

/** A registry that cannot be compared: it is damaged, or not what it says of itself. */
public final class UnusableRegistry extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableRegistry(String message) {
        super(message);
    }
}
