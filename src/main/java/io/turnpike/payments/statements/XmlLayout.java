package io.turnpike.payments.statements;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the rows of an XML registry stand. Names are local, without prefix.
 *
 * @param row path of the element that is a row, from the root
 * @param columns by name: where the value stands below the row
 * @param trailer what the file says of its own rows
 */
record XmlLayout(String row, Map<String, String> columns, Optional<Trailer> trailer) {
    XmlLayout {
        columns = Map.copyOf(columns);
    }

    /**
     * The element with count and sum.
     *
     * @param element path from the root; where the rows are in it, count and sum are attributes
     * @param count where the number of rows stands in it; empty where it has none
     * @param sum where their sum stands
     */
    record Trailer(String element, String count, String sum) {}

    /** The paths of these columns, in their order. */
    List<String> paths(List<String> names) {
        return names.stream().map(name -> columns.getOrDefault(name, "")).toList();
    }

    /** Whether the rows are in the element of the trailer. */
    boolean trailerHoldsRows() {
        return trailer.filter(each -> row.startsWith(each.element + "/")).isPresent();
    }
}
