package io.turnpike.cli;

import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Run;
import io.turnpike.jobs.Runs;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the latest runs, or shows one with its steps. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show the latest runs, or one run with its steps.")
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%6s  %-16s %-10s %-20s %-20s %s%n";
    private static final int SECOND_PRECISION_CHARS = 19;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @picocli.CommandLine.Parameters(arity = "0..1", paramLabel = "RUN", description = "number of a run")
    private @Nullable Long run;

    @Option(names = "--most", description = "runs to list (default: ${DEFAULT-VALUE})")
    private int most = 20;

    StatusCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context = settings.open()) {
            Runs runs = context.getBean(Runs.class);
            if (run != null) {
                show(out, runs, run);
                IntakeLines.of(context, run).forEach(line -> out.println("        " + line));
            } else {
                out.printf(ROW, "run", "job", "state", "started (UTC)", "ended (UTC)", "message");
                runs.latest(most).forEach(each -> row(out, each));
            }
        }
        return 0;
    }

    private static void show(PrintWriter out, Runs runs, long number) {
        Run found = runs.find(number)
                .orElseThrow(() ->
                        new Parameters.BadParameter("there is no run " + number + ": 'turnpike status' lists them"));
        row(out, found);
        found.parameters().lines().forEach(line -> out.println("        --" + line.replaceFirst("=", " ")));
        runs.steps(found)
                .forEach(step -> out.printf(
                        Locale.ROOT,
                        "        %-20s %-10s %.1f s%n",
                        step.name(),
                        step.state(),
                        step.took().toMillis() / 1000.0));
        runs.refused(found).forEach(fact -> out.println("        WARNING " + fact));
        RunReport.changedDefinitions(runs.changedDefinitions(found)).ifPresent(line -> out.println("        " + line));
    }

    private static void row(PrintWriter out, Run run) {
        String state = run.isRunning() && run.leaseExpired() ? "owner gone" : run.state();
        out.printf(
                ROW,
                run.runId(),
                run.job(),
                state,
                run.startedAt().toString().substring(0, SECOND_PRECISION_CHARS),
                run.finishedAt() == null ? "" : run.finishedAt().toString().substring(0, SECOND_PRECISION_CHARS),
                run.message() == null ? "" : run.message().lines().findFirst().orElse(""));
    }
}
