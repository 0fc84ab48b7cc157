package io.turnpike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.jobs.Runs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunReportTest {
    private final StringWriter told = new StringWriter();
    private final RunReport report = new RunReport(new PrintWriter(told));

    private int show(String... refusedBefore) {
        return report.show(
                new Runs.Outcome(7, "completed", Optional.empty(), List.of(), List.of(refusedBefore), List.of()));
    }

    @Test
    void a_run_that_took_everything_in_is_a_success() {
        report.stepBegins("import-payments").note("100 rows");
        assertThat(show()).isZero();
        assertThat(told.toString()).endsWith("run 7 completed" + System.lineSeparator());
    }

    @Test
    void a_run_that_refused_a_file_is_none_though_it_went_to_its_end() {
        report.stepBegins("import-payments").refused("day.txt is refused");
        assertThat(show()).isEqualTo(Failure.FAILED);
        assertThat(told.toString()).endsWith("run 7 completed, refused a file" + System.lineSeparator());
    }

    @Test
    void a_run_that_went_on_with_one_that_refused_a_file_is_none_either() {
        report.stepBegins("import-payments").note("100 rows");
        assertThat(show("day.txt is refused")).isEqualTo(Failure.FAILED);
        assertThat(told.toString())
                .contains("  WARNING before the restart: day.txt is refused")
                .endsWith("run 7 completed, refused a file" + System.lineSeparator());
    }
}
