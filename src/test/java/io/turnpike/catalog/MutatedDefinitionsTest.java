package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every key and value of the reference files, misspelt one at a time: the loader tells each with place, excerpt and remedy, and
 * what the schema refuses the loader refuses, and the other way round but for names that only the loader can know.
 */
class MutatedDefinitionsTest {
    private static final Path SHIPPED = Path.of(System.getProperty("turnpike.home", "."), "rating-rules");

    /** Names of plans, zones, nodes, files and fees stand elsewhere: a schema sees one file only. */
    private static final Pattern ONLY_LOADER =
            Pattern.compile("no plan .*|unknown zone .*|no file .*|the plan is not named .*"
                    + "|valid-from is not the date .*|there is no .*|.* has no price of its own|the node has no price"
                    + "|.*no holiday calendar .*|unknown key 'x?(voice-mail|traffic)'|.*is written twice|the plan has no fee .*"
                    + "|.* belongs to .* as well|.*names no fee.*");

    @TempDir
    Path temp;

    @Test
    void plans() throws IOException {
        mutate("plan", "reference/2026-01-01.yaml", 150);
    }

    @Test
    void zones() throws IOException {
        mutate("zones", "common/zones/germany.yaml", 5);
    }

    @Test
    void holidays() throws IOException {
        mutate("holidays", "common/holidays/ru-2026.yaml", 5);
    }

    private void mutate(String kind, String name, int least) throws IOException {
        Path root = temp.resolve("rating-rules");
        copy(SHIPPED, root);
        assertThat(load(root).render()).isEmpty();
        Schema schema = Schemas.of(kind);
        Path path = root.resolve(name);
        SourceFile file = CommonRules.read(root, path);
        List<Node.Scalar> scalars = new ArrayList<>();
        collect(Yaml.read(file, new Problems()).orElseThrow(), scalars);
        List<String> disagreements = new ArrayList<>();
        int refused = 0;
        for (Node.Scalar scalar : scalars) {
            String text = misspelt(file, scalar.place());
            Files.writeString(path, text);
            Problems problems = load(root);
            boolean fits = Schemas.fits(
                    schema,
                    Yaml.read(new SourceFile(file.name(), path, text), new Problems())
                            .orElseThrow());
            boolean allNames = problems.all().stream()
                    .allMatch(problem -> ONLY_LOADER.matcher(problem.message()).matches());
            if (fits ? !problems.isEmpty() && !allNames : problems.isEmpty()) {
                disagreements.add(scalar.place() + " 'x" + scalar.text() + "': schema " + (fits ? "accepts" : "refuses")
                        + ", loader says "
                        + problems.all().stream().map(Problem::message).toList());
            }
            problems.all().forEach(problem -> assertThat(problem.remedy()).isNotBlank());
            refused += problems.isEmpty() ? 0 : 1;
        }
        assertThat(disagreements).isEmpty();
        assertThat(refused).isGreaterThanOrEqualTo(least);
    }

    private static Problems load(Path root) {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(root, problems);
        for (String plan : catalog.plans()) {
            for (PlanVersion version : catalog.versions(plan)) {
                version.fees(problems);
            }
        }
        return problems;
    }

    private static String misspelt(SourceFile file, Place place) {
        List<String> lines = new ArrayList<>(file.lines());
        String line = lines.get(place.line() - 1);
        lines.set(place.line() - 1, line.substring(0, place.column() - 1) + "x" + line.substring(place.column() - 1));
        return String.join("\n", lines) + "\n";
    }

    private static void collect(Node node, List<Node.Scalar> scalars) {
        if (node instanceof Node.Scalar scalar) {
            scalars.add(scalar);
        } else if (node instanceof Node.Items items) {
            items.items().forEach(item -> collect(item, scalars));
        } else if (node instanceof Node.Block block) {
            for (Node.Entry entry : block.entries()) {
                scalars.add(entry.key());
                collect(entry.value(), scalars);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> found = Files.walk(from)) {
            for (Path path : found.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
