package io.turnpike.mediation.layout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a record's columns are found.
 *
 * @param fromHeader by the names in the header line (or, for {@code KEY=VALUE}, by the keys)
 * @param byCount by position, a list for each number of columns a line may have: mixed layouts in one file
 * @param byType by position, a list for each type of record: mixed layouts in one file
 * @param positions by position, one list for all lines
 */
public record Columns(
        boolean fromHeader, List<Column> positions, Map<Integer, List<Column>> byCount, Optional<ByType> byType) {
    /**
     * Layouts told apart by a field.
     *
     * @param at where the type stands in every line
     * @param types columns by type; a type that ends in {@code *} stands for all that begin so
     */
    public record ByType(Column at, Map<String, List<Column>> types) {}

    /** One list for all lines. */
    static Columns listed(List<Column> positions) {
        return new Columns(false, positions, Map.of(), Optional.empty());
    }

    /** By the names that the file gives. */
    static Columns named() {
        return new Columns(true, List.of(), Map.of(), Optional.empty());
    }

    /** The names that other blocks of the reader may use; empty when only the file's header knows them. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        positions.forEach(column -> names.add(column.name()));
        byCount.values().forEach(list -> list.forEach(column -> names.add(column.name())));
        byType.ifPresent(types ->
                types.types.values().forEach(list -> list.forEach(column -> names.add(column.name()))));
        return names;
    }
}
