package io.turnpike.scenarios;

import io.turnpike.catalog.Catalog;
import io.turnpike.database.ScratchDatabases;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.Operators;
import io.turnpike.mediation.flows.TrafficZones;
import io.turnpike.scenarios.ScenarioOutcome.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The scenarios of a folder of definitions: finds, reads and runs them. */
public final class Scenarios {
    /** How their files end. */
    public static final String ENDING = ".scenario";

    /** Where they lie: beside the definitions they prove, or in a folder of their own. */
    private static final List<String> FOLDERS =
            List.of("rating-rules", "readers", "document-templates", "jobs", "scenarios");

    private final Path definitions;

    /** @param definitions folder of rating-rules/, document-templates/, jobs/ */
    public Scenarios(Path definitions) {
        this.definitions = definitions.toAbsolutePath().normalize();
    }

    /** All scenario files of the definitions, in the order of their paths. */
    public List<Path> files() {
        return FOLDERS.stream()
                .map(definitions::resolve)
                .filter(Files::isDirectory)
                .flatMap(folder -> under(folder).stream())
                .toList();
    }

    /** The scenario files of a folder and below it. */
    public static List<Path> under(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** What scenarios may name; mistakes of the definitions become problems. */
    public Vocabulary vocabulary(Problems problems) {
        Path zones = definitions.resolve("rating-rules/common/traffic-zones.yaml");
        Map<String, OperatorTerms> operators =
                Operators.load(definitions, problems).byCode();
        Set<String> misread = Operators.codes(definitions);
        misread.removeAll(operators.keySet());
        Catalog catalog = Catalog.load(definitions.resolve("rating-rules"), problems);
        for (String plan : catalog.plans()) {
            catalog.versions(plan).forEach(version -> version.fees(problems));
        }
        return new Vocabulary(
                operators,
                misread,
                catalog.plans(),
                Files.isRegularFile(zones) ? TrafficZones.read(source(zones), problems) : Optional.empty(),
                jobs());
    }

    private Set<String> jobs() {
        Path folder = definitions.resolve("jobs");
        Set<String> jobs = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .filter(name -> name.endsWith(".yaml"))
                        .forEach(name -> jobs.add(name.substring(0, name.length() - ".yaml".length())));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list " + folder, e);
            }
        }
        return jobs;
    }

    /** Reads files; what is wrong in any of them becomes problems. */
    public void check(List<Path> files, Vocabulary vocabulary, Problems problems) {
        files.forEach(file -> ScenarioReader.check(source(file), vocabulary, problems));
    }

    /**
     * Runs files one after the other, each on a database of its own. All are read before the first is run.
     *
     * @param each is told each outcome as it is known
     * @throws io.turnpike.definitions.InvalidDefinitions when the definitions or any scenario have mistakes
     */
    public List<ScenarioOutcome> run(List<Path> files, ScratchDatabases databases, Consumer<ScenarioOutcome> each) {
        Problems problems = new Problems();
        Vocabulary vocabulary = vocabulary(problems);
        List<Scenario> scenarios = new ArrayList<>();
        for (Path file : files) {
            ScenarioReader.read(source(file), vocabulary, problems).ifPresent(scenarios::add);
        }
        problems.throwIfAny();
        List<ScenarioOutcome> outcomes = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            ScenarioOutcome outcome = run(scenario, databases);
            each.accept(outcome);
            outcomes.add(outcome);
        }
        return outcomes;
    }

    private ScenarioOutcome run(Scenario scenario, ScratchDatabases databases) {
        long begun = System.nanoTime();
        Path folder = scratchFolder();
        try (ScratchDatabases.Scratch database = databases.create();
                World world = World.open(
                        scenario,
                        definitions,
                        folder,
                        database,
                        scenario.steps().get(0).at())) {
            ScenarioRun run = new ScenarioRun(scenario, world);
            List<Failure> failures = run.run();
            return new ScenarioOutcome(
                    scenario.file(), run.done(), run.compared(), failures, Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + scenario.file().name(), e);
        } finally {
            delete(folder);
        }
    }

    private static Path scratchFolder() {
        try {
            return Files.createTempDirectory("turnpike-scenario-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for temporary files", e);
        }
    }

    /** Links in it are deleted, not what they lead to. */
    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    /** Files elsewhere are named by their whole path, so that it can be opened. */
    private SourceFile source(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        try {
            return whole.startsWith(definitions)
                    ? SourceFile.read(definitions, whole)
                    : new SourceFile(
                            whole.toString(),
                            whole,
                            SourceFile.read(whole.getRoot(), whole).text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
