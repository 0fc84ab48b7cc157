package io.turnpike.cli;

import io.turnpike.database.EmbeddedPostgres;
import io.turnpike.database.ScratchDatabases;
import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters;
import io.turnpike.scenarios.ScenarioOutcome;
import io.turnpike.scenarios.Scenarios;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Runs scenarios and shows what each came to, a line each, and what does not hold with what was there instead. */
final class ScenarioCheck {
    private static final double MILLIS = 1000.0;

    private final Settings settings;
    private final PrintWriter out;

    ScenarioCheck(Settings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    /** Runs the named files, or all where none is named; returns the exit code. */
    int run(List<String> names) {
        Scenarios scenarios = new Scenarios(settings.definitions());
        List<Path> files = names.isEmpty() ? scenarios.files() : named(names, scenarios.files());
        if (files.isEmpty()) {
            out.println("there are no *.scenario files in "
                    + (names.isEmpty() ? settings.definitions() : String.join(", ", names)));
            return 0;
        }
        List<ScenarioOutcome> outcomes =
                settings.externalDatabase() ? onExternal(scenarios, files) : onEmbedded(scenarios, files);
        long failed = outcomes.stream().filter(outcome -> !outcome.holds()).count();
        int expectations =
                outcomes.stream().mapToInt(ScenarioOutcome::expectations).sum();
        long failures = outcomes.stream()
                .mapToLong(outcome -> outcome.failures().size())
                .sum();
        out.println("ran " + outcomes.size() + (outcomes.size() == 1 ? " scenario" : " scenarios") + ", " + failed
                + " failed; " + expectations + " expectations, " + failures
                + (failures == 1 ? " failure" : " failures"));
        return failed == 0 ? 0 : Failure.FAILED;
    }

    private List<ScenarioOutcome> onEmbedded(Scenarios scenarios, List<Path> files) {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(settings.postgres());
                ScratchDatabases databases = ScratchDatabases.on(server)) {
            return scenarios.run(files, databases, this::show);
        }
    }

    private List<ScenarioOutcome> onExternal(Scenarios scenarios, List<Path> files) {
        try (ScratchDatabases databases = settings.scratchDatabases()) {
            return scenarios.run(files, databases, this::show);
        }
    }

    private void show(ScenarioOutcome outcome) {
        outcome.failures().forEach(failure -> out.println(failure.render()));
        out.printf(
                Locale.ROOT,
                "%-6s %s: %d lines, %d expectations, %d failed, %.1f s%n",
                outcome.holds() ? "holds" : "FAILED",
                outcome.file().name(),
                outcome.lines(),
                outcome.expectations(),
                outcome.failures().size(),
                outcome.took().toMillis() / MILLIS);
        out.flush();
    }

    /** Files and folders as they are, and those of the definitions that are called so. */
    private static List<Path> named(List<String> names, List<Path> known) {
        Set<Path> files = new LinkedHashSet<>();
        Set<String> words = new TreeSet<>();
        known.forEach(file -> words.addAll(wordsOf(file)));
        for (String name : names) {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                files.addAll(Scenarios.under(path));
            } else if (Files.isRegularFile(path)) {
                files.add(path);
            } else {
                List<Path> found = known.stream()
                        .filter(file -> wordsOf(file).contains(name))
                        .toList();
                if (found.isEmpty()) {
                    throw new Parameters.BadParameter("there is no scenario file or folder '" + name + "', and none of"
                            + " the definitions is called so: " + Suggestion.remedy(name, words));
                }
                files.addAll(found);
            }
        }
        return new ArrayList<>(files);
    }

    /** The folder it is beside its definition in, and its own name. */
    private static List<String> wordsOf(Path file) {
        Path parent = file.getParent();
        String folder = parent == null ? "" : String.valueOf(parent.getFileName());
        return CheckCommand.words(folder + "/" + file.getFileName());
    }
}
