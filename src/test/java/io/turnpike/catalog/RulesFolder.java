package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder of rating rules written by a test. */
record RulesFolder(Path root) {
    RulesFolder write(String name, String text) {
        Path path = root.resolve(name);
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A plan that begins on 2026-01-01, in roubles, rounded to kopecks. */
    RulesFolder plan(String name, String body) {
        return write(
                name + "/2026-01-01.yaml", "plan: " + name + "\ncurrency: RUB\nround: half-up to 0.01 RUB\n" + body);
    }

    Catalog load() {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(root, problems);
        assertThat(problems.render()).isEmpty();
        return catalog;
    }

    String problems() {
        Problems problems = new Problems();
        Catalog.load(root, problems);
        return problems.render();
    }

    /** The examples that do not hold. */
    List<String> failures(String plan, String examples) {
        write(plan + "/2026-01-01.examples", examples);
        List<ExampleOutcome> outcomes = new ExamplesRunner(load(), Map.of()).run(read(plan + "/2026-01-01.examples"));
        assertThat(outcomes).isNotEmpty();
        return outcomes.stream()
                .filter(outcome -> !outcome.passed())
                .map(ExampleOutcome::render)
                .toList();
    }

    SourceFile read(String name) {
        return CommonRules.read(root, root.resolve(name));
    }
}
