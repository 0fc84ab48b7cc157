package io.turnpike.catalog;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.SourceFile;
import io.turnpike.rating.Explanation;
import io.turnpike.rating.Rater;
import io.turnpike.rating.Rating;
import io.turnpike.rating.RatingContext;
import io.turnpike.rating.Settlement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Proves plans by the examples written beside them. Needs no database. */
public final class ExamplesRunner {
    private final Catalog catalog;
    private final Map<String, ZoneId> operatorZones;

    /**
     * Prepares to run examples against a catalogue.
     *
     * @param operatorZones what {@code operator: NAME} in an example stands for; may be empty
     */
    public ExamplesRunner(Catalog catalog, Map<String, ZoneId> operatorZones) {
        this.catalog = catalog;
        this.operatorZones = operatorZones;
    }

    /**
     * Runs all {@code *.examples} of all plans.
     *
     * @param folder {@code rating-rules}
     * @return one outcome a line, in the order of files and lines
     */
    public List<ExampleOutcome> runAll(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> path.toString().endsWith(".examples"))
                    .sorted()
                    .flatMap(path -> run(CommonRules.read(folder, path)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one file; where it names no plan, its folder does. */
    public List<ExampleOutcome> run(SourceFile file) {
        ExampleFile.Read read = ExampleFile.read(file);
        List<ExampleOutcome> outcomes = new ArrayList<>(read.mistakes());
        Path folder = file.path().getParent();
        String plan = folder == null ? "" : folder.getFileName().toString();
        for (ExampleFile.Example example : read.examples()) {
            run(example, plan, outcomes);
        }
        return outcomes.stream().distinct().toList(); // a setting for all examples fails once
    }

    private void run(ExampleFile.Example example, String plan, List<ExampleOutcome> outcomes) {
        ExampleSetup setup = new ExampleSetup(catalog, operatorZones, plan);
        boolean readable = true;
        for (ExampleFile.Setting setting : example.settings()) {
            try {
                setup.apply(setting);
            } catch (IllegalArgumentException | DateTimeException | StringIndexOutOfBoundsException e) {
                readable = false;
                outcomes.add(ExampleOutcome.failed(
                        setting.place(), setting.key() + ": " + setting.value(), String.valueOf(e.getMessage())));
            }
        }
        if (!readable || example.lines().isEmpty()) {
            return;
        }
        RatingContext context;
        Map<ExampleFile.Line, Rating> settled;
        try {
            context = context(example, setup);
            settled = settle(example, setup);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            Place place = example.lines().get(0).place();
            outcomes.add(ExampleOutcome.failed(place, "example: " + example.name(), String.valueOf(e.getMessage())));
            return;
        }
        Rater rater = new Rater();
        for (ExampleFile.Line line : example.lines()) {
            try {
                Explanation got = rater.explain(line.event(setup.zone()), context);
                outcomes.add(outcome(line, got, context, settled.get(line)));
            } catch (ArithmeticException e) {
                outcomes.add(ExampleOutcome.failed(
                        line.place(), "example: " + example.name(), "too great to be counted: " + e.getMessage()));
            }
        }
    }

    private static RatingContext context(ExampleFile.Example example, ExampleSetup setup) {
        return setup.context(example.lines().stream()
                .mapToLong(line -> line.event(setup.zone()).startEpochSecond())
                .min()
                .orElseThrow());
    }

    private static ExampleOutcome outcome(
            ExampleFile.Line line, Explanation got, RatingContext context, @Nullable Rating settled) {
        ExampleCheck check = new ExampleCheck(got, context, line.kind().unit(), settled);
        List<String> differences = new ArrayList<>();
        for (String expected : line.expectations()) {
            try {
                check.check(expected).ifPresent(differences::add);
            } catch (IllegalArgumentException | ArithmeticException e) {
                differences.add("cannot read '" + expected + "': " + e.getMessage());
            }
        }
        String text = line.place().file().lines().get(line.place().line() - 1).strip();
        return differences.isEmpty()
                ? ExampleOutcome.passed(line.place(), text)
                : ExampleOutcome.failed(line.place(), text, String.join("; ", differences));
    }

    /** The final prices, where the example asks for any. */
    private static Map<ExampleFile.Line, Rating> settle(ExampleFile.Example example, ExampleSetup setup) {
        Map<ExampleFile.Line, Rating> settled = new HashMap<>();
        boolean asked = example.lines().stream()
                .flatMap(line -> line.expectations().stream())
                .anyMatch(ExampleCheck::needsSettle);
        if (asked) {
            RatingContext context = context(example, setup);
            Map<String, ExampleFile.Line> byKey = new HashMap<>();
            List<Settlement.Usage> usages = new ArrayList<>();
            for (ExampleFile.Line line : example.lines()) {
                Settlement.Usage usage = new Settlement.Usage(line.event(setup.zone()), context);
                byKey.put(usage.event().dedupeKey(), line);
                usages.add(usage);
            }
            for (Settlement.Settled one : Settlement.settle(usages)) {
                Optional.ofNullable(byKey.get(one.usage().event().dedupeKey()))
                        .ifPresent(line -> settled.put(line, one.rating()));
            }
        }
        return settled;
    }
}
