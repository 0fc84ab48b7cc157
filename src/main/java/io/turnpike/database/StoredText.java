package io.turnpike.database;

import org.jspecify.annotations.Nullable;

/** Text from outside on its way into the database. */
public final class StoredText {
    private static final char ZERO = 0;
    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    /** The text with U+FFFD in the place of every zero character, which PostgreSQL does not keep in texts. */
    public static @Nullable String of(@Nullable String text) {
        return text == null ? null : text.replace(ZERO, REPLACEMENT);
    }
}
