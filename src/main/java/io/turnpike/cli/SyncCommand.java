package io.turnpike.cli;

import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.accounting.sync.Chosen;
import io.turnpike.accounting.sync.ListedVersion;
import io.turnpike.accounting.sync.RefusedRow;
import io.turnpike.accounting.sync.StateCount;
import io.turnpike.accounting.sync.SyncDesk;
import io.turnpike.accounting.sync.SyncState;
import io.turnpike.jobs.Parameters.BadParameter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after the step with accounting systems. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        subcommands = SyncDriftCommand.class,
        description = {
            "See how records stand with accounting systems, and where both sides differ;",
            "send again or accept what differs; list, retry, dismiss and book rows that could not be taken in."
        },
        footer = {
            "",
            "Each night:  turnpike run sync --period 2026-10",
            "By hand:     turnpike sync status --system accounts",
            "             turnpike sync drift --system accounts --operator meridian --period 2026-10",
            "             turnpike sync resend --system accounts",
            "             turnpike sync accept --system accounts --key invoice/2026/26-0000001 --agent anna --reason"
                    + " 'agreed'"
        })
final class SyncCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    SyncCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say status, versions, drift, resend, accept, refused, retry, dismiss or book");
    }

    /** Which differences. */
    static final class Selected {
        @Option(names = "--operator", paramLabel = "CODE", description = "only this operator's")
        private @Nullable String operator;

        @Option(names = "--content", description = "only documents, payments or counterparties")
        private @Nullable String content;

        @Option(
                names = "--side",
                description = "only where this side left what was agreed: ours, theirs, both, unknown")
        private @Nullable String side;

        @Option(
                names = "--key",
                split = ",",
                paramLabel = "KEY",
                description = "only these records, as they are listed: invoice/2026/26-0000001")
        private List<String> keys = new ArrayList<>();

        Selected() {}

        Chosen chosen(ConfigurableApplicationContext context) {
            if (operator != null) {
                context.getBean(OwnRecords.class).owner(operator);
            }
            check("--content", content, List.of("documents", "payments", "counterparties"));
            check("--side", side, List.of("ours", "theirs", "both", "unknown"));
            return new Chosen(operator, content, side, keys);
        }

        private static void check(String option, @Nullable String given, List<String> words) {
            if (given != null && !words.contains(given)) {
                throw new BadParameter(option + ": '" + given + "': write " + String.join(", ", words));
            }
        }

        boolean narrows() {
            return operator != null || content != null || side != null || !keys.isEmpty();
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Count the versions of records by what became of them at an accounting system.")
    int status(
            @Mixin Settings settings,
            @Option(names = "--system", description = "only this one (default: all)") @Nullable String system) {
        try (ConfigurableApplicationContext context = settings.open()) {
            SyncDesk desk = context.getBean(SyncDesk.class);
            for (String each : system == null ? desk.systems() : List.of(desk.system(system))) {
                List<StateCount> states = desk.states(each);
                out().println(each + (states.isEmpty() ? ": nothing was sent to it or came from it" : ""));
                states.forEach(state -> out().printf(
                                Locale.ROOT,
                                "  %-12s %-15s %-9s %10d  since %s%n",
                                state.operator(),
                                state.content(),
                                state.state(),
                                state.versions(),
                                state.oldest()));
            }
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "List the versions of a record, or those in a state.")
    int versions(
            @Mixin Settings settings,
            @Option(names = "--system", required = true, description = "the accounting system") String system,
            @Option(names = "--key", description = "of this record: invoice/2026/26-0000001") @Nullable String key,
            @Option(names = "--state", description = "new, sent, accepted, rejected, changed or deleted") @Nullable String state,
            @Option(names = "--most", defaultValue = "20", description = "versions to list (default: ${DEFAULT-VALUE})")
                    int most) {
        SyncState wanted = state == null
                ? null
                : SyncState.ofWord(state)
                        .orElseThrow(() -> new BadParameter("--state: '" + state + "': write one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(SyncState.values())
                                                .map(SyncState::word)
                                                .toList())));
        try (ConfigurableApplicationContext context = settings.open()) {
            SyncDesk desk = context.getBean(SyncDesk.class);
            List<ListedVersion> found = desk.versions(desk.system(system), key, wanted, most);
            if (found.isEmpty()) {
                out().println("no version matches");
            }
            found.forEach(each -> out().printf(
                            Locale.ROOT,
                            "%-12s %-40s v%-3d %-9s sent %d%s%s%n",
                            each.operator(),
                            each.key(),
                            each.version(),
                            each.state(),
                            each.timesSent(),
                            each.file() == null ? "" : "  " + each.file(),
                            each.reason() == null ? "" : "  " + each.reason()));
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Send again, as we have it, what the last comparison found to differ; --rejected: what they rejected.",
                "The files are written at once."
            })
    int resend(
            @Mixin Settings settings,
            @Option(names = "--system", required = true, description = "the accounting system") String system,
            @Mixin Selected selected,
            @Option(names = "--rejected", description = "what they rejected instead of what differs")
                    boolean rejected) {
        try (ConfigurableApplicationContext context = settings.open()) {
            SyncDesk desk = context.getBean(SyncDesk.class);
            Chosen chosen = selected.chosen(context);
            SyncDesk.Resent resent = desk.resend(desk.system(system), chosen, rejected);
            if (resent.records().isEmpty()) {
                out().println("nothing to send again");
                return 0;
            }
            resent.records()
                    .forEach((content, records) -> out().println(content + ": " + records + " to be sent again"));
            int code = 0;
            for (String export : resent.exports()) {
                Map<String, String> values = new TreeMap<>(Map.of("name", export, "period", resent.period()));
                Optional.ofNullable(chosen.operator()).ifPresent(operator -> values.put("operator", operator));
                code = Math.max(code, ExportCommand.run(context, settings, out(), values));
            }
            return code;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Accept what the last comparison found to differ: customers take what they have there, of all else it"
                        + " is",
                "remembered that both sides know where they differ. It comes up again when either side changes."
            })
    void accept(
            @Mixin Settings settings,
            @Option(names = "--system", required = true, description = "the accounting system") String system,
            @Mixin Selected selected,
            @Option(names = "--all", description = "all that was found; needed where nothing else is chosen")
                    boolean all,
            @Mixin PaymentsCommand.By by) {
        if (!all && !selected.narrows()) {
            throw new BadParameter("choose by --key, --side, --content or --operator, or say --all");
        }
        try (ConfigurableApplicationContext context = settings.open()) {
            SyncDesk desk = context.getBean(SyncDesk.class);
            SyncDesk.Accepted accepted = desk.accept(
                    desk.system(system),
                    selected.chosen(context),
                    by.signed().agent(),
                    by.signed().reason());
            out().println(accepted.differences() + " differences accepted, " + accepted.customers()
                    + " customers changed");
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "List rows of files of accounting systems that could not be taken in, or show one.")
    int refused(
            @Mixin Settings settings,
            @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "show this one as it came") @Nullable Long number,
            @Option(names = "--after", description = "begin behind this number: the last one of the page before")
                    long after,
            @Option(names = "--most", defaultValue = "20", description = "rows to list (default: ${DEFAULT-VALUE})")
                    int most) {
        try (ConfigurableApplicationContext context = settings.open()) {
            SyncDesk desk = context.getBean(SyncDesk.class);
            if (number != null) {
                RefusedRow row = desk.refusedRow(number);
                out().println(row.refusedId() + "  " + row.file() + ":" + row.lineNumber() + " (" + row.definition()
                        + "), tried again " + row.tries() + " times");
                out().println("  reason  " + row.reason());
                out().println("  row     " + row.raw());
                return 0;
            }
            List<RefusedRow> page = desk.refused(after, most);
            if (page.isEmpty()) {
                out().println("no row waits");
            }
            page.forEach(row -> out().printf(
                            Locale.ROOT,
                            "%8d  %s:%d  %s%n",
                            row.refusedId(),
                            row.file(),
                            row.lineNumber(),
                            row.reason()));
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Try rows that could not be taken in again, after the cause was mended.")
    int retry(@Mixin Settings settings) {
        long left = 0;
        try (ConfigurableApplicationContext context = settings.open()) {
            SyncDesk desk = context.getBean(SyncDesk.class);
            long settled = 0;
            long after = 0;
            for (List<RefusedRow> page = desk.refused(after, 100); !page.isEmpty(); page = desk.refused(after, 100)) {
                for (RefusedRow row : page) {
                    Optional<String> wrong = desk.retry(row);
                    wrong.ifPresent(reason -> out().println(row.refusedId() + "  " + reason));
                    left += wrong.isPresent() ? 1 : 0;
                    settled += wrong.isPresent() ? 0 : 1;
                    after = row.refusedId();
                }
            }
            out().println(settled + " rows taken in, " + left + " wait on");
        }
        return left == 0 ? 0 : Failure.FAILED;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Decide that rows are never taken in. One that may be a payment which came another way is known to be that",
                "payment from then on."
            })
    void dismiss(
            @Mixin Settings settings,
            @Parameters(arity = "1..*", paramLabel = "NUMBER", description = "as 'sync refused' shows it")
                    List<Long> numbers,
            @Mixin PaymentsCommand.By by) {
        try (ConfigurableApplicationContext context = settings.open()) {
            SyncDesk desk = context.getBean(SyncDesk.class);
            for (long number : numbers) {
                desk.dismiss(
                        desk.refusedRow(number),
                        by.signed().agent(),
                        by.signed().reason());
                out().println("dismissed " + number);
            }
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Book rows that may be payments which came another way: they are other ones.")
    void book(
            @Mixin Settings settings,
            @Parameters(arity = "1..*", paramLabel = "NUMBER", description = "as 'sync refused' shows it")
                    List<Long> numbers,
            @Mixin PaymentsCommand.By by) {
        try (ConfigurableApplicationContext context = settings.open()) {
            SyncDesk desk = context.getBean(SyncDesk.class);
            for (long number : numbers) {
                desk.book(
                        desk.refusedRow(number),
                        by.signed().agent(),
                        by.signed().reason());
                out().println("booked " + number);
            }
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
