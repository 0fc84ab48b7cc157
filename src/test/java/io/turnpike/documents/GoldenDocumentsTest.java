package io.turnpike.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each shipped template with each of its samples against a golden file of what is drawn. After a wanted change, write the files
 * anew and read the difference: {@code JAVA_TOOL_OPTIONS=-Dturnpike.golden=write mvn test -Dtest=GoldenDocumentsTest}.
 */
class GoldenDocumentsTest {
    private static final Path GOLDEN = ShippedTemplates.FOLDER.resolveSibling("src/test/resources/documents");

    private final DocumentRenderer renderer = new DocumentRenderer();

    private record Case(String name, DocumentTemplate template, Map<String, Object> sample) {}

    private static List<Case> cases() throws IOException {
        Templates templates = ShippedTemplates.load();
        List<Case> cases = new ArrayList<>();
        for (DocumentTemplate template : templates.all()) {
            templates
                    .samples(template)
                    .forEach((sample, snapshot) ->
                            cases.add(new Case(ShippedTemplates.name(template, sample), template, snapshot)));
        }
        return cases;
    }

    private static Stream<DynamicTest> each(CaseCheck check) throws IOException {
        return cases().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check.run(one)));
    }

    private interface CaseCheck {
        void run(Case one) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> what_is_drawn_is_what_the_golden_file_says() throws IOException {
        return each(one -> {
            String drawn = renderer.layOut(one.template(), one.sample()).dump();
            Path golden = GOLDEN.resolve(one.name() + ".txt");
            if ("write".equals(System.getProperty("turnpike.golden"))) {
                Files.createDirectories(GOLDEN);
                Files.writeString(golden, drawn);
            }
            assertThat(drawn).isEqualTo(Files.readString(golden));
        });
    }

    @TestFactory
    Stream<DynamicTest> the_same_document_gives_the_same_bytes() throws IOException {
        return each(one -> assertThat(renderer.render(one.template(), one.sample()))
                .isEqualTo(new DocumentRenderer().render(one.template(), one.sample())));
    }

    @TestFactory
    Stream<DynamicTest> a_reader_finds_the_text_that_was_drawn() throws IOException {
        return each(one -> {
            try (PDDocument document = Loader.loadPDF(renderer.render(one.template(), one.sample()))) {
                String read = new PDFTextStripper().getText(document).replaceAll("\\s+", "");
                String drawn = renderer.layOut(one.template(), one.sample()).text();
                assertThat(drawn.lines().map(line -> line.replaceAll("\\s+", "")))
                        .allSatisfy(line -> assertThat(read).contains(line));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> page_xml_follows_its_schema() throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(getClass().getResource("/schemas/page.xsd"));
        return each(one -> schema.newValidator()
                .validate(new StreamSource(
                        new StringReader(one.template().pageXml(one.sample()).strip()))));
    }

    @TestFactory
    Stream<DynamicTest> a_template_is_well_formed_xml_for_editors() throws IOException {
        return cases().stream()
                .map(Case::template)
                .distinct()
                .flatMap(template -> template.files().stream())
                .filter(file -> file.name().contains("/template."))
                .distinct()
                .map(file -> DynamicTest.dynamicTest(file.name(), () -> {
                    DocumentBuilder parser =
                            DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
                    parser.parse(new ByteArrayInputStream(file.text().getBytes(StandardCharsets.UTF_8)));
                }));
    }

    @Test
    void every_kind_exists_in_both_languages() throws IOException {
        Templates templates = ShippedTemplates.load();
        assertThat(templates.kinds())
                .containsExactly(
                        "act",
                        "advance-invoice",
                        "aged-debt",
                        "agent-reconciliation",
                        "call-detail",
                        "correction",
                        "credit-note",
                        "debit-note",
                        "invoice",
                        "payment-slip",
                        "reconciliation",
                        "separator",
                        "transfer-document",
                        "trial-balance",
                        "turnover",
                        "vat-invoice",
                        "vat-summary");
        for (String kind : templates.kinds()) {
            assertThat(templates.find(kind, "any", "ru")).as(kind).isPresent();
            assertThat(templates.find(kind, "any", "en")).as(kind).isPresent();
        }
    }
}
