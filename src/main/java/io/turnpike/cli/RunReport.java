package io.turnpike.cli;

import io.turnpike.jobs.Progress;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a run on a terminal by bars, elsewhere by plain lines, and its end by a summary. */
final class RunReport implements RunWatcher {
    private static final Pattern FIGURES = Pattern.compile("\\d+");
    private static final int MOST_ALIKE = 5;
    private static final int SHOWN_OF_MANY = 2;
    private static final int MOST_CHANGED = 10;

    private final PrintWriter out;
    private final boolean terminal;
    private final Map<String, StepMeter> steps = new ConcurrentHashMap<>();

    RunReport(PrintWriter out) {
        this.out = out;
        this.terminal =
                Boolean.getBoolean("turnpike.terminal"); // the launcher looks: Java does not say it alike everywhere
    }

    @Override
    public Progress stepBegins(String step) {
        StepMeter meter = new StepMeter(step, out, terminal);
        steps.put(step, meter);
        return meter;
    }

    @Override
    public void stepEnds(String step) {
        StepMeter meter = steps.get(step);
        if (meter != null) {
            meter.end();
        }
    }

    /** Prints how a run ended that took in nothing, or whose intake is shown elsewhere; returns the exit code. */
    int show(Runs.Outcome outcome) {
        return show(outcome, List.of());
    }

    /**
     * Prints how the run ended; returns the exit code: not that of success where a file was refused, by this run or by one that it goes
     * on with, so that a script sees it.
     *
     * @param intake what it took in
     */
    int show(Runs.Outcome outcome, List<String> intake) {
        out.println();
        out.printf("%-20s %-10s %12s %10s %14s%n", "step", "state", "units", "time", "rate");
        for (StepRecord step : outcome.steps()) {
            StepMeter meter = steps.get(step.name());
            out.printf(
                    Locale.ROOT,
                    "%-20s %-10s %12s %10s %14s%n",
                    step.name(),
                    step.state(),
                    meter == null ? "" : meter.units(),
                    seconds(step.took()),
                    meter == null ? "" : meter.rate(step.took()));
        }
        outcome.steps().forEach(step -> notes(steps.get(step.name())));
        intake.forEach(line -> out.println("  " + line));
        changedDefinitions(outcome.changed()).ifPresent(line -> out.println("  " + line));
        boolean stopped = outcome.state().equals("stopped");
        outcome.message().filter(message -> !stopped).ifPresent(message -> out.println("  " + message));
        boolean completed = outcome.state().equals("completed");
        outcome.refusedBefore().forEach(fact -> out.println("  WARNING before the restart: " + fact));
        int refused = steps.values().stream().mapToInt(StepMeter::refused).sum()
                + outcome.refusedBefore().size();
        out.printf(
                "run %d %s%s%n",
                outcome.runId(),
                outcome.state(),
                refused == 0 ? "" : ", refused " + (refused == 1 ? "a file" : refused + " files"));
        if (!completed) {
            out.printf("%sgo on with: turnpike restart %d%n", stopped ? "" : "mend the cause and ", outcome.runId());
        }
        out.flush();
        return completed && refused == 0 ? 0 : Failure.FAILED;
    }

    /** What is told where definitions were changed between an interruption and the restart. */
    static Optional<String> changedDefinitions(List<String> changed) {
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "WARNING definitions were changed since the interrupted run began; what it had committed was made by the old ones: "
                                + changed.stream().limit(MOST_CHANGED).collect(Collectors.joining(", "))
                                + (changed.size() > MOST_CHANGED
                                        ? " and " + (changed.size() - MOST_CHANGED) + " more"
                                        : ""));
    }

    /** What a step had to say; of many lines that differ only in their figures the first ones. */
    private void notes(@Nullable StepMeter meter) {
        if (meter == null) {
            return;
        }
        Map<String, List<String>> alike = new LinkedHashMap<>();
        for (String note : meter.notes()) {
            alike.computeIfAbsent(FIGURES.matcher(note).replaceAll("0"), shape -> new ArrayList<>())
                    .add(note);
        }
        for (List<String> notes : alike.values()) {
            boolean all = notes.size() <= MOST_ALIKE;
            notes.subList(0, all ? notes.size() : SHOWN_OF_MANY).forEach(note -> out.println("  " + note));
            if (!all) {
                out.println("    and " + (notes.size() - SHOWN_OF_MANY) + " more like these");
            }
        }
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
