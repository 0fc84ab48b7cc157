package io.turnpike.cli;

import io.turnpike.charging.CallIntake;
import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.jobs.Runs;
import io.turnpike.mediation.suspense.ListedDuplicate;
import io.turnpike.mediation.suspense.SuspendedRecord;
import io.turnpike.mediation.suspense.Suspense;
import io.turnpike.mediation.suspense.SuspenseReason;
import io.turnpike.mediation.traffic.TrafficChunks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after records that could not be read, identified or rated. */
@Command(
        name = "suspense",
        mixinStandardHelpOptions = true,
        subcommands = SuspenseTrafficCommand.class,
        description = "List, show, retry, discard and export records that could not be charged; list duplicates.",
        footer = {"", "docs/operating/suspense.md names the reasons and what mends them."})
final class SuspenseCommand implements Runnable {
    static final String RETRY_JOB = "retry-suspense";

    private static final int SECOND_PRECISION_CHARS = 19;

    @Spec
    private CommandSpec spec;

    SuspenseCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say list, show, retry, discard, export, duplicates or traffic");
    }

    /** Which records. */
    static final class Narrowed {
        @Option(names = "--reason", description = "only records with this reason; several with commas between")
        private @Nullable String reason;

        @Option(names = "--format", description = "only records of this reader")
        private @Nullable String format;

        Narrowed() {}

        @Nullable String reason() {
            return reason;
        }

        @Nullable String format() {
            return format;
        }

        /** Refuses a reason or a reader that there is none of. */
        void check(ConfigurableApplicationContext context) {
            if (reason != null) {
                for (String each : reason.split(",", -1)) {
                    SuspenseReasons.check(each, context.getBean(Suspense.class));
                }
            }
            if (format != null) {
                Set<String> readers =
                        new TreeSet<>(context.getBean(Suspense.class).formats()); // though it has gone by now
                readers.addAll(context.getBean(CallIntake.class).readers());
                if (!readers.contains(format)) {
                    throw new BadParameter(
                            "--format: no reader '" + format + "': " + Suggestion.remedy(format, readers));
                }
            }
        }

        Map<String, String> parameters() {
            Map<String, String> values = new TreeMap<>();
            if (reason != null) {
                values.put("reason", reason);
            }
            if (format != null) {
                values.put("format", format);
            }
            return values;
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "List open records, and how many there are of each reason.")
    int list(
            @Mixin Settings settings,
            @Mixin Narrowed narrowed,
            @Option(names = "--after", description = "begin behind this number: the last one of the page before")
                    long after,
            @Option(names = "--most", defaultValue = "20", description = "records to list (default: ${DEFAULT-VALUE})")
                    int most) {
        PrintWriter out = out();
        try (ConfigurableApplicationContext context = settings.open()) {
            narrowed.check(context);
            Suspense suspense = context.getBean(Suspense.class);
            List<SuspenseReason> reasons = suspense.reasons(narrowed.reason(), narrowed.format());
            if (reasons.isEmpty()) {
                out.println("nothing " + (narrowed.parameters().isEmpty() ? "" : "of that ") + "is in suspense");
            }
            reasons.forEach(reason -> out.printf(
                    "%8d  %-22s such as: %s%n", reason.records(), reason.reason(), ShownText.of(reason.example())));
            List<SuspendedRecord> page = suspense.open(narrowed.reason(), narrowed.format(), after, most);
            if (page.isEmpty() && !reasons.isEmpty()) {
                out.println();
                out.println("no open record has this reason and format, or none is left behind --after");
            }
            if (!page.isEmpty()) {
                out.printf("%n%8s  %-22s %-20s %5s  %s%n", "number", "reason", "usage (UTC)", "tries", "file:line");
            }
            page.forEach(record -> out.printf(
                    "%8d  %-22s %-20s %5d  %s:%d%n",
                    record.suspenseId(),
                    record.reason(),
                    time(record.usageTime()),
                    record.tries(),
                    record.file(),
                    record.line()));
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Show one record as it came, and why it waits.")
    int show(
            @Mixin Settings settings,
            @Parameters(paramLabel = "NUMBER", description = "as 'suspense list' shows it") long number) {
        PrintWriter out = out();
        try (ConfigurableApplicationContext context = settings.open()) {
            SuspendedRecord record = find(context.getBean(Suspense.class), number);
            out.println(record.suspenseId() + "  " + record.state() + ", " + record.reason() + ": "
                    + ShownText.of(record.detail()));
            out.println("  file    " + record.file() + ":" + record.line() + " (" + record.format() + ")");
            out.println("  usage   " + (record.usageTime() == null ? "could not be read" : record.usageTime()));
            out.println("  waits   since " + record.suspendedAt() + ", tried " + record.tries() + " times");
            if (record.note() != null) {
                out.println("  note    " + record.note());
            }
            if (record.header() != null) {
                out.println("  header  " + ShownText.of(record.header()));
            }
            String text = SuspenseCsv.text(record.raw());
            out.println("  record  " + ShownText.of(text));
            if (ShownText.isCut(text)) {
                out.printf(
                        Locale.ROOT,
                        "          cut: it has %,d bytes; 'turnpike suspense export' writes all of them%n",
                        record.raw().length);
            }
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Try records again after the cause was mended; the same as 'turnpike run retry-suspense'.")
    int retry(@Mixin Settings settings, @Mixin Narrowed narrowed) {
        try (ConfigurableApplicationContext context = settings.open()) {
            narrowed.check(context);
            JobFile job = Jobs.find(Jobs.load(context, settings), RETRY_JOB);
            RunReport report = new RunReport(out());
            return report.show(context.getBean(Runs.class)
                    .start(job, new io.turnpike.jobs.Parameters(narrowed.parameters()), report));
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Decide that records are never charged; they are kept with the reason given.")
    int discard(
            @Mixin Settings settings,
            @Option(names = "--because", required = true, description = "why, for those who ask later") String because,
            @Parameters(arity = "1..*", paramLabel = "NUMBER", description = "as 'suspense list' shows it")
                    List<Long> numbers) {
        int refused = 0;
        try (ConfigurableApplicationContext context = settings.open()) {
            Suspense suspense = context.getBean(Suspense.class);
            for (long number : numbers) {
                SuspendedRecord record = find(suspense, number);
                if (suspense.discard(number, because)) {
                    out().println("discarded " + number + " (" + record.file() + ":" + record.line() + ")");
                } else {
                    refused++;
                    spec.commandLine().getErr().println(number + " is " + record.state() + " and stays so");
                }
            }
        }
        return refused == 0 ? 0 : Failure.FAILED;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Write open records as CSV with their reasons, for the one who can mend them.")
    int export(
            @Mixin Settings settings,
            @Mixin Narrowed narrowed,
            @Parameters(paramLabel = "FILE", description = "CSV file to write") Path file)
            throws IOException {
        try (ConfigurableApplicationContext context = settings.open()) {
            narrowed.check(context);
            long records =
                    new SuspenseCsv(context.getBean(Suspense.class)).write(file, narrowed.reason(), narrowed.format());
            out().println(file + ": " + records + " records");
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "List second deliveries: where each stands, and where the one that counts stands.")
    int duplicates(
            @Mixin Settings settings,
            @Option(names = "--most", defaultValue = "20", description = "records to list (default: ${DEFAULT-VALUE})")
                    int most) {
        try (ConfigurableApplicationContext context = settings.open()) {
            List<ListedDuplicate> duplicates = context.getBean(Suspense.class).listedDuplicates(most);
            List<TrafficChunks.Duplicate> flows =
                    context.getBean(TrafficChunks.class).duplicates(most);
            if (duplicates.isEmpty() && flows.isEmpty()) {
                out().println("nothing was delivered twice");
            }
            duplicates.forEach(duplicate -> out().printf(
                            "%-20s %s:%d is %s:%d%n",
                            time(duplicate.usageTime()),
                            duplicate.file(),
                            duplicate.line(),
                            duplicate.firstFile(),
                            duplicate.firstLine()));
            flows.forEach(each -> out().printf(
                            "%d flows, %d bytes: %s:%d-%d is %s:%d-%d%n",
                            each.records(),
                            each.bytes(),
                            each.file(),
                            each.firstLine(),
                            each.lastLine(),
                            each.originalFile(),
                            each.originalFirstLine(),
                            each.originalLastLine()));
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static SuspendedRecord find(Suspense suspense, long number) {
        return suspense.find(number)
                .orElseThrow(() -> new BadParameter(
                        "there is no record " + number + " in suspense: 'turnpike suspense list' lists them"));
    }

    private static String time(java.time.@Nullable Instant at) {
        return at == null
                ? ""
                : at.toString().substring(0, SECOND_PRECISION_CHARS).replace('T', ' ');
    }
}
