package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schemas that editors complete by agree with what the loader reads. */
class RatingRulesSchemaTest {
    private static final Path FOLDER = Path.of(System.getProperty("turnpike.home", "."), "rating-rules");

    @Test
    void every_shipped_plan_fits_the_schema() throws IOException {
        try (Stream<Path> found = Files.walk(FOLDER)) {
            List<Path> plans = found.filter(path -> path.toString().endsWith(".yaml"))
                    .filter(path -> !path.startsWith(FOLDER.resolve("common")))
                    .toList();
            assertThat(plans).hasSizeGreaterThan(10);
            assertFits("plan", plans);
        }
    }

    @Test
    void every_shipped_zone_and_calendar_fits_the_schema() throws IOException {
        assertFits("zones", CommonRules.yamlFiles(FOLDER.resolve("common/zones")));
        assertFits("holidays", CommonRules.yamlFiles(FOLDER.resolve("common/holidays")));
    }

    @Test
    void a_misspelt_key_does_not_fit() throws IOException {
        assertThat(schema("plan").validate("{\"plan\": \"p\", \"exends\": \"q\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    private static void assertFits(String kind, List<Path> files) throws IOException {
        Schema schema = schema(kind);
        for (Path path : files) {
            Node.Block block =
                    Yaml.read(CommonRules.read(FOLDER, path), new Problems()).orElseThrow();
            assertThat(schema.validate(json(block), InputFormat.JSON))
                    .as(path.toString())
                    .isEmpty();
        }
    }

    private static Schema schema(String kind) throws IOException {
        try (InputStream in = RatingRulesSchemaTest.class.getResourceAsStream("/schemas/" + kind + ".schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(
                            new String(
                                    Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8),
                            InputFormat.JSON);
        }
    }

    private static String json(Node node) {
        if (node instanceof Node.Block block) {
            return block.entries().stream()
                    .map(entry -> quoted(entry.key().text()) + ":" + json(entry.value()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node instanceof Node.Items items) {
            return items.items().stream().map(RatingRulesSchemaTest::json).collect(Collectors.joining(",", "[", "]"));
        }
        String text = ((Node.Scalar) node).text();
        return text.isEmpty() ? "null" : text.matches("[0-9]{1,9}") ? text : quoted(text);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
