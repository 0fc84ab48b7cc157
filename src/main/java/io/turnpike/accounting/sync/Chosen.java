package io.turnpike.accounting.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which differences; what is null, and an empty list of keys, does not narrow.
 *
 * @param side ours, theirs, both or unknown
 */
public record Chosen(
        @Nullable String operator,
        @Nullable String content,
        @Nullable String side,
        List<String> keys) {
    public Chosen {
        keys = List.copyOf(keys);
    }
}
