package io.turnpike.scenarios;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.Suggestion;
import java.util.Collection;

/** A line that cannot be read: where, what is wrong, and what to write. */
final class Misread extends RuntimeException {
    private final transient Place place;
    private final String remedy;

    Misread(Place place, String message, String remedy) {
        super(message);
        this.place = place;
        this.remedy = remedy;
    }

    /** A word that is none of those known; the nearest is suggested. */
    static Misread unknown(Word word, String what, Collection<String> known) {
        return new Misread(
                word.place(), "unknown " + what + " '" + word.text() + "'", Suggestion.remedy(word.text(), known));
    }

    Place place() {
        return place;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }
}
