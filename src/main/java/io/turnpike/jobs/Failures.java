package io.turnpike.jobs;

/** Says in one line why a step failed. */
final class Failures {
    private static final int MOST_CAUSES = 20;

    private Failures() {}

    /** The message of the innermost cause, with its kind when the message alone would say little. */
    static String innermost(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; depth < MOST_CAUSES && at.getCause() != null; depth++) {
            at = at.getCause();
        }
        String message = at.getMessage();
        return message == null ? at.getClass().getSimpleName() : message;
    }
}
