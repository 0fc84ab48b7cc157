package io.turnpike.scenarios;

import io.turnpike.definitions.Place;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One line of a scenario.
 *
 * @param place all of what it says
 * @param day its day, written or that of the line above
 * @param at where the clock stands when it is done: its time, or the beginning of its day in the operator's zone
 */
record Step(Place place, LocalDate day, Instant at, Deed deed) {
    /** As written, without comment and blanks around. */
    String text() {
        String line = place.file().lines().get(place.line() - 1);
        int from = place.column() - 1;
        return line.substring(from, Math.min(line.length(), from + place.length()))
                .strip();
    }
}
