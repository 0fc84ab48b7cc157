package io.turnpike.accounting.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.mediation.calls.ExampleOutcome;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples of imports: what holds, what does not, and examples that are written wrong, with the text that a person reads. */
class ImportExamplesTest {
    private static final String DEFINITION = """
            import: mine
            about: Documents.
            system: accounts
            operator: meridian
            currency: RUB
            format: csv
            content: documents
            lists: changes
            csv: { separator: comma, encoding: windows-1251, dates: dd.MM.yyyy }
            columns:
              - { title: Вид, field: kind }
              - { title: Номер, field: number }
              - { title: Дата, field: date }
              - { title: Всего, field: gross }
            """;
    private static final String INPUT = """
            file
            > Вид,Номер,Дата,Всего
            > invoice,1,31.10.2026,1200.00
            """;
    private static final String EXAMPLES = INPUT + """
            = record 2
              key: invoice/2026/1
              operator: meridian
              kind: invoice
              number: 1
              date: 2026-10-31
              gross: 1200.00
            """;
    private static final String PLACE = "document-templates/imports/mine/mine.examples:";

    @TempDir
    private Path root;

    private Path folder() throws IOException {
        return Files.createDirectories(root.resolve(Imports.FOLDER).resolve("mine"));
    }

    private List<ExampleOutcome> run(String definition, String examples) throws IOException {
        Files.writeString(folder().resolve("import.yaml"), definition);
        Path file = Files.writeString(folder().resolve("mine.examples"), examples);
        Problems problems = new Problems();
        var imports = Imports.load(root, problems);
        assertThat(problems.render()).isEmpty();
        return ImportExamples.run(imports.get("mine"), SourceFile.read(root, file));
    }

    private List<String> failures(String examples) throws IOException {
        return run(DEFINITION, examples).stream()
                .filter(outcome -> !outcome.passed())
                .map(ExampleOutcome::text)
                .toList();
    }

    @Test
    void an_example_whose_fields_are_all_those_of_the_record_holds() throws IOException {
        assertThat(run(DEFINITION, EXAMPLES)).singleElement().matches(ExampleOutcome::passed);
        assertThat(run(DEFINITION, EXAMPLES + "\n# again\n" + EXAMPLES))
                .hasSize(2)
                .allMatch(ExampleOutcome::passed);
    }

    @Test
    void a_field_that_differs_is_missing_or_nobody_expected_is_told_with_its_line() throws IOException {
        assertThat(failures(EXAMPLES.replace("  number: 1\n", "  inn: 7707083893\n")
                        .replace("  gross: 1200.00", "  gross: 1200.50")))
                .containsExactly(
                        PLACE + "8: expected inn: 7707083893\n  got no inn",
                        PLACE + "10: expected gross: 1200.50\n  got gross: 1200.00",
                        PLACE + "4: expected no number\n  got number: 1");
    }

    @Test
    void a_row_or_file_that_is_refused_has_its_line_and_reason() throws IOException {
        String bad = INPUT.replace("31.10.2026", "2026-10-31");
        assertThat(run(DEFINITION, bad + "= refused 2: 'Дата': '2026-10-31' is no day or time\n"))
                .singleElement()
                .matches(ExampleOutcome::passed);
        assertThat(failures(bad + "= refused 3: 'Дата'\n"))
                .containsExactly(PLACE + "4: expected refused 3: 'Дата'\n"
                        + "  got refused 2: 'Дата': '2026-10-31' is no day or time as the definition writes them:"
                        + " write it as the definition's 'dates' or 'times' say");
        assertThat(failures(EXAMPLES.replace("31.10.2026", "2026-10-31")))
                .singleElement()
                .asString()
                .startsWith(PLACE + "4: expected record 2\n  got refused 2: 'Дата'");
        assertThat(run(DEFINITION, INPUT.replace("Номер", "\\x98") + "= unusable: it has bytes that are no text\n"))
                .singleElement()
                .matches(ExampleOutcome::passed);
        // one bad row behind a good one, and all of the file is refused
        assertThat(failures(INPUT + "> invoice,\"2,31.10.2026,1.00\n= record 2\n"))
                .singleElement()
                .asString()
                .startsWith(PLACE + "5: expected record 2\n  got unusable: line ");
    }

