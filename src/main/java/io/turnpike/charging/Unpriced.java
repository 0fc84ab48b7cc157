package io.turnpike.charging;

/** Why a charge that was made has no price now, besides the reasons of suspense. */
final class Unpriced {
    /** No service had the identifier at that time. */
    static final String UNKNOWN_SERVICE = "unknown-service";

    /** It is another service's, which is charged for it. */
    static final String MOVED = "moved";

    /** It came to this service and is priced by the step that follows. */
    static final String DUE = "due";

    /** The day's traffic was charged anew, with other rows. */
    static final String CHARGED_ANEW = "charged-anew";

    private Unpriced() {}

    /** Whether the charge waits for a price that it does not have: not where another row has taken its place. */
    static boolean waits(String word) {
        return !word.equals(MOVED) && !word.equals(DUE) && !word.equals(CHARGED_ANEW);
    }
}
