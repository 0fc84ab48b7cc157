package io.turnpike.accounting.exports;

import io.turnpike.accounting.Facts;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.SourceFile;
import io.turnpike.mediation.calls.ExampleOutcome;
import io.turnpike.mediation.layout.ExampleText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code *.examples} of an export of CSV: records as exports are given them, each followed by the files that come of them. The
 * grammar is in {@code docs/definitions/export.md}.
 */
public final class ExportExamples {
    private static final Pattern EXPORT = Pattern.compile("export(?: period (\\S+))?(?: batch ([0-9]{1,9}))?");
    private static final Pattern FIELD = Pattern.compile("([a-z][a-z-]*):(?: (.*))?");

    /** So much of two lines is shown where they part. */
    private static final int SHOWN_CHARACTERS = 30;

    private final ExportDefinition definition;
    private final SourceFile file;
    private final List<String> lines;
    private final List<ExampleOutcome> outcomes = new ArrayList<>();
    private final List<Facts> records = new ArrayList<>();
    private final Deque<Made> made = new ArrayDeque<>();
    private @Nullable ExampleRecord record;
    private String period = "";
    private long batch;
    private State state = State.OUTSIDE;
    private int recordLine;

    private ExportExamples(ExportDefinition definition, SourceFile file) {
        this.definition = definition;
        this.file = file;
        this.lines = file.lines();
    }

    private enum State {
        /** Before the first example. */
        OUTSIDE,
        /** Its records are read. */
        GIVEN,
        /** Its files are made. */
        MADE,
        /** Something in it is wrong and was told: what follows from that is not. */
        SPOILT
    }

    private enum Kind {
        NAME("named "),
        LINE(""),
        REFUSAL("refused ");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** What came of records: the name of a file, one of its lines, or why there is no file. */
    private record Made(Kind kind, String text) {
        private String told() {
            return kind.word + ExampleText.shown(text);
        }
    }

    /** Runs one examples file. */
    public static List<ExampleOutcome> run(ExportDefinition definition, SourceFile examples) throws IOException {
        if (definition.format() != ExportFormat.CSV) {
            return List.of(new ExampleOutcome(
                    new Place(examples, 1, 1, 1), false, "examples beside exports of 'format: csv' only", "this file"));
        }
        ExportExamples run = new ExportExamples(definition, examples);
        for (int i = 0; i < run.lines.size(); i++) {
            run.line(i + 1, run.lines.get(i));
        }
        run.nothingMore();
        return List.copyOf(run.outcomes);
    }

    private void line(int number, String line) throws IOException {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (line.equals("export") || line.startsWith("export ")) {
            nothingMore();
            begin(number, line.strip());
        } else if (line.equals("=") || line.startsWith("= ")) {
            expect(number, Kind.LINE, line.substring(Math.min(2, line.length())));
        } else if (line.startsWith(Kind.NAME.word)) {
            expect(number, Kind.NAME, line.substring(Kind.NAME.word.length()).strip());
        } else if (line.startsWith(Kind.REFUSAL.word)) {
            expect(
                    number,
                    Kind.REFUSAL,
                    line.substring(Kind.REFUSAL.word.length()).strip());
        } else if (state == State.GIVEN) {
            given(number, line.strip());
        } else if (state != State.SPOILT) {
            spoil(number, "'export', which begins an example, '= ', 'named ', 'refused ' or '#'", line);
        }
    }

    private void begin(int number, String line) {
        records.clear();
        made.clear();
        record = null;
        state = State.GIVEN;
        recordLine = number;
        Matcher export = EXPORT.matcher(line);
        if (!export.matches()) {
            spoil(number, "export [period 2026-10] [batch 7]", line);
            return;
        }
        period = Optional.ofNullable(export.group(1)).orElse("");
        batch = Long.parseLong(Optional.ofNullable(export.group(2)).orElse("0"));
        if (period.isEmpty() && definition.pattern().has(FilePattern.PERIOD)) {
            spoil(number, "export period 2026-10, as it is in the file's name", line);
        } else if (batch == 0 && definition.pattern().has(FilePattern.BATCH)) {
            spoil(number, "export batch 7, a number that is in the file's name", line);
        }
    }

    private void given(int number, String line) {
        Matcher field = FIELD.matcher(line);
        ExampleRecord open = record;
        if (line.equals("record")) {
            close();
            if (state == State.GIVEN) {
                record = new ExampleRecord(definition);
                recordLine = number;
            }
        } else if (open != null && field.matches()) {
            String text = Optional.ofNullable(field.group(2)).orElse("").strip();
            open.put(field.group(1), ExampleText.text(text)).ifPresent(wanted -> spoil(number, wanted, line));
        } else if (open == null || !line.equals("line") || !open.line()) {
            spoil(number, open == null ? "'record', which begins a record" : "'field: value', 'record' or '= '", line);
        }
    }

