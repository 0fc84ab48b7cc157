package io.turnpike.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.accounting.exports.ExportDefinition;
import io.turnpike.accounting.exports.ExportFormat;
import io.turnpike.accounting.exports.Exports;
import io.turnpike.accounting.imports.ImportDefinition;
import io.turnpike.accounting.imports.ImportFormat;
import io.turnpike.accounting.imports.Imports;
import io.turnpike.catalog.Schemas;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped forms of files against their schemas, and mistakes with their places. */
class AccountingDefinitionsTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    @TempDir
    private Path folder;

    @Test
    void every_shipped_export_and_import_fits_its_schema() {
        Problems problems = new Problems();
        for (ExportDefinition export : Exports.load(HOME, problems).values()) {
            assertThat(Schemas.fits(
                            Schemas.of("export"),
                            Yaml.read(export.file(), problems).orElseThrow()))
                    .as(export.name())
                    .isTrue();
        }
        for (ImportDefinition each : Imports.load(HOME, problems).values()) {
            assertThat(Schemas.fits(
                            Schemas.of("import"),
                            Yaml.read(each.file(), problems).orElseThrow()))
                    .as(each.name())
                    .isTrue();
        }
        assertThat(problems.render()).isEmpty();
        assertThat(Exports.load(HOME, problems)).hasSize(16);
        assertThat(Imports.load(HOME, problems)).hasSize(10);
    }

    @Test
    void every_shipped_export_and_import_of_csv_has_examples() {
        for (ExportDefinition export : Exports.load(HOME, new Problems()).values()) {
            assertThat(Files.isRegularFile(export.file().path().resolveSibling(export.name() + ".examples")))
                    .as(export.name())
                    .isEqualTo(export.format() == ExportFormat.CSV);
        }
        for (ImportDefinition each : Imports.load(HOME, new Problems()).values()) {
            assertThat(Files.isRegularFile(each.file().path().resolveSibling(each.name() + ".examples")))
                    .as(each.name())
                    .isEqualTo(each.format() == ImportFormat.CSV);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        export: reference            | export: other                 | the folder is named mine
        content: documents           | content: document             | unknown word 'document'
        [invoice, act, credit-note]  | [invoice, bill]               | unknown word 'bill'
        "{operator}-{kind}-{day}.csv"| "../{operator}-{day}.csv"     | cannot read '../{operator}-{day}.csv'
        "{operator}-{kind}-{day}.csv"| "{operator}-{date}.csv"       | cannot read '{operator}-{date}.csv'
        "{operator}-{kind}-{day}.csv"| "{operator}-{kind}.csv"       | the next period's file would replace this one's
        "{operator}-{kind}-{day}.csv"| "{kind}-{day}.csv"            | another operator's file would replace this one's
        "{operator}-{kind}-{day}.csv"| "{operator}-{day}-{batch}.csv"| there is no 'system'
        format: csv                  | format: client-bank-exchange  | no file of this format has documents
        separator: semicolon         | separator: ";;"               | cannot read ';;'
        separator: semicolon         | separator: '"'                | 'separator' is also the quote
        encoding: windows-1251       | encoding: cp1251              | unknown word 'cp1251'
        dates: dd.MM.yyyy            | dates: bbbb                   | cannot read 'bbbb'
        decimal-mark: comma          | decimal-mark: ","             | unknown word ','
        field: number }              | field: numbr }                | unknown field 'numbr'
        title: Номер                 | title: Дата                   | the title 'Дата' is there twice
        act: Акт                     | act: Счет                     | two words are written 'Счет'
        replace: "?"                 | replaced: "?"                 | unknown key 'replaced'
        """)
    void a_mistake_in_an_export_is_told_with_its_place(String right, String wrong, String message) throws IOException {
        assertThat(export(right, wrong))
                .contains("document-templates/exports/mine/export.yaml:")
                .contains(message);
    }

    private String export(String right, String wrong) throws IOException {
        String shipped = Files.readString(HOME.resolve(Exports.FOLDER + "/reference/export.yaml"));
        assertThat(shipped).contains(right);
        Path file = Files.createDirectories(folder.resolve(Exports.FOLDER + "/mine"))
                .resolve("export.yaml");
        Files.writeString(
                file, shipped.replace("export: reference", "export: mine").replace(right, wrong));
        if (right.startsWith("export:")) {
            Files.writeString(file, shipped.replace(right, wrong));
        }
        Problems problems = new Problems();
        Exports.load(folder, problems);
        return problems.render();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        lists: all                   | lists: everything             | unknown word 'everything'
        content: documents           | content: postings             | unknown word 'postings'
        currency: RUB                | currency: roubles             | cannot read 'roubles'
        kinds: [invoice, act]        | kinds: [invoice, bill]        | unknown word 'bill'
        rejected: Отклонен           | refused: Отклонен             | unknown status 'refused'
        field: number                | field: due-date               | a row does not say of which record it is
        operator: meridian           | about-operator: meridian      | nobody says whose books the file is of
        into: bank                   | into: receivables             | cannot read 'receivables'
        into: bank                   | into: clearing:nobody         | 'clearing:nobody' is no ledger account: no reader or payment system
        cash: cash                   | cash: '50.01'                 | cannot read '50.01'
        cash: cash                   | card: clearing:cards          | unknown key 'card'
        """)
    void a_mistake_in_an_import_is_told_with_its_place(String right, String wrong, String message) throws IOException {
        String shipped = Files.readString(HOME.resolve(Imports.FOLDER + "/reference/import.yaml"));
        assertThat(shipped).contains(right);
        Path file = Files.createDirectories(folder.resolve(Imports.FOLDER + "/mine"))
                .resolve("import.yaml");
        Files.writeString(
                file, shipped.replace("import: reference", "import: mine").replace(right, wrong));
        Problems problems = new Problems();
        Imports.load(folder, problems);
        assertThat(problems.render())
                .contains("document-templates/imports/mine/import.yaml:")
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        words: { cash: Касса, cards: Эквайринг }          |
        words: { cash: Касса, "clearing:agent": Агент }   |
        text: cash                                        |
        words: { cash: Касса, suspense: Прочее }          | money does not come in on 'suspense'
        words: { cash: Касса, "clearing:agents": Агент }  | 'clearing:agents' is no ledger account
        text: desk                                        | money does not come in on 'desk'
        """)
    void a_column_says_where_money_came_in_by_words_that_are_ledger_accounts(String said, @Nullable String message)
            throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("readers/agent")).resolve("matching.yaml"), "");
        String shipped = Files.readString(HOME.resolve(Imports.FOLDER + "/accounts-payments/import.yaml"));
        Files.writeString(
                Files.createDirectories(folder.resolve(Imports.FOLDER + "/accounts-payments"))
                        .resolve("import.yaml"),
                shipped + "  - { title: desk, field: into, " + said + " }\n");
        Problems problems = new Problems();
        Imports.load(folder, problems);
        if (message == null) {
            assertThat(problems.render()).isEmpty();
        } else {
            assertThat(problems.render()).contains(message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        accounts/2     | cannot read 'accounts/2'
        Accounts       | cannot read 'Accounts'
        sber-registry  | 'sber-registry' is a reader: payments booked in the system and payments of readers/sber-registry would
        """)
    void a_system_is_a_word_and_no_reader_of_payments(String system, String message) throws IOException {
        Files.createDirectories(folder.resolve("readers/sber-registry"));
        String shipped = Files.readString(HOME.resolve(Imports.FOLDER + "/1c-payments/import.yaml"));
        Files.writeString(
                Files.createDirectories(folder.resolve(Imports.FOLDER + "/1c-payments"))
                        .resolve("import.yaml"),
                shipped.replace("system: 1c", "system: " + system));
        String sent = Files.readString(HOME.resolve(Exports.FOLDER + "/1c-payments/export.yaml"));
        Files.writeString(
                Files.createDirectories(folder.resolve(Exports.FOLDER + "/1c-payments"))
                        .resolve("export.yaml"),
                sent.replace("system: 1c", "system: " + system));
        Problems problems = new Problems();
        Imports.load(folder, problems);
        assertThat(problems.render())
                .contains("imports/1c-payments/import.yaml:3:")
                .contains(message);
        Problems ofExport = new Problems();
        Exports.load(folder, ofExport);
        assertThat(ofExport.render())
                .contains("exports/1c-payments/export.yaml:3:")
                .contains(message);
    }

    @Test
    void two_exports_never_send_the_same_records_to_one_system() throws IOException {
        for (String name : new String[] {"one", "two"}) {
            Path file = Files.createDirectories(folder.resolve(Exports.FOLDER + "/" + name))
                    .resolve("export.yaml");
            Files.writeString(
                    file,
                    "export: " + name + "\nabout: x\nsystem: books\nformat: commerceml\ncontent: documents\nkinds: "
                            + (name.equals("one") ? "[invoice, act]" : "[act]") + "\nfile: \"" + name
                            + "-{batch}.xml\"\n");
        }
        Problems problems = new Problems();
        Exports.load(folder, problems);
        assertThat(problems.render())
                .contains("document-templates/exports/two/export.yaml: the export 'one' sends the same records to the"
                        + " system 'books'");
    }
}
