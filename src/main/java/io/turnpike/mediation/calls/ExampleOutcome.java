package io.turnpike.mediation.calls;

import io.turnpike.definitions.Place;

/**
 * What became of one expectation of an {@code *.examples} file.
 *
 * @param place of the expectation, or of the input line where something came that nobody expected
 * @param expected as written; {@code nothing} where nothing was
 * @param got what the reader made of the line
 */
public record ExampleOutcome(Place place, boolean passed, String expected, String got) {
    /** {@code FILE:LINE: expected …, got …}, or {@code FILE:LINE: ok …}. */
    public String text() {
        return place.file().name() + ":" + place.line() + ": "
                + (passed ? "ok " + expected : "expected " + expected + "\n  got " + got);
    }
}
