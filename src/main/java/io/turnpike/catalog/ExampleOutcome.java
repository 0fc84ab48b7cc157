package io.turnpike.catalog;

import io.turnpike.definitions.Place;

/**
 * One line of an example and whether it holds.
 *
 * @param line as written
 * @param passed whether everything expected came true
 * @param message what was expected and what came instead; empty where it passed
 */
public record ExampleOutcome(Place place, String line, boolean passed, String message) {
    static ExampleOutcome passed(Place place, String line) {
        return new ExampleOutcome(place, line, true, "");
    }

    static ExampleOutcome failed(Place place, String line, String message) {
        return new ExampleOutcome(place, line, false, message);
    }

    /** {@code FILE:LINE: message} with the line below. */
    public String render() {
        return place.file().name() + ":" + place.line() + ": " + (passed ? "as expected" : message) + "\n    " + line;
    }
}
