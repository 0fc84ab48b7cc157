package io.turnpike.accounting.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.mediation.calls.ExampleOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples of exports: what holds, what does not, and examples that are written wrong, with the text that a person reads. */
class ExportExamplesTest {
    private static final String DEFINITION = """
            export: mine
            about: Documents.
            format: csv
            content: documents
            kinds: [invoice]
            file: "{operator}-{day}.csv"
            csv: { separator: comma, encoding: windows-1251, dates: dd.MM.yyyy }
            columns:
              - { title: Номер, field: number }
              - { title: Дата, field: date }
              - { title: Кому, field: customer-name }
              - { title: Всего, field: gross }
            """;
    private static final String GIVEN = """
            export
            record
              key: invoice/2026/1
              kind: invoice
              number: 1
              date: 2026-10-31
              operator: meridian
              customer-name: ООО «Ромашка», филиал
              currency: RUB
              gross: 1200.00
            """;
    private static final String HEADER = "= Номер,Дата,Кому,Всего\n";
    private static final String PLACE = "document-templates/exports/mine/mine.examples:";

    @TempDir
    private Path root;

    private List<ExampleOutcome> run(String definition, String examples) throws IOException {
        Path folder = Files.createDirectories(root.resolve(Exports.FOLDER).resolve("mine"));
        Files.writeString(folder.resolve("export.yaml"), definition);
        Path file = Files.writeString(folder.resolve("mine.examples"), examples);
        Problems problems = new Problems();
        var exports = Exports.load(root, problems);
        assertThat(problems.render()).isEmpty();
        return ExportExamples.run(exports.get("mine"), SourceFile.read(root, file));
    }

    private List<String> failures(String definition, String examples) throws IOException {
        return run(definition, examples).stream()
                .filter(outcome -> !outcome.passed())
                .map(ExampleOutcome::text)
                .toList();
    }

    @Test
    void an_example_whose_name_and_lines_are_those_of_the_file_holds() throws IOException {
        String examples = GIVEN + "named meridian-2026-10-31.csv\n" + HEADER
                + "= 1,31.10.2026,\"ООО «Ромашка», филиал\",1200.00\n";
        assertThat(run(DEFINITION, examples)).hasSize(3).allMatch(ExampleOutcome::passed);
        // the name need not be asked for
        assertThat(run(DEFINITION, examples.replaceAll("named.*\n", "")))
                .hasSize(2)
                .allMatch(ExampleOutcome::passed);
    }

    @Test
    void a_line_that_comes_out_differently_is_told_with_file_line_and_where_they_part() throws IOException {
        assertThat(failures(
                        DEFINITION,
                        GIVEN + "named meridian-31.10.2026.csv\n" + HEADER
                                + "= 1,31.10.2026,\"ООО «Ромашка», филиал\",1200,00\n"))
                .containsExactly(
                        PLACE + "11: expected named meridian-31.10.2026.csv\n" + "  got named meridian-2026-10-31.csv",
                        PLACE
                                + "13: expected 1,31.10.2026,\"ООО «Ромашка», филиал\",1200,00\n"
                                + "  got 1,31.10.2026,\"ООО «Ромашка», филиал\",1200.00\n"
                                + "  from character 42 on: expected ',00', got '.00'");
    }

    @Test
    void a_line_that_nobody_expected_is_a_failure_and_so_is_one_too_many() throws IOException {
        assertThat(failures(DEFINITION, GIVEN + HEADER))
                .containsExactly(PLACE + "2: expected nothing\n  got 1,31.10.2026,\"ООО «Ромашка», филиал\",1200.00");
        assertThat(failures(DEFINITION, GIVEN + HEADER + "= 1,31.10.2026,\"ООО «Ромашка», филиал\",1200.00\n= 2,,,\n"))
                .containsExactly(PLACE + "13: expected 2,,,\n  got nothing more");
        assertThat(failures(DEFINITION, GIVEN)).hasSize(2);
    }

    @Test
    void what_the_encoding_or_the_quoting_cannot_hold_is_a_refusal_that_an_example_states() throws IOException {
        String euro = GIVEN.replace("филиал", "5 ₽");
        assertThat(run(
                        DEFINITION,
                        euro + "refused 'Кому' of invoice/2026/1 has the character '₽' (U+20BD), which windows-1251\n"))
                .singleElement()
                .matches(ExampleOutcome::passed);
        assertThat(failures(DEFINITION, euro + HEADER + "= 1\n"))
                .containsExactly(PLACE + "11: expected Номер,Дата,Кому,Всего\n"
                        + "  got refused 'Кому' of invoice/2026/1 has the character '₽' (U+20BD), which windows-1251 has not:"
                        + " write 'encoding: utf-8', or 'replace: \"?\"'");
        assertThat(run(
                        DEFINITION.replace("separator: comma", "separator: comma, quote: none"),
                        GIVEN + "refused 'Кому' of invoice/2026/1 holds the separator or a line end\n"))
                .singleElement()
                .matches(ExampleOutcome::passed);
        assertThat(failures(DEFINITION, GIVEN + "refused 'Кому'\n"))
                .containsExactly(PLACE + "11: expected refused 'Кому'\n  got Номер,Дата,Кому,Всего");
    }

