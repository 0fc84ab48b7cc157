package io.turnpike.customers;

import io.turnpike.database.CopyRows;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads the cells of one line after another and writes those of the right ones to the staging table. */
final class StagedLine {
    private final FeedFile file;
    private final List<Column> inFile;
    private final int[] positions;
    private final @Nullable String[] values;
    private final Row row;

    /** @param inFile the columns in the order of the file's header */
    StagedLine(FeedFile file, List<Column> inFile) {
        this.file = file;
        this.inFile = inFile;
        List<Column> all = file.feed().columns();
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            byName.put(all.get(i).name(), i);
        }
        this.positions = inFile.stream().mapToInt(all::indexOf).toArray();
        this.values = new @Nullable String[all.size()];
        this.row = new Row(byName, values);
    }

    /** Table and columns for COPY. */
    String target() {
        return file.feed().staged() + " (file_no, line, "
                + file.feed().columns().stream().map(Column::staged).collect(Collectors.joining(", ")) + ")";
    }

    /** Writes the line, or says why not. */
    Optional<LineProblem> stage(CSVRecord record, long line, CopyRows rows) {
        try {
            read(record);
            file.feed().rule().apply(row);
        } catch (BadCell e) {
            return Optional.of(new LineProblem(file.name(), line, e.column(), e.message(), e.remedy()));
        }
        write(line, rows);
        return Optional.empty();
    }

    private void read(CSVRecord record) throws BadCell {
        if (record.size() != inFile.size()) {
            throw new BadCell(
                    "",
                    "has " + record.size() + " cells, the header has " + inFile.size(),
                    "write one cell for every column, and quote a cell that holds the separator");
        }
        Arrays.fill(values, null);
        for (int i = 0; i < positions.length; i++) {
            Column column = inFile.get(i);
            String text = record.get(i).strip();
            if (!text.isEmpty()) {
                values[positions[i]] = read(column, text);
            } else if (column.required()) {
                throw new BadCell(column.name(), "is empty", "every line needs it");
            }
        }
    }

    private static String read(Column column, String text) throws BadCell {
        try {
            return column.cell().read(text);
        } catch (BadCell e) {
            throw new BadCell(column.name(), e.message(), e.remedy());
        }
    }

    private void write(long line, CopyRows rows) {
        List<Column> all = file.feed().columns();
        rows.row(all.size() + 2).putInt(file.number()).putLong(line);
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            switch (value == null ? "null" : all.get(i).sqlType()) {
                case "null" -> rows.putNull();
                case "date" -> rows.putDate(LocalDate.parse(String.valueOf(value)));
                case "int" -> rows.putInt(Integer.parseInt(String.valueOf(value)));
                default -> rows.putText(value);
            }
        }
    }
}
