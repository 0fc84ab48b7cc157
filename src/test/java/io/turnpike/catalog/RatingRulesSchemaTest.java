package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void a_misspelt_key_does_not_fit() {
        assertThat(Schemas.of("plan").validate("{\"plan\": \"p\", \"exends\": \"q\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    private static void assertFits(String kind, List<Path> files) throws IOException {
        Schema schema = Schemas.of(kind);
        for (Path path : files) {
            Node.Block block =
                    Yaml.read(CommonRules.read(FOLDER, path), new Problems()).orElseThrow();
            assertThat(schema.validate(Schemas.json(block), InputFormat.JSON))
                    .as(path.toString())
                    .isEmpty();
        }
    }
}
