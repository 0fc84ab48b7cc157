package io.turnpike.customers;

import io.turnpike.customers.Feed.Target;
import io.turnpike.customers.Feed.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings a table to what the resolved lines of a file say, in two statements: rows that differ are updated, rows that are not
 * there are inserted in the order of the lines. What is the same already is not touched, not even locked.
 */
final class Merge {
    private static final int DIFFERENCES_SHOWN = 20;
    private static final int ANALYZE_FROM_ROWS = 1_000;

    private final JdbcClient jdbc;
    private final Feed feed;
    private final Target target;
    private final List<Value> values;

    /** @param inFile the columns that the files' header names; the table keeps what others hold */
    Merge(JdbcClient jdbc, Feed feed, Target target, Set<String> inFile) {
        this.jdbc = jdbc;
        this.feed = feed;
        this.target = target;
        this.values = target.values().stream()
                .filter(value -> value.from().equals(Value.ALWAYS) || inFile.contains(value.from()))
                .toList();
    }

    /** Rows that were added and changed. */
    record Outcome(long added, long changed) {}

    /** @param filled the tables that this import has filled from nothing, to which this one may be added */
    Outcome run(Set<String> filled) {
        long changed = values.isEmpty()
                ? 0
                : jdbc.sql("update " + target.table() + " t\nset " + assignments() + "\nfrom " + feed.resolved()
                                + " r\nwhere " + target.where() + "\nand " + sameKey() + "\nand " + differs())
                        .update();
        long lines = jdbc.sql("select count(*) from " + feed.resolved() + " r where " + target.where())
                .query(Long.class)
                .single();
        LateIndexes late = LateIndexes.take(jdbc, target.table(), lines, filled);
        long added = jdbc.sql("insert into " + target.table() + " (" + columns("") + ")\nselect " + columns("r.")
                        + "\nfrom " + feed.resolved() + " r\nwhere " + target.where()
                        + "\nand not exists (\nselect\nfrom "
                        + target.table() + " t\nwhere " + sameKey() + ")\norder by r.file_no, r.line")
                .update();
        late.makeAgain();
        if (added >= ANALYZE_FROM_ROWS) {
            jdbc.sql("analyze " + target.table()).update();
        }
        return new Outcome(added, changed);
    }

    /** The first lines that {@link #run} would add or change, as staff read them; to be asked before it. */
    List<String> differences(List<FeedFile> files) {
        String old = values.stream()
                .map(value -> ", t." + value.column() + "::text as old_" + value.column() + ", r." + value.column()
                        + "::text as new_" + value.column())
                .collect(Collectors.joining());
        return jdbc
                .sql("select r.file_no, r.line, t." + key(0) + " is null as is_new" + old + "\nfrom " + feed.resolved()
                        + " r\nleft join " + target.table() + " t on " + sameKey() + "\nwhere " + target.where()
                        + "\nand (t." + key(0) + " is null" + (values.isEmpty() ? "" : " or " + differs())
                        + ")\norder by r.file_no, r.line\nlimit " + DIFFERENCES_SHOWN)
                .query()
                .listOfRows()
                .stream()
                .map(row -> difference(row, files))
                .toList();
    }

    /**
     * A query for lines about the same as an earlier one: {@code file_no, line, first_file, first_line, same, about}. The earlier line,
     * whether it says the same, and what both are about.
     */
    String repeated() {
        String same = values.stream()
                .map(value -> "r.%1$s is not distinct from first_value(r.%1$s) over keys".formatted(value.column()))
                .collect(Collectors.joining(" and "));
        return """
                select r.file_no, r.line, r.first_file, r.first_line, r.same, r.about
                from (
                    select r.file_no, r.line,
                        first_value(r.file_no) over keys as first_file,
                        first_value(r.line) over keys as first_line,
                        row_number() over keys as repetition,
                        %4$s as same,
                        concat_ws(', ', %5$s) as about
                    from %1$s r
                    where %2$s
                    window keys as (partition by %3$s order by r.file_no, r.line)) as r
                where r.repetition > 1
                """.formatted(
                        feed.resolved(),
                        target.where(),
                        target.keys().stream().map(Merge::name).collect(Collectors.joining(", ")),
                        same.isEmpty() ? "true" : same,
                        target.keys().stream().map(key -> words(name(key))).collect(Collectors.joining(", ")));
    }

    /** A column of the key as staff write it: an expression over {@code r}, null where there is nothing to say. */
    private String words(String key) {
        return switch (key) {
            case "operator_id" -> "'operator ' || r.operator";
            case "account_id" -> "'account ' || r.account";
            case "service_id" ->
                (target.keys().contains("account_id") ? "" : "'account ' || r.account, ") + "'service ' || r.service";
            case "kind" -> "null"; // stands before the value
            case "value" -> "r.kind || ' ' || r.value";
            case "valid_from" -> "'from ' || " + target.begins();
            case "ordered_on" -> "'ordered on ' || r.ordered_on";
            default -> "'" + key + " ' || nullif(r." + key + ", '')";
        };
    }

    /** Whether there are such lines; much cheaper than finding them. */
    boolean anyRepeated() {
        String keys = String.join(", ", target.keys().stream().map(Merge::name).toList());
        return jdbc.sql("select exists (\nselect\nfrom " + feed.resolved() + " r\nwhere " + target.where()
                        + "\ngroup by " + keys + "\nhaving count(*) > 1)")
                .query(Boolean.class)
                .single();
    }

    private String difference(Map<String, Object> row, List<FeedFile> files) {
        String place =
                files.get(Integer.parseInt(String.valueOf(row.get("file_no")))).name() + ":" + row.get("line") + ": ";
        if (Boolean.TRUE.equals(row.get("is_new"))) {
            return place + "new";
        }
        List<String> changes = new ArrayList<>();
        for (Value value : values) {
            Object before = row.get("old_" + value.column());
            Object after = row.get("new_" + value.column());
            if (!Objects.equals(before, after)) {
                changes.add(value.column().replace('_', '-') + " " + shown(before) + " -> " + shown(after));
            }
        }
        return place + String.join(", ", changes);
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "none" : "'" + value + "'";
    }

    private String assignments() {
        return values.stream()
                .map(value -> value.column() + " = r." + value.column())
                .collect(Collectors.joining(", "));
    }

    private String differs() {
        String old = values.stream().map(value -> "t." + value.column()).collect(Collectors.joining(", "));
        String now = values.stream().map(value -> "r." + value.column()).collect(Collectors.joining(", "));
        return "(" + old + ") is distinct from (" + now + ")";
    }

    private String columns(String prefix) {
        List<String> columns = new ArrayList<>();
        target.keys().forEach(key -> columns.add(prefix + name(key)));
        values.forEach(value -> columns.add(prefix + value.column()));
        return String.join(", ", columns);
    }

    private String sameKey() {
        return target.keys().stream()
                .map(key -> key.endsWith("?")
                        ? "coalesce(t." + name(key) + ", 0) = coalesce(r." + name(key) + ", 0)"
                        : "t." + key + " = r." + key)
                .collect(Collectors.joining("\nand "));
    }

    private String key(int index) {
        return name(target.keys().get(index));
    }

    private static String name(String key) {
        return key.endsWith("?") ? key.substring(0, key.length() - 1) : key;
    }
}
