package io.turnpike.mediation.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReaderSchemaTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");

    @Test
    void every_shipped_reader_fits_the_schema_that_editors_use() throws IOException {
        Schema schema = schema();
        for (ReaderFile reader : Readers.files(READERS, new Problems())) {
            if (reader.kind().equals("calls")) {
                assertThat(schema.validate(json(reader.block()), InputFormat.JSON))
                        .as(reader.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void the_schema_refuses_what_the_reader_refuses() throws IOException {
        String wrong = Formats.SIMPLE.replace("unit: s", "unit: sec");
        SourceFile file = Formats.file(wrong);
        Node.Block block = Yaml.read(file, new Problems()).orElseThrow();
        assertThat(schema().validate(json(block), InputFormat.JSON)).isNotEmpty();
    }

    private static Schema schema() throws IOException {
        try (InputStream in = ReaderSchemaTest.class.getResourceAsStream("/schemas/reader.schema.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text);
        }
    }

    /** The definition as JSON; every value is a text, as the product reads it. */
    private static String json(Node node) {
        if (node instanceof Node.Block block) {
            return block.entries().stream()
                    .map(entry -> quoted(entry.key().text()) + ":" + json(entry.value()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node instanceof Node.Items items) {
            return items.items().stream().map(ReaderSchemaTest::json).collect(Collectors.joining(",", "[", "]"));
        }
        return quoted(((Node.Scalar) node).text());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + '"';
    }
}
