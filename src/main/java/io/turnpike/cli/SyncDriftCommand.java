package io.turnpike.cli;

import io.turnpike.accounting.BookPeriod;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.own.BooksOwner;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.accounting.sync.Chosen;
import io.turnpike.accounting.sync.Difference;
import io.turnpike.accounting.sync.Drift;
import io.turnpike.accounting.sync.DriftReport;
import io.turnpike.accounting.sync.DriftText;
import io.turnpike.accounting.sync.SyncDesk;
import io.turnpike.accounting.sync.SyncLine;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Runs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares both sides. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        description = {
            "Compare what we have, what they told they have, and what was agreed last, field by field;",
            "tell the first day of divergence and the sums of the days that differ."
        },
        footer = {"", "Exit code 1 says that something differs."})
final class SyncDriftCommand implements Callable<Integer> {
    /** More than any period has. */
    private static final int ALL = 10_000_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(names = "--system", required = true, description = "the accounting system")
    private String system = "";

    @Option(names = "--operator", paramLabel = "CODE", description = "only this operator's books")
    private @Nullable String operator;

    @Option(
            names = "--period",
            required = true,
            description = "2026-10, 2026-10-05 or 2026-10-01..2026-10-15, the last day included")
    private String period = "";

    @Option(names = "--file", description = "their export, taken in first; say its --format too")
    private @Nullable Path file;

    @Option(names = "--format", description = "of --file: a folder name under document-templates/imports/")
    private @Nullable String format;

    @Option(names = "--out", paramLabel = "FILE", description = "write all differences as CSV")
    private @Nullable Path out;

    @Option(names = "--most", defaultValue = "20", description = "differences to show (default: ${DEFAULT-VALUE})")
    private int most;

    SyncDriftCommand() {}

    @Override
    public Integer call() {
        BookPeriod days = BookPeriod.of(period);
        try (ConfigurableApplicationContext context = settings.open()) {
            SyncDesk desk = context.getBean(SyncDesk.class);
            desk.system(system);
            OwnRecords records = context.getBean(OwnRecords.class);
            List<BooksOwner> owners = operator == null ? records.owners() : List.of(records.owner(operator));
            if (file != null && !takeIn(context, file)) {
                return Failure.FAILED;
            }
            long found = 0;
            for (BooksOwner owner : owners) {
                for (Content content : SyncDesk.CONTENTS) {
                    DriftReport report =
                            context.getBean(Drift.class).compare(new SyncLine(system, content, owner), days);
                    DriftText.lines(report, days).forEach(out()::println);
                    found += report.total();
                }
            }
            show(desk, found);
            return found == 0 ? 0 : Failure.FAILED;
        }
    }

    private boolean takeIn(ConfigurableApplicationContext context, Path given) {
        if (format == null) {
            throw new Parameters.BadParameter("--format is missing: name the import of the file");
        }
        RunReport report = new RunReport(out());
        Runs.Outcome outcome = context.getBean(Runs.class)
                .start(
                        Jobs.find(Jobs.load(context, settings), "import-books"),
                        new Parameters(Map.of("file", given.toString(), "format", format)),
                        report);
        return report.show(outcome) == 0;
    }

    private void show(SyncDesk desk, long found) {
        if (found == 0) {
            out().println("both sides have the same");
            return;
        }
        Chosen all = new Chosen(operator, null, null, List.of());
        for (Difference each : desk.differences(system, all, most)) {
            out().printf(
                            Locale.ROOT,
                            "  %s  %-36s %-16s %-7s ours %s, theirs %s, agreed %s%n",
                            each.day() == null ? "-" : each.day(),
                            each.key(),
                            each.field().isEmpty() ? "(record)" : each.field(),
                            each.side(),
                            said(each.ours()),
                            said(each.theirs()),
                            said(each.agreed()));
        }
        if (found > most) {
            out().println("  and " + (found - most) + " more: --out FILE writes all, --most shows more");
        }
        if (out != null) {
            write(desk.differences(system, all, ALL), out);
        }
        out().println("send ours again: turnpike sync resend --system " + system
                + "; let be: turnpike sync accept --system " + system + " --key KEY");
    }

    private static String said(@Nullable String text) {
        return text == null ? "nothing" : "'" + text + "'";
    }

    private void write(List<Difference> differences, Path path) {
        try (CSVPrinter printer =
                new CSVPrinter(Files.newBufferedWriter(path, StandardCharsets.UTF_8), CSVFormat.RFC4180)) {
            printer.printRecord("operator", "content", "key", "day", "field", "side", "ours", "theirs", "agreed");
            for (Difference each : differences) {
                printer.printRecord(
                        each.operator(),
                        each.content(),
                        each.key(),
                        Objects.requireNonNullElse(each.day(), ""),
                        each.field(),
                        each.side(),
                        each.ours(),
                        each.theirs(),
                        each.agreed());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
        out().println(differences.size() + " differences in " + path);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
