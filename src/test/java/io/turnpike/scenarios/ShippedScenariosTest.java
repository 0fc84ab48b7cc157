package io.turnpike.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.ScratchDatabases;
import io.turnpike.database.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every scenario beside the shipped definitions, as {@code turnpike check --scenarios} runs them. */
class ShippedScenariosTest {
    @Test
    void every_shipped_scenario_holds() {
        Scenarios shipped = new Scenarios(Path.of("."));
        List<Path> files = shipped.files();
        assertThat(files).hasSizeGreaterThan(9);
        try (ScratchDatabases databases = TestDatabase.scratch()) {
            List<ScenarioOutcome> outcomes = shipped.run(files, databases, outcome -> {});

            assertThat(outcomes.stream()
                            .flatMap(outcome -> outcome.failures().stream())
                            .map(ScenarioOutcome.Failure::render))
                    .isEmpty();
            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.expectations()).isGreaterThan(4));
        }
    }
}
