package io.turnpike.customers;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of a CSV file after each cell was read alone; values are as the database reads them, null where empty. */
final class Row {
    private final Map<String, Integer> positions;
    private final @Nullable String[] values;

    /** @param positions of the feed's columns in {@code values}, by name */
    Row(Map<String, Integer> positions, @Nullable String[] values) {
        this.positions = positions;
        this.values = values;
    }

    @Nullable String get(String column) {
        return values[position(column)];
    }

    void set(String column, @Nullable String value) {
        values[position(column)] = value;
    }

    private int position(String column) {
        Integer position = positions.get(column);
        if (position == null) {
            throw new IllegalArgumentException("no column " + column);
        }
        return position;
    }
}
