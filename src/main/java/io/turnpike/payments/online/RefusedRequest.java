package io.turnpike.payments.online;

/**
 * A request that is answered with a result other than "ok"; its message is for the list of refusals, and for the answer only where it says
 * what is wrong with the request and nothing of the books.
 */
final class RefusedRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Result result;
    private final boolean answered;

    RefusedRequest(Result result, String detail) {
        this(result, detail, false);
    }

    private RefusedRequest(Result result, String detail, boolean answered) {
        super(detail, null, false, false);
        this.result = result;
        this.answered = answered;
    }

    /** Who sent the request is told the detail as well. */
    static RefusedRequest answered(Result result, String detail) {
        return new RefusedRequest(result, detail, true);
    }

    RefusedRequest(Result result) {
        this(result, result.comment());
    }

    Result result() {
        return result;
    }

    /** In words, for the answer. */
    String comment() {
        return answered ? result.comment() + ": " + getMessage() : result.comment();
    }
}