    private void close() {
        ExampleRecord open = record;
        if (open != null) {
            Optional<String> missing = open.missing();
            missing.ifPresent(wanted -> spoil(recordLine, wanted, "one without"));
            if (missing.isEmpty()) {
                records.add(open.facts(records.size() + 1));
            }
        }
        record = null;
    }

    /** Makes the files of the records, once. */
    private void make() throws IOException {
        if (state == State.GIVEN) {
            close();
            if (state == State.GIVEN && records.isEmpty()) {
                spoil(recordLine, "a record behind 'export'", "none");
            }
        }
        if (state != State.GIVEN) {
            return;
        }
        state = State.MADE;
        Map<Map<String, String>, List<Facts>> files = new LinkedHashMap<>();
        for (Facts facts : records) {
            files.computeIfAbsent(definition.pattern().split(definition.content(), facts), any -> new ArrayList<>())
                    .add(facts);
        }
        try {
            for (List<Facts> content : files.values()) {
                make(content);
            }
        } catch (Unwritable | DateTimeException e) {
            String said = String.valueOf(e.getMessage());
            String ours = definition.file().name() + ": ";
            made.clear();
            made.add(new Made(Kind.REFUSAL, said.startsWith(ours) ? said.substring(ours.length()) : said));
        }
    }

    private void make(List<Facts> content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RecordWriter writer = new CsvRecordWriter(definition, bytes);
        for (Facts facts : content) {
            writer.write(facts);
        }
        writer.end();
        Facts first = content.get(0);
        made.add(new Made(
                Kind.NAME,
                definition.fileName(first.value("operator"), period, first.day(), first.value("kind"), batch)));
        // a character that the encoding spoilt does not come back
        String text = definition
                .csv()
                .encoding()
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
        for (String line : text.split(Pattern.quote(definition.csv().lineEnd()), -1)) {
            made.add(new Made(Kind.LINE, line));
        }
        // behind the last line end is no line
        if (text.isEmpty() || text.endsWith(definition.csv().lineEnd())) {
            made.removeLast();
        }
    }

    /** Names need not be asked for, lines must be; of a refusal the end may be left out. */
    private void expect(int number, Kind kind, String written) throws IOException {
        make();
        if (state != State.MADE) {
            if (state == State.OUTSIDE) {
                spoil(number, "'export', which begins an example", written);
            }
            return;
        }
        Made next = made.peek();
        if (next != null && next.kind() == Kind.NAME && kind != Kind.NAME) {
            made.remove();
            next = made.peek();
        }
        String expected = ExampleText.text(written);
        if (next == null || next.kind() != kind) {
            // one failure says it: what follows is of another file
            spoil(number, kind.word + written, next == null ? "nothing more" : next.told());
            return;
        }
        made.remove();
        boolean passed = kind == Kind.REFUSAL
                ? !expected.isEmpty() && next.text().startsWith(expected)
                : next.text().equals(expected);
        String parting = passed || kind != Kind.LINE ? "" : parting(expected, next.text());
        outcomes.add(new ExampleOutcome(place(number), passed, kind.word + written, next.told() + parting));
    }

    private static String parting(String expected, String got) {
        int at = 0;
        while (at < Math.min(expected.length(), got.length()) && expected.charAt(at) == got.charAt(at)) {
            at++;
        }
        return "\n  from character " + (at + 1) + " on: expected '" + piece(expected, at) + "', got '" + piece(got, at)
                + "'";
    }

    private static String piece(String text, int from) {
        int to = Math.min(text.length(), from + SHOWN_CHARACTERS);
        return ExampleText.shown(text.substring(from, to)) + (to < text.length() ? "…" : "");
    }

    /** What was made and no expectation took is a failure: the other side would get it and nobody looked at it. */
    private void nothingMore() throws IOException {
        make();
        if (state == State.MADE) {
            for (Made left : made) {
                if (left.kind() != Kind.NAME) {
                    outcomes.add(new ExampleOutcome(place(recordLine), false, "nothing", left.told()));
                }
            }
        }
        made.clear();
    }

    private void spoil(int number, String expected, String got) {
        outcomes.add(new ExampleOutcome(place(number), false, expected, got));
        state = State.SPOILT;
    }

    private Place place(int number) {
        return new Place(file, number, 1, Math.max(1, lines.get(number - 1).length()));
    }
}
