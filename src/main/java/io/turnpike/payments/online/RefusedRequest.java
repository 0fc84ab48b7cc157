package io.turnpike.payments.online;

/** A request that is answered with a result other than "ok"; its message is for the list of refusals. */
final class RefusedRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Result result;

    RefusedRequest(Result result, String detail) {
        super(detail, null, false, false);
        this.result = result;
    }

    RefusedRequest(Result result) {
        this(result, result.comment());
    }

    Result result() {
        return result;
    }
}
