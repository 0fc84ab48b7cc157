package io.turnpike.accounting.imports;

import io.turnpike.accounting.Content;
import io.turnpike.accounting.Facts;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Finds what a record of theirs is known by, and its day. */
public final class RowKeys {
    /** Of records that did not come from us. */
    public static final String THEIRS = "their/";

    private RowKeys() {}

    /**
     * The facts of what a row says.
     *
     * @throws IllegalArgumentException where it does not say of which record it is
     */
    public static Facts facts(
            Content content, SortedMap<String, String> values, List<SortedMap<String, String>> lines) {
        @Nullable LocalDate day = values.containsKey("date") && content.hasDays() ? LocalDate.parse(values.get("date")) : null;
        String key = values.getOrDefault("key", "");
        if (key.isEmpty()) {
            key = switch (content) {
                case DOCUMENTS, LINES -> document(values, day);
                case PAYMENTS -> THEIRS + some(values, "reference");
                case REFUNDS -> some(values, "key");
                case COUNTERPARTIES, POSTINGS -> some(values, "number");
            };
        }
        return new Facts(key, day, values, lines);
    }

    private static String document(SortedMap<String, String> values, @Nullable LocalDate day) {
        if (day == null) {
            throw new IllegalArgumentException("the row has no date, which belongs to a document's number");
        }
        return some(values, "kind") + "/" + day.getYear() + "/" + some(values, "number");
    }

    private static String some(SortedMap<String, String> values, String field) {
        String value = values.getOrDefault(field, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "the row has no " + field + ", so it does not say of which record it is");
        }
        return value;
    }
}
