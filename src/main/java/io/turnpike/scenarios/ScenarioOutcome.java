package io.turnpike.scenarios;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.SourceFile;
import java.time.Duration;
import java.util.List;

/**
 * What running a scenario came to.
 *
 * @param lines that were done or compared
 * @param expectations of these, those that were compared
 * @param failures in the order of lines; empty when it holds
 */
public record ScenarioOutcome(SourceFile file, int lines, int expectations, List<Failure> failures, Duration took) {
    public ScenarioOutcome {
        failures = List.copyOf(failures);
    }

    /**
     * A line that does not hold or could not be done.
     *
     * @param message expected and got, or why it was refused
     * @param shown what there was instead, a fact a line; empty where nothing helps
     */
    public record Failure(Place place, String text, String message, List<String> shown) {
        /** {@code FILE:LINE: message}, the line, and what there was. */
        public String render() {
            StringBuilder out = new StringBuilder()
                    .append(place.file().name())
                    .append(':')
                    .append(place.line())
                    .append(": ")
                    .append(message);
            out.append('\n')
                    .append(String.format("%5d", place.line()))
                    .append(" | ")
                    .append(text);
            shown.forEach(line -> out.append("\n  ").append(line));
            return out.toString();
        }
    }

    public boolean holds() {
        return failures.isEmpty();
    }
}
