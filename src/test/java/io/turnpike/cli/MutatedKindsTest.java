package io.turnpike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import io.turnpike.catalog.Schemas;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import io.turnpike.invoicing.Operators;
import io.turnpike.jobs.JobFiles;
import io.turnpike.jobs.StepKind;
import io.turnpike.mediation.calls.Readers;
import io.turnpike.mediation.flows.FlowFormat;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.payments.statements.PaymentReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Operators, jobs, readers and zones of traffic: every shipped definition fits its schema, and of every key and value misspelt,
 * of unknown keys and of words in the place of others the schema and the loader say the same, but for what only the loader can know.
 */
class MutatedKindsTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));
    private static final long SEED = 20_260_302;

    /** Of the first file of a kind all is tried, of the others one of so many: most is alike. */
    private static final int OF_FURTHER_FILES = 3;

    @TempDir
    private Path temp;

    /** Reads one definition as the program does; what is wrong becomes problems. */
    private interface Loader {
        void load(Path root, Path file, Problems problems) throws IOException;
    }

    @Test
    void operators() throws IOException {
        agree(
                "operator",
                "document-templates/operators",
                (root, file, problems) -> Operators.load(root, problems),
                Pattern.compile(
                        "the file of operator .*|no numbers are written for .*|.* has another name|unknown VAT class .*|.* is no valid .*|cannot read .*"
                                + "|'.*' is taken by item .*|unknown time zone .*|what .* charges is not counted in .*"),
                150);
    }

    @Test
    void jobs() throws IOException {
        List<StepKind> kinds = StepWords.all();
        agree(
                "job",
                "jobs",
                (root, file, problems) -> JobFiles.load(root, kinds, problems),
                Pattern.compile("the file is named .*|unknown step .*|the step .* needs .*|the step .* is there twice"
                        + "|'.*' cannot be split|unknown key .*|no step of the job reads .*|.*: cannot read .*"),
                40);
    }

    @Test
    void readers_of_calls() throws IOException {
        agree(
                "reader",
                "readers",
                (root, file, problems) -> Readers.load(root.resolve("readers"), problems),
                Pattern.compile(
                        "cannot read .*|unknown time .*|unknown column .*|unknown zone .*|.* is measured in .*|'.*' is missing|no column .*|columns come .*"),
                150);
    }

    @Test
    void readers_of_flows() throws IOException {
        agree(
                "flow-reader",
                "readers",
                (root, file, problems) -> FlowFormat.read(SourceFile.read(root, file), problems),
                Pattern.compile(
                        "cannot read .*|unknown time .*|no column .*|.* belong together|'.*' is missing|.*no byte counts|a flow needs .*"
                                + "|unknown column .*|no position is written .*"),
                100);
    }

    @Test
    void readers_of_payments() throws IOException {
        agree(
                "payment-reader",
                "readers",
                (root, file, problems) -> PaymentReaders.load(root.resolve("readers"), problems),
                Pattern.compile("cannot read .*|unknown time .*|unknown column .*|'.*' is missing|no column .*"),
                40);
    }

    @Test
    void zones_of_traffic() throws IOException {
        agree(
                "traffic-zones",
                "rating-rules/common/traffic-zones.yaml",
                (root, file, problems) -> TrafficZones.read(SourceFile.read(root, file), problems),
                Pattern.compile(
                        "cannot read .*|no zone is .*|.*everything-else.*|.*not an address.*|.*stands? twice.*"),
                3);
    }

    private void agree(String kind, String where, Loader loader, Pattern onlyLoader, int least) throws IOException {
        Schema schema = Schemas.of(kind);
        Random random = new Random(SEED);
        List<String> disagreements = new ArrayList<>();
        int refused = 0;
        List<Path> definitions = definitions(kind, where);
        for (Path shipped : definitions) {
            Path file = temp.resolve(HOME.relativize(shipped).toString());
            Files.createDirectories(file.getParent());
            String text = Files.readString(shipped);
            Files.writeString(file, text);
            SourceFile source = SourceFile.read(temp, file);
            Node.Block whole = Yaml.read(source, new Problems()).orElseThrow();
            assertThat(problems(loader, file).render()).isEmpty();
            assertThat(Schemas.fits(schema, whole)).as(source.name()).isTrue();
            List<String> mutations = mutations(source, whole, random);
            if (!shipped.equals(definitions.get(0))) {
                mutations.removeIf(mutation -> random.nextInt(OF_FURTHER_FILES) > 0);
            }
            for (String mutated : mutations) {
                Problems unread = new Problems();
                Files.writeString(file, mutated);
                Node.Block block =
                        Yaml.read(SourceFile.read(temp, file), unread).orElse(null);
                if (block == null || !unread.isEmpty()) {
                    continue; // no YAML, or a key twice: a schema never sees it
                }
                Problems problems = problems(loader, file);
                refused += problems.isEmpty() ? 0 : 1;
                problems.all().forEach(problem -> assertThat(problem.remedy()).isNotBlank());
                boolean names = problems.all().stream()
                        .allMatch(
                                problem -> onlyLoader.matcher(problem.message()).matches());
                boolean fits = Schemas.fits(schema, block);
                if (fits ? !problems.isEmpty() && !names : problems.isEmpty()) {
                    disagreements.add(source.name() + " " + difference(text, mutated) + ": schema "
                            + (fits ? "accepts" : "refuses") + ", loader says "
                            + problems.all().stream().map(Problem::message).toList());
                }
            }
            Files.delete(file);
            Files.delete(file.getParent()); // a reader's folder without a definition is a mistake of its own
        }
        assertThat(disagreements).isEmpty();
        assertThat(refused).isGreaterThanOrEqualTo(least);
    }

    private Problems problems(Loader loader, Path file) throws IOException {
        Problems problems = new Problems();
        loader.load(temp, file, problems);
        return problems;
    }

    private static List<Path> definitions(String kind, String where) throws IOException {
        try (Stream<Path> found = Files.walk(HOME.resolve(where))) {
            List<Path> all = new ArrayList<>();
            for (Path path : found.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                if (!where.equals("readers") || kindOfReader(path).equals(kind)) {
                    all.add(path);
                }
            }
            assertThat(all).isNotEmpty();
            return all;
        }
    }

    private static String kindOfReader(Path path) throws IOException {
        String text = Files.readString(path);
        return path.endsWith("matching.yaml")
                ? "matching"
                : text.contains("kind: flows")
                        ? "flow-reader"
                        : text.contains("kind: payments") ? "payment-reader" : "reader";
    }

    /** Each word with a letter before it, each key with an unknown one above it, and some words in the place of others. */
    private static List<String> mutations(SourceFile file, Node.Block whole, Random random) {
        List<Node.Scalar> scalars = new ArrayList<>();
        collect(whole, scalars);
        List<String> mutations = new ArrayList<>();
        for (Node.Scalar scalar : scalars) {
            mutations.add(replaced(file, scalar.place(), 0, "x"));
        }
        for (Node.Entry entry : whole.entries()) {
            mutations.add(replaced(file, entry.key().place(), 0, "unheard-of: 1\n"));
        }
        for (int i = 0; i < scalars.size() / 2; i++) {
            Node.Scalar scalar = scalars.get(random.nextInt(scalars.size()));
            String other = scalars.get(random.nextInt(scalars.size())).text();
            if (other.matches("[a-z][a-z-]*")) {
                mutations.add(replaced(file, scalar.place(), scalar.place().length(), other));
            }
        }
        return mutations;
    }

    private static String replaced(SourceFile file, Place place, int length, String by) {
        List<String> lines = new ArrayList<>(file.lines());
        String line = lines.get(place.line() - 1);
        int from = place.column() - 1;
        lines.set(
                place.line() - 1,
                line.substring(0, from) + by + line.substring(Math.min(line.length(), from + length)));
        return String.join("\n", lines) + "\n";
    }

    private static String difference(String before, String after) {
        List<String> left = before.lines().toList();
        return after.lines()
                .filter(line -> !left.contains(line))
                .map(String::strip)
                .findFirst()
                .orElse("");
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
}
