package io.turnpike.cli;

import io.turnpike.accounting.exports.ExportDefinition;
import io.turnpike.accounting.exports.Exports;
import io.turnpike.definitions.Problems;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Runs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes files of the books. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Write documents, payments, customers or postings of a period as files for an accounting system.",
            "Without NAME: list the exports there are."
        },
        footer = {
            "",
            "Exports are defined in document-templates/exports/. One with a 'system' sends each version of a record"
                    + " once;",
            "the others write all of the period each time.",
            "As a job: turnpike run export --name documents-csv --period 2026-10"
        })
final class ExportCommand implements Callable<Integer> {
    private static final String JOB = "export";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @picocli.CommandLine.Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "a folder name under document-templates/exports/")
    private @Nullable String name;

    @Option(names = "--operator", paramLabel = "CODE", description = "only this operator's books")
    private @Nullable String operator;

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            description = "2026-10, 2026-10-05 or 2026-10-01..2026-10-15, the last day included")
    private @Nullable String period;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder for the files (default: books/outbox/ in the data folder)")
    private @Nullable Path out;

    ExportCommand() {}

    @Override
    public Integer call() {
        if (name == null) {
            list();
            return 0;
        }
        Map<String, String> values = new TreeMap<>();
        values.put("name", name);
        if (period == null) {
            throw new Parameters.BadParameter("--period is missing: write a month as 2026-10, or days");
        }
        values.put("period", period);
        if (operator != null) {
            values.put("operator", operator);
        }
        if (out != null) {
            values.put("outbox", out.toString());
        }
        try (ConfigurableApplicationContext context = settings.open()) {
            context.getBean(Exports.class).named(name);
            return run(context, settings, spec.commandLine().getOut(), values);
        }
    }

    /** Runs the job of exports; returns the exit code. */
    static int run(
            ConfigurableApplicationContext context, Settings settings, PrintWriter out, Map<String, String> values) {
        RunReport report = new RunReport(out);
        Runs.Outcome outcome = context.getBean(Runs.class)
                .start(Jobs.find(Jobs.load(context, settings), JOB), new Parameters(values), report);
        return report.show(outcome);
    }

    private void list() {
        Problems problems = new Problems();
        Map<String, ExportDefinition> exports = Exports.load(settings.definitions(), problems);
        problems.throwIfAny();
        exports.values()
                .forEach(export -> spec.commandLine()
                        .getOut()
                        .printf(
                                Locale.ROOT,
                                "%-26s %-15s %-12s %s%n",
                                export.name(),
                                export.content().word(),
                                export.system().orElse("-"),
                                export.about()));
    }
}
