package io.turnpike.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.ScratchDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The shipped definitions with plans of a test beside them, and scenarios that are run on them. */
final class TrialCatalogue {
    private static final List<String> FOLDERS =
            List.of("jobs", "readers", "rating-rules", "document-templates", "payment-systems");

    private final Path root;

    TrialCatalogue(Path root) throws IOException {
        this.root = root;
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.toList()) {
                    Files.createDirectories(root.resolve(file).getParent());
                    if (!Files.isDirectory(file)) {
                        Files.copy(file, root.resolve(file));
                    }
                }
            }
        }
    }

    /** Adds a plan that begins on 2026-01-01, in roubles. */
    TrialCatalogue plan(String name, String body) throws IOException {
        return version(name, "2026-01-01", body);
    }

    /** Adds a version of a plan that begins on a day, in roubles. */
    TrialCatalogue version(String name, String day, String body) throws IOException {
        return plan(name, day, "RUB", body);
    }

    /** Adds a version of a plan in any currency. */
    TrialCatalogue plan(String name, String day, String currency, String body) throws IOException {
        Path folder = Files.createDirectories(root.resolve("rating-rules").resolve(name));
        Files.writeString(folder.resolve(day + ".yaml"), "plan: " + name + "\ncurrency: " + currency + "\n" + body);
        return this;
    }

    /** Moves the operator meridian, which is in Moscow, to another zone. */
    TrialCatalogue zoneOfMeridian(String zone) throws IOException {
        Path file = root.resolve("document-templates/operators/meridian.yaml");
        String text = Files.readString(file);
        assertThat(text).contains("zone: Europe/Moscow");
        Files.writeString(file, text.replace("zone: Europe/Moscow", "zone: " + zone));
        return this;
    }

    /** Runs a scenario; everything it expects must hold. */
    void proves(ScratchDatabases databases, String scenario) throws IOException {
        Path file = Files.writeString(root.resolve("trial.scenario"), scenario);
        ScenarioOutcome outcome =
                new Scenarios(root).run(List.of(file), databases, told -> {}).get(0);
        assertThat(outcome.failures())
                .extracting(ScenarioOutcome.Failure::render)
                .isEmpty();
        assertThat(outcome.expectations()).isPositive();
    }
}