    @Test
    void the_file_is_written_in_its_encoding_and_read_back_to_the_last_line_end() throws IOException {
        String definition = DEFINITION.replace("encoding: windows-1251", "encoding: utf-16le, byte-order-mark: yes");
        assertThat(
                        run(
                                definition,
                                GIVEN.replace("филиал", "\\x0a₽\\t\\\\ ")
                                        + "= \\xef\\xbb\\xbfНомер,Дата,Кому,Всего\n= 1,31.10.2026,\"ООО «Ромашка», \\x0a₽\\t\\\\\",1200.00\n"))
                .hasSize(2)
                .allMatch(ExampleOutcome::passed);
        assertThat(failures(definition, GIVEN + HEADER + "= 1,31.10.2026,\"ООО «Ромашка», филиал\",1200.00\n"))
                .singleElement()
                .asString()
                .contains("  got \\xef\\xbb\\xbfНомер,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        export                  | exports                | 1: expected 'export', which begins an example, '= ', 'named ', 'refused ' or '#'\\n  got exports
        export                  | export batch x         | 1: expected export [period 2026-10] [batch 7]\\n  got export batch x
        record                  | recrod                 | 2: expected 'record', which begins a record\\n  got recrod
        number: 1               | numbr: 1               | 5: expected a field: did you mean 'number'? write one of: key, kind, number,
        number: 1               | version: 1             | 5: expected a field: write one of: key, kind, number,
        number: 1               | line                   | 5: expected 'field: value', 'record' or '= '\\n  got line
        number: 1               | kind: invoice          | 5: expected each field once\\n  got kind: invoice
        date: 2026-10-31        | date: 31.10.2026       | 6: expected a day such as 2026-10-31\\n  got date: 31.10.2026
        date: 2026-10-31        | date: 2026-02-30       | 6: expected a day such as 2026-10-31\\n  got date: 2026-02-30
        date: 2026-10-31        | date:                  | 2: expected a record with 'date: 2026-10-31', which is in the file's name\\n  got one without
        operator: meridian      | operator:              | 2: expected a record with 'operator: CODE', which is in the file's name\\n  got one without
        kind: invoice           | kind: act              | 2: expected a document of a kind that is exported: 'kind: ' and one of invoice\\n  got one without
        gross: 1200.00          | gross: 1200,00         | 10: expected an amount such as 1234.50\\n  got gross: 1200,00
        gross: 1200.00          | gross: 1200.0          | 2: expected 'gross' with the decimals of the record's 'currency' RUB\\n  got one without
        currency: RUB           | currency:              | 2: expected 'gross' with the decimals of the record's 'currency', and that field\\n  got one without
        """)
    void an_example_that_is_written_wrong_is_told_with_what_to_write(String right, String wrong, String message)
            throws IOException {
        assertThat(GIVEN).contains(right);
        assertThat(failures(DEFINITION, GIVEN.replace(right, wrong == null ? "" : wrong) + HEADER))
                .first()
                .asString()
                .startsWith(PLACE + message.replace("\\n", "\n"));
    }

    @Test
    void what_follows_from_a_mistake_is_not_told_again_and_the_next_example_runs() throws IOException {
        String sound = GIVEN + HEADER + "= 1,31.10.2026,\"ООО «Ромашка», филиал\",1200.00\n";
        List<ExampleOutcome> outcomes = run(DEFINITION, sound.replace("number", "numbr") + sound);
        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.stream().filter(ExampleOutcome::passed)).hasSize(2);
        assertThat(failures(DEFINITION, "export\n= 1\n"))
                .containsExactly(PLACE + "1: expected a record behind 'export'\n  got none");
        assertThat(failures(DEFINITION, "= 1\n"))
                .containsExactly(PLACE + "1: expected 'export', which begins an example\n  got 1");
        assertThat(failures(DEFINITION.replace("{day}", "{period}"), sound))
                .containsExactly(
                        PLACE + "1: expected export period 2026-10, as it is in the file's name\n  got export");
    }

    @Test
    void formats_that_the_program_writes_by_itself_have_no_examples() throws IOException {
        assertThat(failures("""
                        export: mine
                        about: Payments.
                        format: client-bank-exchange
                        content: payments
                        file: "{operator}-{day}.txt"
                        """, GIVEN))
                .containsExactly(PLACE + "1: expected examples beside exports of 'format: csv' only\n  got this file");
    }
}
