package io.turnpike.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.definitions.InvalidDefinitions;
import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
    @TempDir
    Path home;

    private Path folder;

    @BeforeEach
    void a_small_set_of_templates() throws IOException {
        folder = home.resolve("document-templates");
        write("invoice/template.xml", page("<text>${text('hello', name)}</text>"));
        write("invoice/texts.en.yaml", "hello: \"Hello {1}\"\n");
        write("invoice/sample.en.json", "{\"name\": \"Ann\", \"currency\": \"EUR\"}");
        write("invoice/texts.ru.yaml", "hello: \"Привет, {1}\"\n");
        write("invoice/sample.ru.json", "{\"name\": \"Анна\", \"currency\": \"RUB\"}");
    }

    private static String page(String body) {
        return "<document>\n<page>\n" + body + "\n</page>\n</document>\n";
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Templates load() throws IOException {
        Problems problems = new Problems();
        Templates templates = Templates.load(folder, problems);
        problems.throwIfAny();
        return templates;
    }

    private List<Problem> problems() throws IOException {
        Problems problems = new Problems();
        Templates.load(folder, problems);
        return problems.all();
    }

    private String shown(Templates templates, String operator, String language) {
        DocumentTemplate template =
                templates.find("invoice", operator, language).orElseThrow();
        return new DocumentRenderer()
                .layOut(template, Map.of("name", "X"))
                .text()
                .strip();
    }

    @Test
    void texts_are_those_of_the_language() throws IOException {
        assertThat(shown(load(), "alpha", "en")).isEqualTo("Hello X");
        assertThat(shown(load(), "alpha", "ru")).isEqualTo("Привет, X");
    }

    @Test
    void an_operator_overrides_a_text_and_leaves_the_rest() throws IOException {
        write("invoice/beta/texts.ru.yaml", "hello: \"Добрый день, {1}\"\n");

        assertThat(shown(load(), "beta", "ru")).isEqualTo("Добрый день, X");
        assertThat(shown(load(), "beta", "en")).isEqualTo("Hello X");
        assertThat(shown(load(), "alpha", "ru")).isEqualTo("Привет, X");
    }

    @Test
    void an_operator_overrides_the_template_in_one_language() throws IOException {
        write("invoice/beta/template.ru.xml", page("<text>Своя форма</text>"));

        assertThat(shown(load(), "beta", "ru")).isEqualTo("Своя форма");
        assertThat(shown(load(), "beta", "en")).isEqualTo("Hello X");
    }

    @Test
    void an_operator_writes_in_a_language_that_is_not_shipped() throws IOException {
        write("invoice/beta/texts.de.yaml", "hello: \"Guten Tag, {1}\"\n");
        write(
                "invoice/beta/template.de.xml",
                page("<text>${text('hello', name)}</text><text>${money('1234.5')} ${longDay('2026-03-01')}"
                        + " ${month('2026-03-01')} ${day('2026-03-01')} ${inWords('1234.5')}</text>"));
        write("invoice/beta/sample.de.json", "{\"name\": \"Anna\", \"currency\": \"EUR\"}");

        DocumentTemplate german = load().find("invoice", "beta", "de").orElseThrow();
        assertThat(new DocumentRenderer()
                        .layOut(german, Map.of("name", "X", "currency", "EUR"))
                        .text())
                .isEqualTo("Guten Tag, X\n1.234,50 1. März 2026 März 2026 01.03.2026 1.234,50\u00A0EUR\n");
        assertThat(load().find("invoice", "alpha", "de")).isEmpty();
        assertThat(shown(load(), "beta", "en")).isEqualTo("Hello X");
    }

    @Test
    void a_file_of_no_language_and_a_language_without_a_sample_are_told() throws IOException {
        write("invoice/texts.xx.yaml", "hello: \"?\"\n");
        write("invoice/texts.de.yaml", "hello: \"Guten Tag, {1}\"\n");

        assertThat(problems())
                .extracting(Problem::message)
                .contains("'xx' is no language", "there is no sample to check this template with");
    }

    @Test
    void a_folder_of_an_operator_serves_all_kinds() throws IOException {
        write("operators/beta/texts.en.yaml", "hello: \"Dear {1}\"\n");

        // the kind's own folder is nearer than common, the operator's nearer than the kind's
        assertThat(shown(load(), "beta", "en")).isEqualTo("Dear X");
    }

    @Test
    void an_operators_text_that_no_document_prints_is_told_with_the_nearest_one() throws IOException {
        write("invoice/beta/texts.en.yaml", "helo: \"Hi {1}\"\nunit-lot: lots\nown: ours\n");
        write("invoice/beta/template.en.xml", page("<text>${text('hello', name)} ${text('own')}</text>"));
        write("operators/beta/texts.ru.yaml", "owner: \"Чей\"\n");

        assertThat(problems()).extracting(Problem::render).containsExactlyInAnyOrder("""
                        document-templates/invoice/beta/texts.en.yaml:1:1: no document prints the text 'helo'
                            1 | helo: "Hi {1}"
                              | ^^^^
                          did you mean 'hello'?""", """
                        document-templates/operators/beta/texts.ru.yaml:1:1: no document prints the text 'owner'
                            1 | owner: "Чей"
                              | ^^^^^
                          write a key of the texts it replaces, or print it in a template of this folder""");
    }

    @Test
    void the_version_changes_with_any_file_that_takes_part_and_with_no_other() throws IOException {
        write("common/part.xml", "[#macro part]<text>part</text>[/#macro]");
        write("common/unused.xml", "[#macro unused]<text>a</text>[/#macro]");
        write("invoice/template.xml", page("[#import \"part.xml\" as p][@p.part/]<text>${text('hello', name)}</text>"));
        String before = load().find("invoice", "", "en").orElseThrow().version();

        write("common/unused.xml", "[#macro unused]<text>b</text>[/#macro]");
        write("invoice/texts.ru.yaml", "hello: \"Здравствуйте, {1}\"\n");
        write("invoice/sample.en.json", "{\"name\": \"Bob\"}");
        assertThat(load().find("invoice", "", "en").orElseThrow().version()).isEqualTo(before);

        write("common/part.xml", "[#macro part]<text>other</text>[/#macro]");
        assertThat(load().find("invoice", "", "en").orElseThrow().version())
                .isNotEqualTo(before)
                .matches("[0-9a-f]{64}");
    }

    @Test
    void an_unknown_text_is_shown_at_its_place_with_the_nearest_one() throws IOException {
        write("invoice/template.xml", page("<text>${text(\"helo\", name)}</text>"));

        assertThat(problems()).first().extracting(Problem::render).isEqualTo("""
                        document-templates/invoice/template.xml:3:15: unknown text 'helo'
                            3 | <text>${text("helo", name)}</text>
                              |               ^^^^
                          did you mean 'hello'? add 'helo: …' to a texts file of this language""");
    }

    @Test
    void an_unknown_element_is_shown_at_its_line() throws IOException {
        write("invoice/template.xml", page("<text>a</text>\n  <tabel columns=\"*\"/>"));

        assertThat(problems()).first().extracting(Problem::render).isEqualTo("""
                        document-templates/invoice/template.xml:4:3: <tabel> cannot stand here (in the sample of invoice, en)
                            4 |   <tabel columns="*"/>
                              |   ^^^^^^^^^^^^^^^^^^^^
                          did you mean 'table'? write one of: text, row, table, block, line, image, barcode, space, page-break""");
    }

    @Test
    void a_missing_value_is_shown_at_its_line() throws IOException {
        write("invoice/template.xml", page("<text>${customer.name}</text>"));

        assertThat(problems()).first().satisfies(problem -> {
            assertThat(problem.place()).hasToString("document-templates/invoice/template.xml:3:1");
            assertThat(problem.message()).contains("customer");
        });
    }

    @Test
    void a_bad_number_is_shown_at_its_line() throws IOException {
        write("invoice/template.xml", page("\n<text>${money(name)}</text>"));

        assertThat(problems()).first().satisfies(problem -> {
            assertThat(problem.place().line()).isEqualTo(4);
            assertThat(problem.message()).contains("money(Ann): 'Ann' is no decimal number such as 1234.50");
        });
    }

    @Test
    void a_mistake_in_an_included_file_is_shown_there() throws IOException {
        write("common/part.xml", "[#macro part]\n\n<text color='red'>part</text>[/#macro]");
        write("invoice/template.xml", page("[#import \"part.xml\" as p]\n[@p.part/]"));

        assertThat(problems())
                .first()
                .extracting(problem -> problem.place().toString())
                .isEqualTo("document-templates/common/part.xml:3:1");
    }

    @Test
    void a_freemarker_mistake_is_shown_at_its_line() throws IOException {
        write("invoice/template.xml", page("[#if name]<text>a</text>"));

        assertThat(problems())
                .isNotEmpty()
                .allSatisfy(problem ->
                        assertThat(problem.place().file().name()).isEqualTo("document-templates/invoice/template.xml"));
    }

    @Test
    void a_file_that_is_not_there_a_clock_and_a_missing_sample_are_reported() throws IOException {
        write("invoice/template.xml", page("[#include \"nothing.xml\"]<text>${.now}</text>"));
        Files.delete(folder.resolve("invoice/sample.en.json"));
        Files.delete(folder.resolve("invoice/sample.ru.json"));

        assertThat(problems())
                .extracting(Problem::message)
                .contains(
                        "there is no file 'nothing.xml'",
                        "a template must not read the clock: a reprint would differ",
                        "there is no sample to check this template with");
    }

    @Test
    void a_macro_that_uses_itself_and_a_list_without_an_end_are_told_with_their_line() throws IOException {
        write("invoice/template.xml", page("[#macro a]<text>a</text>[@a/][/#macro]\n<text>b</text>[@a/]"));
        assertThat(problems()).first().satisfies(problem -> {
            assertThat(problem.message()).contains("uses itself without end");
            assertThat(problem.place().line()).isEqualTo(3);
        });
        write("invoice/template.xml", page("[#list 1.. as n]<text>a</text>[/#list]"));
        assertThat(problems()).first().extracting(Problem::message).isEqualTo("a list without an end");
        write("invoice/template.xml", page("[#assign all = 1..][#list all as n]<text>a</text>[/#list]"));
        assertThat(problems()).first().extracting(Problem::message).asString().contains("characters");
    }

    @Test
    void a_template_cannot_reach_into_the_program() throws IOException {
        write("invoice/template.xml", page("<text>${\"java.lang.Object\"?new()}</text>"));

        assertThat(problems()).isNotEmpty();
    }

    @Test
    void values_are_escaped() throws IOException {
        DocumentTemplate template = load().find("invoice", "", "en").orElseThrow();

        assertThat(new DocumentRenderer()
                        .layOut(template, Map.of("name", "<b>A & \"B\"</b>"))
                        .text())
                .isEqualTo("Hello <b>A & \"B\"</b>\n");
    }

    @Test
    void a_glyph_that_no_font_has_fails_the_document_with_line_and_reason() throws IOException {
        DocumentTemplate template = load().find("invoice", "", "en").orElseThrow();

        assertThatThrownBy(() -> new DocumentRenderer().render(template, Map.of("name", "日本")))
                .isInstanceOf(InvalidDefinitions.class)
                .hasMessageContaining(
                        "document-templates/invoice/template.xml:3:1: font sans has no character '日' (U+65E5)");
    }

    @Test
    void threads_share_a_renderer_and_a_template() throws Exception {
        Templates templates = ShippedTemplates.load();
        DocumentTemplate template = ShippedTemplates.find(templates, "invoice", "ru");
        Map<String, Object> sample = templates.samples(template).get("sample");
        DocumentRenderer renderer = new DocumentRenderer();
        byte[] expected = new DocumentRenderer().render(template, sample);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<byte[]>> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tasks.add(() -> renderer.render(template, sample));
        }
        for (Future<byte[]> bytes : threads.invokeAll(tasks)) {
            assertThat(bytes.get()).isEqualTo(expected);
        }
        threads.shutdown();
    }
}
