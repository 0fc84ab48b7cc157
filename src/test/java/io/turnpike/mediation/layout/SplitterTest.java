package io.turnpike.mediation.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class SplitterTest {
    private static final String LETTERS = "ab,;\"' 1\t";

    @Test
    void quoted_fields_are_those_of_another_parser() throws IOException {
        TextLayout layout = layout(
                "layout: delimited\ncharacter-set: utf-8\ndelimiter: comma\nquote: '\"'\ncolumns: [a, b, c, d, e]\n");
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            List<String> fields = new ArrayList<>();
            for (int column = 0; column < 5; column++) {
                StringBuilder field = new StringBuilder();
                for (int c = random.nextInt(6); c > 0; c--) {
                    field.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
                }
                fields.add('"' + field.toString().replace("\"", "\"\"") + '"');
            }
            String line = String.join(random.nextBoolean() ? "," : " , ", fields);
            CSVRecord expected = CSVFormat.DEFAULT
                    .builder()
                    .setIgnoreSurroundingSpaces(true)
                    .get()
                    .parse(new StringReader(line))
                    .getRecords()
                    .get(0);
            assertThat(fields(layout, line, "a", "b", "c", "d", "e"))
                    .as(line)
                    .isEqualTo(expected.stream().map(SplitterTest::stripped).toList());
        }
    }

    /** Blanks at the ends of a field never count here, inside quotes neither. */
    private static String stripped(String field) {
        return field.strip();
    }

    @Test
    void runs_of_blanks_part_fields() {
        TextLayout layout =
                layout("layout: delimited\ncharacter-set: ascii\ndelimiter: blanks\nquote: none\ncolumns: [a, b, c]\n");
        assertThat(fields(layout, "  10.0.0.1 \t 12    x  ", "a", "b", "c")).containsExactly("10.0.0.1", "12", "x");
    }

    @Test
    void a_field_behind_a_quoted_one_keeps_its_first_character() {
        TextLayout layout = layout(
                "layout: delimited\ncharacter-set: ascii\ndelimiter: blanks\nquote: '\"'\ncolumns: [a, b, c, d]\n");
        assertThat(fields(layout, "\"2026-04-04 10:00:05\" 600  \"x \"\"y\"\"\"\t7", "a", "b", "c", "d"))
                .containsExactly("2026-04-04 10:00:05", "600", "x \"y\"", "7");
        assertThat(fields(layout, " \"a b\" \"c d\"  ", "a", "b")).containsExactly("a b", "c d");
        assertThat(fields(layout, "\"a b\"c 1", "a", "b")).containsExactly("bad-quotes");
        TextLayout keys = layout("layout: key-value\ncharacter-set: ascii\ndelimiter: blanks\nquote: '\"'\n");
        assertThat(fields(keys, "ID=1 AT=\"4/1/2026 12:00:05 AM\" MS=61001 X=\"\"", "ID", "AT", "MS", "X"))
                .containsExactly("1", "4/1/2026 12:00:05 AM", "61001", "");
    }

    @Test
    void a_record_has_as_many_columns_as_its_header_unless_the_reader_says_otherwise() {
        String yaml =
                "layout: delimited\ncharacter-set: ascii\ndelimiter: semicolon\nquote: none\ncolumns: from-header\n";
        String header = "lines: { header: first }\n";
        assertThat(all(layout(yaml + header), "a;b;c", "1;2;3", "1;2", "1;2;3;4", "a;x;b;c", "5;6;7;8", "1;2;3"))
                .containsExactly("1 3", "too-few-columns", "too-many-columns", "5 8", "too-few-columns");
        assertThat(all(
                        layout(yaml + header + "least-columns: 2\nmost-columns: 9\n"),
                        "a;c;b",
                        "1;2;3",
                        "1;2",
                        "1;2;3;4"))
                .containsExactly("1 2", "1 2", "1 2");
    }

    /** Columns a and c of all records, or what is wrong with them. */
    private static List<String> all(TextLayout layout, String... lines) {
        RecordCursor cursor = new RecordCursor(layout, List.of("a", "c"), CursorState.START);
        cursor.open(LineBlock.whole((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
        List<String> all = new ArrayList<>();
        while (cursor.next()) {
            all.add(cursor.fault()
                    .map(Fault::word)
                    .orElseGet(() ->
                            cursor.record().text(0) + " " + cursor.record().text(1)));
        }
        return all;
    }

    @Test
    void keys_come_in_any_order_and_missing_ones_are_empty() {
        TextLayout layout = layout("layout: key-value\ncharacter-set: utf-8\ndelimiter: comma\nquote: '\"'\n");
        assertThat(fields(layout, "B=2, A= \"x, \"\"y\"\"\" ,Z=9,D=,", "A", "B", "C", "D"))
                .containsExactly("x, \"y\"", "2", "", "");
    }

    @Test
    void fixed_columns_are_bytes() {
        TextLayout layout = layout("layout: fixed-width\ncharacter-set: dos-866\ncolumns: { a: 1-3, b: 4, c: 5-8 }\n");
        assertThat(fields(layout, "12 x  42", "c", "a", "b")).containsExactly("42", "12", "x");
        assertThat(fields(layout, "12 x  4", "c")).containsExactly("short-line");
    }

    private static List<String> fields(TextLayout layout, String line, String... wanted) {
        RecordCursor cursor = new RecordCursor(layout, List.of(wanted), CursorState.START);
        cursor.open(LineBlock.whole((line + "\n").getBytes(StandardCharsets.UTF_8)));
        if (!cursor.next()) {
            return List.of();
        }
        if (cursor.fault().isPresent()) {
            return List.of(cursor.fault().get().word());
        }
        List<String> fields = new ArrayList<>();
        for (int slot = 0; slot < wanted.length; slot++) {
            fields.add(String.valueOf(cursor.record().text(slot)));
        }
        return fields;
    }

    private static TextLayout layout(String yaml) {
        Problems problems = new Problems();
        SourceFile file = new SourceFile("format.yaml", Path.of("format.yaml"), yaml);
        TextLayout layout =
                TextLayoutReader.read(new Fields(Yaml.read(file, problems).orElseThrow(), problems));
        problems.throwIfAny();
        return layout;
    }
}
