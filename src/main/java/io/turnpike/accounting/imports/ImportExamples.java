package io.turnpike.accounting.imports;

import io.turnpike.accounting.Field;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Suggestion;
import io.turnpike.mediation.calls.ExampleOutcome;
import io.turnpike.mediation.layout.ExampleText;
import io.turnpike.mediation.layout.UnusableFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code *.examples} of an import of CSV: files as accounting systems send them, each followed by the records that are read from
 * it, field by field. The grammar is in {@code docs/definitions/import.md}.
 */
public final class ImportExamples {
    private static final String FILE = "file";
    private static final String SAMPLE = "sample ";
    private static final Pattern FIELD = Pattern.compile("([a-z][a-z-]*):(?: (.*))?");
    private static final Pattern RESULT = Pattern.compile("record [0-9]+|(?:refused [0-9]+|unusable): .+");
    private static final String ANY_LINE =
            "a line that begins with 'file', '> ', '~ ', 'sample ', '= ' or '#', or behind '= record' with a field";

    private final ImportDefinition definition;
    private final SourceFile file;
    private final List<String> lines;
    private final List<ExampleOutcome> outcomes = new ArrayList<>();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final Deque<Read> read = new ArrayDeque<>();
    private boolean isRead;
    private @Nullable Compared compared;
    private int inputLine = 1;

    private ImportExamples(ImportDefinition definition, SourceFile file) {
        this.definition = definition;
        this.file = file;
        this.lines = file.lines();
    }

    /**
     * What came of a row, or of a file that cannot be used.
     *
     * @param told as an expectation has to say it
     * @param fields of a record; of what is none nothing
     */
    private record Read(String told, SortedMap<String, String> fields) {
        private static Read of(TheirRow row) {
            if (row instanceof TheirRow.Told told) {
                SortedMap<String, String> fields = new TreeMap<>(told.facts().values());
                fields.put("key", told.facts().key());
                fields.put("operator", told.operator());
                told.status().ifPresent(status -> fields.put(ImportReader.STATUS.name(), status.word()));
                if (!told.text().isEmpty()) {
                    fields.put(ImportReader.STATUS_TEXT.name(), told.text());
                }
                return new Read("record " + row.line(), fields);
            }
            return new Read("refused " + row.line() + ": " + ((TheirRow.Misread) row).reason(), new TreeMap<>());
        }
    }

    /**
     * A record whose fields are being compared.
     *
     * @param line of the examples, where it begins
     * @param left what no expectation took yet
     * @param outcomesBefore how many there were
     */
    private record Compared(int line, String told, SortedMap<String, String> left, int outcomesBefore) {}

    /** Runs one examples file. */
    public static List<ExampleOutcome> run(ImportDefinition definition, SourceFile examples) throws IOException {
        if (definition.format() != ImportFormat.CSV) {
            return List.of(new ExampleOutcome(
                    new Place(examples, 1, 1, 1), false, "examples beside imports of 'format: csv' only", "this file"));
        }
        ImportExamples run = new ImportExamples(definition, examples);
        for (int i = 0; i < run.lines.size(); i++) {
            run.line(i + 1, run.lines.get(i));
        }
        run.nothingMore();
        return List.copyOf(run.outcomes);
    }

