package io.turnpike.cli;

import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.StepKind;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists jobs and the step kinds they can be composed of. */
@Command(name = "jobs", mixinStandardHelpOptions = true, description = "List the jobs, their parameters and steps.")
final class JobsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(names = "--steps", description = "list the kinds of steps a job can be composed of")
    private boolean steps;

    JobsCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (ConfigurableApplicationContext context = settings.open()) {
            if (steps) {
                context.getBeansOfType(StepKind.class).values().stream()
                        .sorted(Comparator.comparing(StepKind::word))
                        .forEach(kind -> out.printf("%-18s %s%n%s", kind.word(), kind.summary(), options(kind)));
                return 0;
            }
            for (JobFile job : Jobs.load(context, settings).values()) {
                out.printf("%-18s %s%n", job.name(), job.title());
                job.parameters()
                        .forEach(parameter -> out.printf(
                                "    --%-14s %s%s%n",
                                parameter.name(), parameter.help(), parameter.required() ? " (required)" : ""));
                job.steps()
                        .forEach(step -> out.printf(
                                "    %-16s %s%n",
                                step.name(), step.partitions() > 1 ? step.partitions() + " partitions" : ""));
            }
        }
        return 0;
    }

    private static String options(StepKind kind) {
        String options = kind.options().stream()
                .map(option -> option.name() + (option.required() ? " (needed)" : ""))
                .collect(Collectors.joining(", "));
        return options.isEmpty() ? "" : String.format(Locale.ROOT, "%-18s options: %s%n", "", options);
    }
}
