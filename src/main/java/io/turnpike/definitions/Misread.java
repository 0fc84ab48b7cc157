package io.turnpike.definitions;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value that a parser refuses, with the part of it that is wrong and how to mend it. */
public final class Misread extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String part;
    private final @Nullable String remedy;

    /**
     * A refusal.
     *
     * @param message what is wrong, for people
     * @param part the piece of the value to underline
     * @param remedy {@code null} to keep what is advised for the whole value
     */
    public Misread(String message, String part, @Nullable String remedy) {
        super(message);
        this.part = part;
        this.remedy = remedy;
    }

    /** What to write instead. */
    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }

    /** Where the wrong part stands in a value; the whole value where the part is not found in it as written. */
    public Place within(Place place, String text) {
        int at = text.toLowerCase(Locale.ROOT).indexOf(part.toLowerCase(Locale.ROOT));
        boolean onOneLine = place.length() >= text.stripTrailing().length();
        return at < 0 || part.isEmpty() || !onOneLine ? place : place.part(at, part.length());
    }
}
