package io.turnpike.payments.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.definitions.Problems;
import io.turnpike.mediation.layout.UnusableFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileXmlTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");
    private static final String BODY =
            "<registry><payments><payment id=\"1\"><date>2026-11-02T10:15:00</date><account>%s</account>"
                    + "<sum>1.00</sum><fee>0</fee></payment></payments><total count=\"1\" sum=\"1.00\"/></registry>";

    @TempDir
    private Path folder;

    private static PaymentFormat format() throws IOException {
        return Objects.requireNonNull(
                PaymentReaders.load(READERS, new Problems()).get("terminal-xml"));
    }

    private StatementEntry first(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("hostile.xml"), text);
        try (Statement statement = format().open(file)) {
            StatementEntry first = Objects.requireNonNull(statement.next());
            while (statement.next() != null) {
                // to its end
            }
            return first;
        }
    }

    @Test
    void no_entity_is_read_from_a_file_or_an_address() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "100200");
        String external = "<!DOCTYPE registry [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
        assertThatThrownBy(() -> first(external + BODY.formatted("&x;")))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining("document type");
        String outside = "<!DOCTYPE registry SYSTEM \"" + secret.toUri() + "\">";
        assertThatThrownBy(() -> first(outside + BODY.formatted("1"))).isInstanceOf(UnusableFile.class);
    }

    @Test
    void an_entity_bomb_is_refused_before_it_grows() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE registry [<!ENTITY a0 \"aaaaaaaaaa\">");
        for (int i = 1; i < 12; i++) {
            bomb.append("<!ENTITY a")
                    .append(i)
                    .append(" \"")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        assertThatThrownBy(() -> first(bomb.append("]>") + BODY.formatted("&a11;")))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining("document type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-UTF-8", ".TF-8", "no-such-set"})
    void a_character_set_that_nobody_knows_or_that_is_no_name_is_named(String name) {
        String declaration = "<?xml version=\"1.0\" encoding=\"" + name + "\"?>";
        assertThatThrownBy(() -> first(declaration + BODY.formatted("1")))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining("the character set " + name);
    }

    @Test
    void depth_is_bounded() {
        String deep = "<b>".repeat(100) + "</b>".repeat(100);
        assertThatThrownBy(() -> first(BODY.formatted(deep)))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining("deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<account>", "<account a=\"", "<!--", "<account><![CDATA["})
    void an_element_without_end_is_refused_when_it_grows_too_large(String opening) throws IOException {
        Path file = folder.resolve("endless.xml");
        String chunk = "7".repeat(1 << 20);
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            out.write("<registry><payments><payment id=\"1\">" + opening);
            for (int mebi = 0; mebi < 24; mebi++) {
                out.write(chunk);
            }
        }
        assertThatThrownBy(() -> {
                    try (Statement statement = format().open(file)) {
                        statement.next();
                    }
                })
                .isInstanceOf(UnusableFile.class);
    }

    @Test
    void the_text_of_an_entry_is_what_stands_in_the_file_also_far_behind_its_beginning_and_on_one_line()
            throws IOException {
        StringBuilder one = new StringBuilder("<registry><payments>");
        int many = 20_000;
        for (int i = 0; i < many; i++) {
            one.append("<payment id=\"")
                    .append(i)
                    .append("\"><date>2026-11-02T10:15:00</date><account>Я&amp;")
                    .append(i)
                    .append("</account><sum>1.00</sum><fee>0</fee></payment>");
        }
        one.append("</payments><total count=\"20000\" sum=\"20000.00\"/></registry>");
        Path file = Files.writeString(folder.resolve("one.xml"), one);
        Tally tally = new Tally();
        try (Statement statement = format().open(file)) {
            for (int i = 0; i < many; i++) {
                StatementEntry entry = Objects.requireNonNull(statement.next());
                tally.add(entry);
                assertThat(entry.text().line()).isEqualTo(i + 1);
                assertThat(new String(entry.text().bytes(), StandardCharsets.UTF_8))
                        .startsWith("<payment id=\"" + i + "\">")
                        .endsWith("Я&amp;" + i + "</account><sum>1.00</sum><fee>0</fee></payment>");
            }
            assertThat(statement.next()).isNull();
            assertThat(statement.declared().complaints(tally)).isEmpty();
        }
    }
}
