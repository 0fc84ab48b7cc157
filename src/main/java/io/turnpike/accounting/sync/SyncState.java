package io.turnpike.accounting.sync;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a version of a record stands with an accounting system. */
public enum SyncState {
    /** Not sent yet, or to be sent again. */
    NEW,
    /** In a file that was handed over; they have not said anything of it. */
    SENT,
    /** They took it as it is. */
    ACCEPTED,
    /** They did not take it, and said why. */
    REJECTED,
    /** There is a later version. */
    CHANGED,
    /** They took it and it is there no more. */
    DELETED;

    /** As the database and commands write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SyncState> ofWord(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}
