package io.turnpike.cli;

import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.jobs.Run;
import io.turnpike.jobs.Runs;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run that failed, was stopped, or lost its owner. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Go on with a run that failed, was stopped or was killed; finished work is not done again.")
final class RestartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Parameters(paramLabel = "RUN", description = "number of the run, as 'turnpike status' shows it")
    private long run;

    RestartCommand() {}

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = settings.open()) {
            Runs runs = context.getBean(Runs.class);
            Run old = runs.find(run)
                    .orElseThrow(() -> new BadParameter("there is no run " + run + ": 'turnpike status' lists them"));
            RunReport report = new RunReport(spec.commandLine().getOut());
            Runs.Outcome outcome = runs.restart(old, Jobs.find(Jobs.load(context, settings), old.job()), report);
            return report.show(outcome, IntakeLines.of(context, outcome.runId()));
        }
    }
}
