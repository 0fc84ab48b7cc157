package io.turnpike.scenarios;

import java.util.Optional;

/** What a line says: something that is done, or something that must be so. */
sealed interface Deed {
    /** Something that is done. */
    non-sealed interface Action extends Deed {
        /** Does it; what the program refuses is a {@link Refused}. */
        void perform(World world, Step step);
    }

    /** Something that must be so. */
    non-sealed interface Expectation extends Deed {
        /** Empty where it is so, otherwise {@code expected …, got …}. */
        Optional<String> mismatch(World world, Step step);
    }

    /** The line before must be refused, for a reason that holds these words. */
    record RefusalExpected(String words) implements Deed {}

    /** The program refused what a line asked for; the message says why. */
    final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }
}