    @Test
    void what_no_expectation_took_is_a_failure() throws IOException {
        assertThat(failures(INPUT))
                .containsExactly(
                        PLACE + "1: expected nothing\n  got record 2\n    date: 2026-10-31\n    gross: 1200.00\n"
                                + "    key: invoice/2026/1\n    kind: invoice\n    number: 1\n    operator: meridian");
        assertThat(failures(EXAMPLES + "> invoice,2\n"))
                .containsExactly(PLACE + "11: expected 'file' before the lines of the next file\n  got > invoice,2");
        assertThat(failures(EXAMPLES + "= record 3\n")).containsExactly(PLACE + "11: expected record 3\n  got nothing");
    }

    @Test
    void a_sample_beside_the_examples_is_read_whole() throws IOException {
        Files.writeString(
                folder().resolve("whole.csv"),
                "Номер,Вид,Всего,Дата\r\n1,invoice,1200.00,31.10.2026",
                Charset.forName("windows-1251"));
        String expected = EXAMPLES.substring(INPUT.length());
        assertThat(run(DEFINITION, "sample whole.csv\n" + expected))
                .singleElement()
                .matches(ExampleOutcome::passed);
        assertThat(failures("sample other.csv\n"))
                .containsExactly(PLACE + "1: expected a file beside the examples\n  got no file 'other.csv'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        > invoice     | >invoice        | 3: expected a line that begins with 'file', '> ', '~ ', 'sample ', '= ' or '#', or behind '= record' with a field\\n  got >invoice
        = record 2    | = recrod 2      | 4: expected '= record LINE', '= refused LINE: REASON' or '= unusable: REASON'\\n  got = recrod 2
        = record 2    | = refused 2     | 4: expected '= record LINE', '= refused LINE: REASON' or '= unusable: REASON'\\n  got = refused 2
        number: 1     | numbr: 1        | 8: expected a field: did you mean 'number'? write one of: key, kind, number,
        gross: 1200.00| gross 1200.00   | 10: expected a line that begins with
        """)
    void an_example_that_is_written_wrong_is_told_with_what_to_write(String right, String wrong, String message)
            throws IOException {
        assertThat(EXAMPLES).contains(right);
        assertThat(failures(EXAMPLES.replace(right, wrong)))
                .anyMatch(failure -> failure.startsWith(PLACE + message.replace("\\n", "\n")));
    }

    @Test
    void where_money_came_in_is_a_ledger_account_whatever_the_file_calls_it() throws IOException {
        Files.writeString(Files.createDirectories(root.resolve("readers/agent")).resolve("matching.yaml"), "");
        String examples = """
            file
            > Номер,Дата,Сумма,Куда
            > 1,31.10.2026,1.00,Касса
            > 2,31.10.2026,1.00,Карта
            > 3,31.10.2026,1.00,
            > 4,31.10.2026,1.00,Сейф
            """;
        StringBuilder expected = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
            expected.append("= record " + (i + 1) + "\n  key: their/" + i + "\n  operator: meridian\n  reference: " + i
                    + "\n  date: 2026-10-31\n  amount: 1.00\n"
                    + List.of("  into: cash\n", "  into: clearing:agent\n", "").get(i - 1));
        }
        String definition =
                DEFINITION.substring(0, DEFINITION.indexOf("columns:")).replace("documents", "payments") + """
            into-of: { cards: clearing:agent }
            columns:
              - { title: Номер, field: reference }
              - { title: Дата, field: date }
              - { title: Сумма, field: amount }
              - { title: Куда, field: into, words: { cash: Касса, cards: Карта } }
            """;
        assertThat(run(definition, examples + expected + "= refused 5: 'Куда': unknown word 'Сейф'\n"))
                .hasSize(4)
                .allMatch(ExampleOutcome::passed);
        assertThat(run(
                        definition.replace(", words: { cash: Касса, cards: Карта }", ""),
                        examples.substring(0, examples.indexOf("> 2"))
                                + "= refused 2: 'into': money does not come in on 'Касса'\n"))
                .allMatch(ExampleOutcome::passed);
    }

    @Test
    void formats_that_the_program_reads_by_itself_have_no_examples() throws IOException {
        assertThat(run("""
                        import: mine
                        about: Payments.
                        system: accounts
                        format: commerceml
                        content: payments
                        lists: changes
                        """, EXAMPLES))
                .singleElement()
                .extracting(ExampleOutcome::text)
                .isEqualTo(PLACE + "1: expected examples beside imports of 'format: csv' only\n  got this file");
    }
}
