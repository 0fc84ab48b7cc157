package io.turnpike.accounting.own;

import io.turnpike.accounting.Content;
import io.turnpike.time.DateRange;
import java.util.List;

/**
 * Which records.
 *
 * @param period days to which they belong; does not narrow what belongs to none
 * @param kinds of documents; empty for all
 */
public record Selection(Content content, BooksOwner owner, DateRange period, List<String> kinds) {
    public Selection {
        kinds = List.copyOf(kinds);
    }

    /** As the mapper takes it. */
    String[] kindArray() {
        return kinds.toArray(String[]::new);
    }
}
