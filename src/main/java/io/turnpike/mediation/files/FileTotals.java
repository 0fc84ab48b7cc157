package io.turnpike.mediation.files;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The control totals of files as they are stored: a column for each measure and fate, a row for each currency. */
@Component
class FileTotals {
    private static final String READ = "read";
    private static final String BOTH_SIDES = "bytes_both_sides";

    private static final List<String> COLUMNS = columns();
    private static final String ADD = "update input_file set "
            + COLUMNS.stream().map(name -> name + " = " + name + " + ?").collect(Collectors.joining(", "))
            + " where file_id = ? returning run_id";
    private static final String ADD_ELSEWHERE = "insert into run_recount (" + String.join(", ", COLUMNS)
            + ", run_id, file_id) values (" + "?, ".repeat(COLUMNS.size()) + "?, ?)"
            + " on conflict (run_id, file_id) do update set "
            + COLUMNS.stream()
                    .map(name -> name + " = run_recount." + name + " + excluded." + name)
                    .collect(Collectors.joining(", "));
    private static final String SUMS = sums("");
    private static final String SUMS_OF_RECOUNTS = sums("r.");

    private final JdbcClient jdbc;

    FileTotals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static String column(Measure measure, String fate) {
        return measure.word() + "_" + fate;
    }

    private static List<String> columns() {
        List<String> names = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            names.add(column(measure, READ));
            for (Fate fate : Fate.values()) {
                names.add(column(measure, fate.word()));
            }
        }
        names.add(BOTH_SIDES);
        return names;
    }

    private static String sums(String of) {
        return COLUMNS.stream()
                .map(name -> "coalesce(sum(" + of + name + "), 0)::bigint as " + name)
                .collect(Collectors.joining(", "));
    }

    /** The values in the order of the columns. */
    private static List<Object> values(ControlTotals totals) {
        List<Object> values = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            values.add(measure.of(totals.read()));
            for (Fate fate : Fate.values()) {
                values.add(measure.of(totals.of(fate)));
            }
        }
        values.add(totals.bothSidesBytes());
        return values;
    }

    private static ControlTotals totals(ResultSet row, Map<String, Long> amounts) throws SQLException {
        Map<Fate, Volume> fates = new EnumMap<>(Fate.class);
        for (Fate fate : Fate.values()) {
            fates.put(fate, volume(row, fate.word()));
        }
        return new ControlTotals(volume(row, READ), fates, row.getLong(BOTH_SIDES), amounts);
    }

    private static Volume volume(ResultSet row, String fate) throws SQLException {
        return new Volume(
                row.getLong(column(Measure.RECORDS, fate)),
                row.getLong(column(Measure.SECONDS, fate)),
                row.getLong(column(Measure.BYTES, fate)),
                row.getLong(column(Measure.EVENTS, fate)));
    }

    /** Adds to what is counted of a file, in the running transaction; returns the run that took it in, 0 where that is not kept. */
    long add(int fileId, ControlTotals difference) {
        List<Object> parameters = values(difference);
        parameters.add(fileId);
        long takenBy = jdbc.sql(ADD)
                .params(parameters)
                .query((row, number) -> row.getLong(1))
                .single();
        difference
                .amountMicros()
                .forEach((currency, micros) ->
                        jdbc.sql("""
                        insert into input_file_amount (file_id, currency, amount_micros)
                        values (?, ?, ?)
                        on conflict (file_id, currency)
                        do update set amount_micros = input_file_amount.amount_micros + excluded.amount_micros
                        """).params(fileId, currency, micros).update());
        return takenBy;
    }

    /** The same, done by a run: where another took the file in, it is kept as this one's doing too. */
    void add(long runId, int fileId, ControlTotals difference) {
        if (add(fileId, difference) != runId && !difference.equals(ControlTotals.NONE)) {
            addElsewhere(runId, fileId, difference);
        }
    }

    private void addElsewhere(long runId, int fileId, ControlTotals difference) {
        List<Object> parameters = values(difference);
        parameters.add(runId);
        parameters.add(fileId);
        jdbc.sql(ADD_ELSEWHERE).params(parameters).update();
        difference
                .amountMicros()
                .forEach((currency, micros) ->
                        jdbc.sql("""
                        insert into run_recount_amount (run_id, file_id, currency, amount_micros)
                        values (?, ?, ?, ?)
                        on conflict (run_id, file_id, currency)
                        do update set amount_micros = run_recount_amount.amount_micros + excluded.amount_micros
                        """).params(runId, fileId, currency, micros).update());
    }

    /** One file as it stands. */
    ControlTotals ofFile(int fileId) {
        Map<String, Long> amounts =
                amounts("a.file_id::text", "f.file_id = ?", fileId).getOrDefault(String.valueOf(fileId), Map.of());
        return jdbc.sql("select * from input_file where file_id = ?")
                .param(fileId)
                .query((row, number) -> totals(row, amounts))
                .single();
    }

    /** The files of a run as it left them, by format and in the order they came: without what other runs changed in them. */
    List<TakenFile> ofRun(long runId) {
        Map<String, Map<String, Long>> amounts = amounts("a.file_id::text", "f.run_id = ?", runId);
        Map<Integer, ControlTotals> later = recounts("f.run_id = ? and r.run_id <> f.run_id", runId);
        return jdbc.sql("select * from input_file where run_id = ? order by format collate \"C\", file_id")
                .param(runId)
                .query((row, number) -> new TakenFile(
                        row.getString("name"),
                        row.getString("format"),
                        row.getString("state"),
                        Optional.ofNullable(row.getString("reason")),
                        totals(row, amounts.getOrDefault(row.getString("file_id"), Map.of()))
                                .minus(later.getOrDefault(row.getInt("file_id"), ControlTotals.NONE))))
                .list();
    }

    /** What a run changed in files that other runs took in. */
    ControlTotals elsewhere(long runId) {
        return recounts("r.run_id = ? and f.run_id is distinct from r.run_id", runId).values().stream()
                .reduce(ControlTotals.NONE, ControlTotals::plus);
    }

    private Map<Integer, ControlTotals> recounts(String which, long runId) {
        Map<Integer, Map<String, Long>> amounts = new HashMap<>();
        jdbc.sql("select r.file_id, r.currency, sum(r.amount_micros)::bigint from run_recount_amount r"
                        + " join input_file f on f.file_id = r.file_id where " + which + " group by 1, 2")
                .param(runId)
                .query(row -> {
                    amounts.computeIfAbsent(row.getInt(1), of -> new TreeMap<>())
                            .put(row.getString(2), row.getLong(3));
                });
        Map<Integer, ControlTotals> recounts = new TreeMap<>();
        jdbc.sql("select r.file_id, " + SUMS_OF_RECOUNTS + " from run_recount r"
                        + " join input_file f on f.file_id = r.file_id where " + which + " group by r.file_id")
                .param(runId)
                .query(row -> {
                    int fileId = row.getInt(1);
                    recounts.put(fileId, totals(row, amounts.getOrDefault(fileId, Map.of())));
                });
        return recounts;
    }

    /** All files, by format. */
    Map<String, ControlTotals> byFormat() {
        Map<String, Map<String, Long>> amounts = amounts("f.format", "true");
        Map<String, ControlTotals> byFormat = new LinkedHashMap<>();
        jdbc.sql("select format, " + SUMS + " from input_file group by format order by format collate \"C\"")
                .query(row -> {
                    String format = row.getString("format");
                    byFormat.put(format, totals(row, amounts.getOrDefault(format, Map.of())));
                });
        return byFormat;
    }

    private Map<String, Map<String, Long>> amounts(String key, String which, Object... parameters) {
        Map<String, Map<String, Long>> amounts = new HashMap<>();
        jdbc.sql("select " + key + ", a.currency, sum(a.amount_micros)::bigint from input_file_amount a"
                        + " join input_file f on f.file_id = a.file_id where " + which + " group by 1, 2")
                .params(parameters)
                .query(row -> {
                    amounts.computeIfAbsent(row.getString(1), of -> new TreeMap<>())
                            .put(row.getString(2), row.getLong(3));
                });
        return amounts;
    }
}
