package io.turnpike.customers;

import io.turnpike.database.CopyRows;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads a CSV file into its staging table; a line that cannot be read is refused with its reason and the next is read. */
final class FeedReader {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int PROGRESS_EVERY_LINES = 1 << 14;

    /** Of the byte order, as spreadsheets write it. */
    private static final String MARK = "\uFEFF";

    private final DataSource dataSource;
    private final Refusals refusals;

    FeedReader(DataSource dataSource, Refusals refusals) {
        this.dataSource = dataSource;
        this.refusals = refusals;
    }

    /**
     * What a file's header and lines came to. Nothing was read of a file that is refused as a whole.
     *
     * @param columns the header names; empty where the header was refused
     * @param lines that were read, the refused ones too
     */
    record Read(Set<String> columns, long lines, long refused) {}

    /** Stages a file's lines. */
    Read read(FeedFile file, LongConsumer bytesDone) {
        Set<String> columns = Set.of();
        try (Counted bytes = new Counted(file.content().open());
                BufferedReader text = text(file, bytes)) {
            Header header = header(file, text);
            if (header != null) {
                columns = header.names();
                return stage(file, header, text, () -> bytesDone.accept(bytes.read));
            }
        } catch (CharacterCodingException e) {
            refuse(file, 0, "", "is not UTF-8", "save it as CSV UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(file.name() + " cannot be read", e);
        }
        return new Read(columns, 0, 0);
    }

    /** The header's columns of the feed, by position in the file. */
    private record Header(List<Column> columns, char separator, long line) {
        Set<String> names() {
            Set<String> names = new HashSet<>();
            columns.forEach(column -> names.add(column.name()));
            return names;
        }
    }

    private static BufferedReader text(FeedFile file, Counted bytes) throws IOException {
        InputStream in = file.content().unpacked(new BufferedInputStream(bytes, BUFFER_BYTES));
        CharsetDecoder strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new BufferedReader(new InputStreamReader(in, strict), BUFFER_BYTES);
    }

    /** Takes the header line off the text; the separator is the one of {@code ;} and {@code ,} that it has. */
    private @Nullable Header header(FeedFile file, BufferedReader text) throws IOException {
        String line = text.readLine();
        long number = 1;
        while (line != null && (line.isBlank() || line.startsWith("#") || line.startsWith(MARK + "#"))) {
            line = text.readLine();
            number++;
        }
        if (line == null) {
            refuse(file, 1, "", "has no header", "begin it with the line: " + example(file.feed()));
            return null;
        }
        if (line.startsWith(MARK)) {
            line = line.substring(MARK.length());
        }
        char separator = line.indexOf(';') >= 0 ? ';' : ',';
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean good = true;
        for (String cell : line.split(String.valueOf(separator), -1)) {
            String name = cell.strip().replace("\"", "");
            if (!file.feed().has(name)) {
                refuse(file, number, name, "there is no such column", "write columns of: " + example(file.feed()));
                good = false;
            } else if (!seen.add(name)) {
                refuse(file, number, name, "is there twice", "keep one of them");
                good = false;
            } else {
                columns.add(file.feed().column(name));
            }
        }
        for (Column column : file.feed().columns()) {
            if (column.required() && !seen.contains(column.name())) {
                refuse(file, number, column.name(), "the column is missing", "add it; every line needs it");
                good = false;
            }
        }
        return good ? new Header(columns, separator, number) : null;
    }

    private static String example(Feed feed) {
        return String.join(",", feed.columns().stream().map(Column::name).toList());
    }

    private Read stage(FeedFile file, Header header, BufferedReader text, Runnable progress) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(header.separator())
                .setIgnoreEmptyLines(true)
                .setCommentMarker('#')
                .get();
        StagedLine line = new StagedLine(file, header.columns());
        long refusedBefore = refusals.count();
        long lines = 0;
        try (CSVParser parser =
                        CSVParser.builder().setReader(text).setFormat(format).get();
                CopyRows rows = CopyRows.into(dataSource, line.target())) {
            Iterator<CSVRecord> records = parser.iterator();
            long begin = header.line() + 1;
            try {
                while (hasNext(records)) {
                    CSVRecord record = records.next();
                    long end = header.line() + parser.getCurrentLineNumber();
                    lines++;
                    line.stage(record, end - lineEndsWithin(record), rows).ifPresent(refusals::add);
                    if (lines % PROGRESS_EVERY_LINES == 0) {
                        progress.run();
                    }
                    begin = end + 1;
                }
            } catch (BadCell e) {
                lines++;
                refuse(file, begin, e.column(), e.message(), e.remedy());
            }
            rows.finish();
        }
        return new Read(header.names(), lines, refusals.count() - refusedBefore);
    }

    /** The parser cannot go on after a quote in the wrong place, because it no longer knows what is inside one. */
    private static boolean hasNext(Iterator<CSVRecord> records) throws IOException, BadCell {
        try {
            return records.hasNext();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException coding) {
                throw coding;
            }
            throw new BadCell(
                    "",
                    "is no CSV from here on, the rest of the file was not read",
                    "close every quote, and double a quote inside quotes");
        }
    }

    /** A quoted cell may hold line ends; the line of a record is the one it begins on. */
    private static long lineEndsWithin(CSVRecord record) {
        long ends = 0;
        for (String cell : record) {
            ends += cell.indexOf('\n') < 0
                    ? 0
                    : cell.chars().filter(c -> c == '\n').count();
        }
        return ends;
    }

    private void refuse(FeedFile file, long line, String column, String message, String remedy) {
        refusals.add(new LineProblem(file.name(), line, column, message, remedy));
    }

    /** Counts what was read of a file, for who watches. */
    private static final class Counted extends FilterInputStream {
        private long read;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            read += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            read += Math.max(0, count);
            return count;
        }
    }
}
