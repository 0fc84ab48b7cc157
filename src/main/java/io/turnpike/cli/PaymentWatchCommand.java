package io.turnpike.cli;

import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Runs;
import io.turnpike.payments.pickup.Pickup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fetches and takes in payment files as they come. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Fetch payment files from the servers of readers/*/pickup.yaml into the inbox, and take in",
            "what lies there as soon as it has stopped growing. Goes on until it is stopped (Ctrl-C, SIGTERM)."
        },
        footer = {
            "",
            "A file that was taken in is moved to taken/SOURCE, a refused one to refused/SOURCE with its reason beside it.",
            "From cron, every ten minutes:  turnpike payments watch --once",
            "As a service of systemd:       ExecStart=turnpike payments watch"
        })
final class PaymentWatchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(names = "--once", description = "end when nothing is left to take in; exit code 1 where something failed")
    private boolean once;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "between two looks (default: ${DEFAULT-VALUE})")
    private int everySeconds;

    @Option(
            names = "--quiet",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "a file that has not changed for so long has come whole (default: ${DEFAULT-VALUE})")
    private int quietSeconds;

    PaymentWatchCommand() {}

    @Override
    public Integer call() {
        if (everySeconds < 1 || quietSeconds < 1) {
            throw new Parameters.BadParameter("--every and --quiet: write a number of seconds, 1 or more");
        }
        try (ConfigurableApplicationContext context = settings.open()) {
            JobFile job = Jobs.find(Jobs.load(context, settings), "import-payments");
            Taking taking = new Taking(context, job, spec.commandLine().getOut(), new AtomicBoolean());
            boolean ok = context.getBean(Pickup.class)
                    .watch(Duration.ofSeconds(everySeconds), Duration.ofSeconds(quietSeconds), once, taking);
            return ok && !taking.refused.get() ? 0 : Failure.FAILED;
        }
    }

    /**
     * Each file is a run of the job, so that it is listed, can be stopped, and is gone on with after a crash.
     *
     * @param refused whether a file was refused and put away: the others are taken in all the same
     */
    private record Taking(ConfigurableApplicationContext context, JobFile job, PrintWriter out, AtomicBoolean refused)
            implements Pickup.Intake {
        @Override
        public boolean take(String source, Path file) {
            RunReport report = new RunReport(out);
            try {
                Runs.Outcome outcome = context.getBean(Runs.class)
                        .start(job, new Parameters(Map.of("file", file.toString(), "format", source)), report);
                boolean completed = outcome.state().equals("completed");
                if (report.show(outcome) != 0 && completed) {
                    refused.set(true);
                }
                return completed;
            } catch (Runs.RunRefused e) {
                note(file.getFileName() + " waits: " + e.getMessage());
                return false;
            }
        }

        @Override
        public void note(String fact) {
            out.println(fact);
            out.flush();
        }
    }
}
