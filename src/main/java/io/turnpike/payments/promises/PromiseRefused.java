package io.turnpike.payments.promises;

/** A promise that the operator's terms do not allow now; the message says which, and what would help. */
public final class PromiseRefused extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Which of the terms. */
    public enum Reason {
        /** The operator gives customers of this group none. */
        NOT_OFFERED,
        /** Another one is open. */
        STILL_OPEN,
        /** The last one was given too short a time ago. */
        TOO_SOON,
        /** More was asked for than may be promised. */
        TOO_MUCH,
        /** More days were asked for than it may last. */
        TOO_LONG,
        /** The account stands too low. */
        BALANCE_TOO_LOW,
        /** There is a fee for it, and no service of the account has it in its plan. */
        NO_SERVICE_WITH_FEE
    }

    PromiseRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
