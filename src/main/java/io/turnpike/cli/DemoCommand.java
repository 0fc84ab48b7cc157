package io.turnpike.cli;

import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.DefinitionChecks;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.ImportReport;
import io.turnpike.customers.LineProblem;
import io.turnpike.demo.DemoFiles;
import io.turnpike.demo.DemoMonth;
import io.turnpike.demo.LateEnds;
import io.turnpike.demo.Planted;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Runs;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes two operators with subscribers and a month of usage, and bills the month. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Make two operators with subscribers and a month of usage files, and bill the month before your eyes.",
            "Run again, it goes on where it was broken off, or finds that everything was billed."
        },
        footer = {"", "docs/operating/demo.md says what is in it and where to look."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the month is billed and the control totals add up",
            "1:a run failed, or totals do not add up; the message says which",
            "2:the command line is wrong",
            "3:a definition is wrong"
        })
final class DemoCommand implements Callable<Integer> {
    private static final String JOB = "month";
    private static final String RENDER = "render-documents";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(
            names = "--subscribers",
            paramLabel = "N",
            defaultValue = "5000",
            description = "accounts of both operators together, 20 to 800000 (default: ${DEFAULT-VALUE})")
    private int subscribers;

    @Option(
            names = "--month",
            paramLabel = "YYYY-MM",
            defaultValue = "2026-03",
            description =
                    "the month that is used and billed (default: ${DEFAULT-VALUE}: Berlin changes its clocks in it)")
    private YearMonth month = YearMonth.of(2026, 3);

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "another seed makes other subscribers and usage (default: ${DEFAULT-VALUE})")
    private long seed;

    DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        DemoMonth asked = asked();
        PrintWriter out = spec.commandLine().getOut();
        Planted planted = files(asked, out);
        try (ConfigurableApplicationContext context = settings.openOrCreate()) {
            DemoSummary summary = new DemoSummary(context, settings.data(), asked.through(), out);
            DemoSummary.Figures before = summary.figures();
            if (!customers(context, out)) {
                return Failure.FAILED;
            }
            RunReport report = new RunReport(out);
            Parameters parameters =
                    new Parameters(Map.of("through", asked.through().toString(), "release", "automatic"));
            int code = report.show(context.getBean(Runs.class)
                    .start(Jobs.find(Jobs.load(context, settings), JOB), parameters, report));
            if (code != 0) {
                return code;
            }
            LateEnds ends = new LateEnds(asked);
            if (new DemoCorrections(context).bill(ends, new DemoFiles(settings.data()).lateEnds(ends))) {
                code = report.show(context.getBean(Runs.class)
                        .start(Jobs.find(Jobs.load(context, settings), RENDER), new Parameters(Map.of()), report));
                if (code != 0) {
                    return code;
                }
            }
            boolean good = summary.show(planted, before);
            out.flush();
            return good ? 0 : Failure.FAILED;
        }
    }

    private DemoMonth asked() {
        try {
            return new DemoMonth(subscribers, month, seed);
        } catch (IllegalArgumentException e) {
            throw new Parameters.BadParameter("--" + e.getMessage());
        }
    }

    /** The files of the month, made now or found. */
    private Planted files(DemoMonth asked, PrintWriter out) throws IOException {
        DemoFiles files = new DemoFiles(settings.data());
        Optional<Planted> found;
        try {
            found = files.found(asked);
        } catch (IllegalStateException e) {
            throw new Parameters.BadParameter(String.valueOf(e.getMessage()));
        }
        if (found.isPresent()) {
            out.println("the files of " + asked + " were made before");
            return found.get();
        }
        out.println("making " + asked);
        long started = System.nanoTime();
        Planted planted;
        try (ActivityMeter meter = new ActivityMeter(out)) {
            planted = files.make(asked, meter::at);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        out.printf(
                Locale.ROOT,
                "made %,d files of %,d MB in %.1f s: %,d calls, messages and events, %,d flows%n",
                planted.files(),
                planted.bytes() / 1_000_000,
                seconds,
                planted.calls(),
                planted.flows());
        out.flush();
        return planted;
    }

    private boolean customers(ConfigurableApplicationContext context, PrintWriter out) {
        long started = System.nanoTime();
        ImportReport report;
        try (ActivityMeter meter = new ActivityMeter(out)) {
            report = context.getBean(CustomerImport.class)
                    .run(
                            List.of(new DemoFiles(settings.data()).customers()),
                            ImportOptions.STRICT,
                            meter,
                            context.getBean(DefinitionChecks.class));
        }
        report.problems().stream()
                .map(LineProblem::render)
                .forEach(spec.commandLine().getErr()::println);
        out.printf(
                Locale.ROOT,
                "customers: %,d lines added, %,d changed, %,d refused in %.1f s%n",
                report.added(),
                report.changed(),
                report.refused(),
                (System.nanoTime() - started) / 1e9);
        out.flush();
        return report.refused() == 0;
    }
}