    private void line(int number, String line) throws IOException {
        Matcher field = FIELD.matcher(line.strip());
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("= ")) {
            expect(number, line.substring(2).strip());
        } else if (line.equals(FILE)) {
            nothingMore();
            inputLine = number;
        } else if (line.startsWith("> ") || line.equals(">") || line.startsWith("~ ")) {
            feed(number, line);
        } else if (line.startsWith(SAMPLE)) {
            nothingMore();
            inputLine = number;
            sample(
                    number,
                    file.path().resolveSibling(line.substring(SAMPLE.length()).strip()));
        } else if (isRead && field.matches()) {
            compare(number, field.group(1), Optional.ofNullable(field.group(2)).orElse(""));
        } else {
            fail(number, ANY_LINE, line);
        }
    }

    private void feed(int number, String line) {
        if (isRead) {
            fail(number, "'file' before the lines of the next file", line);
            return;
        }
        var charset = definition.csv().encoding();
        content.writeBytes(ExampleText.bytes(line.substring(Math.min(2, line.length())), charset, false));
        if (!line.startsWith("~")) {
            content.writeBytes(definition.csv().lineEnd().getBytes(charset));
        }
    }

    private void sample(int number, Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            content.writeBytes(Files.readAllBytes(path));
        } else {
            fail(number, "a file beside the examples", "no file '" + path.getFileName() + "'");
        }
    }

    /** Reads the file, once; one that cannot be used is refused whole, as when it is taken in. */
    private void read() throws IOException {
        if (isRead) {
            return;
        }
        isRead = true;
        try (TheirFile whole = CsvTheirFile.open(definition, new ByteArrayInputStream(content.toByteArray()))) {
            for (TheirRow row = whole.next(); row != null; row = whole.next()) {
                read.add(Read.of(row));
            }
        } catch (UnusableFile e) {
            read.clear();
            read.add(new Read("unusable: " + e.getMessage(), new TreeMap<>()));
        }
    }

    /** Of a reason the end may be left out, of a record nothing. */
    private void expect(int number, String written) throws IOException {
        read();
        recordEnds();
        Read next = read.poll();
        String expected = ExampleText.text(written);
        String got = next == null ? "nothing" : next.told();
        if (!RESULT.matcher(written).matches()) {
            fail(number, "'= record LINE', '= refused LINE: REASON' or '= unusable: REASON'", "= " + written);
        } else if (next != null && !next.fields().isEmpty() && got.equals(expected)) {
            compared = new Compared(number, got, new TreeMap<>(next.fields()), outcomes.size());
        } else {
            boolean passed = next != null && next.fields().isEmpty() && got.startsWith(expected);
            outcomes.add(new ExampleOutcome(place(number), passed, written, shown(got, next)));
        }
    }

    private static String shown(String got, @Nullable Read read) {
        StringBuilder shown = new StringBuilder(ExampleText.shown(got));
        if (read != null) {
            read.fields().forEach((name, text) -> shown.append("\n    ").append(shownField(name, text)));
        }
        return shown.toString();
    }

    private static String shownField(String name, String text) {
        return name + ": " + ExampleText.shown(text);
    }

    private void compare(int number, String name, String written) {
        Compared open = compared;
        // of a record that did not come, the failure says what came
        if (open == null) {
            return;
        }
        String expected = ExampleText.text(written.strip());
        String got = open.left().remove(name);
        if (got == null && !known().contains(name)) {
            fail(number, "a field: " + Suggestion.remedy(name, known()), name + ": " + written);
        } else if (!expected.equals(got)) {
            fail(number, name + ": " + written, got == null ? "no " + name : shownField(name, got));
        }
    }

    private List<String> known() {
        List<String> known = new ArrayList<>(
                definition.content().fields().stream().map(Field::name).toList());
        known.add(ImportReader.STATUS.name());
        known.add(ImportReader.STATUS_TEXT.name());
        return known;
    }

    /** A field that nobody expected is a failure: it would be taken in. */
    private void recordEnds() {
        Compared open = compared;
        compared = null;
        if (open != null) {
            open.left().forEach((name, text) -> fail(open.line(), "no " + name, shownField(name, text)));
            if (outcomes.size() == open.outcomesBefore()) {
                outcomes.add(new ExampleOutcome(place(open.line()), true, open.told(), open.told()));
            }
        }
    }

    /** What was read and no expectation took is a failure. */
    private void nothingMore() throws IOException {
        if (content.size() > 0) {
            read();
        }
        recordEnds();
        for (Read left : read) {
            outcomes.add(new ExampleOutcome(place(inputLine), false, "nothing", shown(left.told(), left)));
        }
        read.clear();
        content.reset();
        isRead = false;
    }

    private void fail(int number, String expected, String got) {
        outcomes.add(new ExampleOutcome(place(number), false, expected, got));
    }

    private Place place(int number) {
        return new Place(file, number, 1, Math.max(1, lines.get(number - 1).length()));
    }
}
