package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedRatingRulesTest {
    private static final Path FOLDER = Path.of(System.getProperty("turnpike.home", "."), "rating-rules");

    @Test
    void shipped_plans_have_no_mistakes_and_all_their_examples_hold() {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(FOLDER, problems);
        assertThat(problems.render()).isEmpty();

        List<ExampleOutcome> outcomes = new ExamplesRunner(catalog, Map.of()).runAll(FOLDER);

        assertThat(outcomes).hasSizeGreaterThan(50);
        assertThat(outcomes.stream().filter(it -> !it.passed()).map(ExampleOutcome::render))
                .isEmpty();
    }

    @Test
    void every_shipped_plan_has_examples() {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(FOLDER, problems);
        assertThat(catalog.plans())
                .allSatisfy(plan -> assertThat(CommonRules.files(FOLDER.resolve(plan), ".examples"))
                        .as(plan)
                        .isNotEmpty());
    }
}
