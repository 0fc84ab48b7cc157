package io.turnpike.cli;

import io.turnpike.jobs.Runs;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a run to stop at the end of the piece it is at. */
@Command(name = "stop", mixinStandardHelpOptions = true, description = "Ask a run to stop at its next safe point.")
final class StopCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Parameters(paramLabel = "RUN", description = "number of the run, as 'turnpike status' shows it")
    private long run;

    StopCommand() {}

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = settings.open()) {
            boolean asked = context.getBean(Runs.class).stop(run);
            spec.commandLine()
                    .getOut()
                    .println(
                            asked ? "run " + run + " stops at the end of its piece" : "run " + run + " is not running");
            return asked ? 0 : Failure.REFUSED;
        }
    }
}
