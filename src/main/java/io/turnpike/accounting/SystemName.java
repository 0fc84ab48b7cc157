package io.turnpike.accounting;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What an accounting system is called in definitions: the source, too, of the payments that were booked there. */
public final class SystemName {
    private static final String KEY = "system";
    private static final String READERS = "readers";

    private SystemName() {}

    /**
     * The key {@code system}; empty where it is not there, or with a problem where it cannot be used.
     *
     * @param home the folder of all definitions
     */
    public static Optional<String> read(Fields fields, Path home) {
        return fields.value(KEY, "write a word such as accounts", SystemName::word)
                .filter(name -> isFree(name, fields, home));
    }

    private static String word(String text) {
        if (!text.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /** References are unique in their source: a reader of that name would give others of the same look. */
    private static boolean isFree(String name, Fields fields, Path home) {
        boolean free = !Files.isDirectory(home.resolve(READERS).resolve(name));
        if (!free) {
            fields.problems()
                    .add(
                            fields.node(KEY).map(Node::place).orElse(fields.place()),
                            "'" + name + "' is a reader: payments booked in the system and payments of " + READERS + "/"
                                    + name + " would be taken for each other",
                            "give the system another name");
        }
        return free;
    }
}
