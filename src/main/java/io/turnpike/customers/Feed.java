package io.turnpike.customers;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A kind of CSV file: its columns, how its lines find what they name, what is refused, and where they go. Files of a kind are
 * known by how their name begins: {@code accounts.csv}, {@code accounts-2.csv.gz}.
 *
 * @param name the kind, as the file name begins
 * @param columns in the order of an export
 * @param rule what several cells of a line must say together
 * @param resolve query over {@code staged_<name>} that finds the keys of what a line names; null where it does not exist
 * @param checks what refuses a line, in order; each may rely on those before it
 * @param targets the tables that lines are merged into
 * @param export query that gives the columns as text, in the order of natural keys
 * @param judgement what is held against the definitions; null for none
 */
record Feed(
        String name,
        List<Column> columns,
        Rule rule,
        String resolve,
        List<Check> checks,
        List<Target> targets,
        String export,
        @Nullable Judgement judgement) {
    Feed(
            String name,
            List<Column> columns,
            Rule rule,
            String resolve,
            List<Check> checks,
            List<Target> targets,
            String export) {
        this(name, columns, rule, resolve, checks, targets, export, null);
    }

    /** The same with its lines held against the definitions. */
    Feed judged(Judgement by) {
        return new Feed(name, columns, rule, resolve, checks, targets, export, by);
    }

    /**
     * What lines say that the definitions must know.
     *
     * @param columns of the resolved lines, as text, never null
     * @param unless condition over {@code r} for lines that are not judged: they change nothing
     * @param judge of their values, in the order of the columns
     */
    record Judgement(
            List<String> columns,
            String unless,
            BiFunction<DefinitionChecks, List<String>, Optional<DefinitionChecks.Wrong>> judge) {
        /** Whether the plans of the lines' accounts are asked for, by joining {@link DefinitionChecks.Plans#table}. */
        boolean byPlans() {
            return columns.contains("plans");
        }
    }

    /** What several cells of a line must say together; may put a canonical value in place of what was written. */
    @FunctionalInterface
    interface Rule {
        Rule NONE = row -> {};

        void apply(Row row) throws BadCell;
    }

    /**
     * A query that finds lines which cannot be imported: {@code file_no, line, detail}.
     *
     * @param column that is wrong, or empty
     * @param message with {@code %s} for the detail
     * @param reference finds lines that name what does not exist; asked before lines are compared with each other
     */
    record Check(String column, String message, String remedy, String sql, boolean reference) {
        Check(String column, String message, String remedy, String sql) {
            this(column, message, remedy, sql, false);
        }

        Check asReference() {
            return new Check(column, message, remedy, sql, true);
        }
    }

    /**
     * A table that resolved lines are merged into.
     *
     * @param where which of the lines: a condition over {@code r}
     * @param keys columns of the natural key; one that ends in {@code ?} may be null
     * @param values the other columns, each with the CSV column it comes from ({@code =} where it is always set)
     * @param begins the beginning of validity as staff read it: an expression over {@code r}
     */
    record Target(String table, String where, List<String> keys, List<Value> values, String begins) {
        Target(String table, String where, List<String> keys, List<Value> values) {
            this(table, where, keys, values, "r.valid_from");
        }

        static Target of(String table, List<String> keys, Value... values) {
            return new Target(table, "true", keys, List.of(values));
        }
    }

    /**
     * @param column of the table and of the resolved lines
     * @param from CSV column; where a file's header does not name it, the table keeps what it holds
     */
    record Value(String column, String from) {
        static final String ALWAYS = "=";

        static Value same(String column) {
            return new Value(column, column.replace('_', '-'));
        }
    }

    String staged() {
        return "staged_" + name.replace('-', '_');
    }

    String resolved() {
        return "resolved_" + name.replace('-', '_');
    }

    Column column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no column " + wanted));
    }

    boolean has(String wanted) {
        return columns.stream().anyMatch(column -> column.name().equals(wanted));
    }
}
