package io.turnpike.cli;

import io.turnpike.charging.CallIntake;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Measure;
import io.turnpike.mediation.files.SequenceGap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;

/** What a run took in, as lines: control totals by format, files that are not as they should be, and gaps in sequences. */
final class IntakeLines {
    /** Of many alike: who has more to mend looks at the files. */
    private static final int MOST_LINES = 20;

    private IntakeLines() {}

    static List<String> of(ConfigurableApplicationContext context, long runId) {
        CallIntake.Intake intake = context.getBean(CallIntake.class).ofRun(runId);
        List<String> lines = new ArrayList<>();
        intake.formats()
                .forEach(each -> lines.addAll(figures(
                        each.format() + ", " + each.files() + (each.files() == 1 ? " file" : " files"),
                        each.totals())));
        boolean elsewhere = !intake.elsewhere().equals(ControlTotals.NONE);
        if (elsewhere) {
            lines.addAll(figures("changed in files taken in before", intake.elsewhere()));
        }
        if (intake.formats().size() > (elsewhere ? 0 : 1)) {
            lines.addAll(figures("all", intake.totals()));
        }
        List<String> warnings = new ArrayList<>();
        intake.doubtful().stream()
                .filter(file -> !file.state().equals("refused")) // told by the run, whoever went on with it
                .forEach(file -> warnings.add("WARNING " + file.name() + " (" + file.format() + ") is " + file.state()
                        + file.reason().map(reason -> ": " + reason).orElse(" up to here, not to its end")));
        intake.missing()
                .forEach(each -> warnings.add("WARNING " + each.series().format()
                        + (each.series().series().isEmpty()
                                ? ""
                                : " " + each.series().series())
                        + ": "
                        + each.gaps().stream()
                                .limit(MOST_LINES)
                                .map(SequenceGap::text)
                                .collect(Collectors.joining(", "))));
        lines.addAll(warnings.subList(0, Math.min(warnings.size(), MOST_LINES)));
        if (warnings.size() > MOST_LINES) {
            lines.add("and " + (warnings.size() - MOST_LINES) + " more warnings like these");
        }
        return lines;
    }

    /** One line a measure in which there is anything, and what the rated usage cost. */
    private static List<String> figures(String name, ControlTotals totals) {
        List<String> lines = new ArrayList<>();
        for (Measure measure : totals.measures()) {
            lines.add((measure == Measure.RECORDS ? name + ": " : "  ") + measure.word() + " "
                    + totals.equation(measure));
        }
        if (totals.bothSidesBytes() != 0) {
            lines.add("  of the rated bytes " + totals.bothSidesBytes() + " count for two services");
        }
        if (!totals.amountMicros().isEmpty()) {
            lines.add("  charged " + Micros.text(totals.amountMicros()));
        }
        return lines;
    }
}
