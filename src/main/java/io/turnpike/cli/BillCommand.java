package io.turnpike.cli;

import io.turnpike.charging.AccountCharging;
import io.turnpike.charging.ChargeBatches;
import io.turnpike.invoicing.BillRelease;
import io.turnpike.invoicing.BillRun;
import io.turnpike.invoicing.BillRunReport;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.jobs.Parameters;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Bill runs by hand: drafted, looked at, released or discarded; one account outside its cycle. */
@Command(
        name = "bill",
        mixinStandardHelpOptions = true,
        description = {
            "Draft, look at, release and discard bill runs; bill accounts outside their cycle.",
            "Without a word: bill the accounts of --account through --through, as a draft."
        },
        footer = {
            "",
            "A month by hand:  turnpike bill run --operator meridian --through 2026-04-01",
            "                  turnpike bill show 7",
            "                  turnpike bill release 7",
            "One account now:  turnpike bill --operator meridian --account 100200 --through 2026-04-15"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing to do",
            "1:refused by the state of the run or the books; the message says why",
            "2:the command line is wrong",
            "3:a definition is wrong"
        })
final class BillCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(names = "--operator", paramLabel = "CODE", description = "the operator whose accounts are billed")
    private @Nullable String operator;

    @Option(
            names = "--account",
            paramLabel = "NUMBER",
            split = ",",
            description = "accounts to bill outside their cycle")
    private @Nullable List<String> accounts;

    @Option(
            names = "--through",
            paramLabel = "DAY",
            description = "usage before this day, fees due up to and on it (default: today in the operator's zone)")
    private @Nullable LocalDate through;

    @Option(
            names = "--past-period",
            description = "bill what came late for the accounts' last billed period, in documents of its own")
    private boolean pastPeriod;

    BillCommand() {}

    @Override
    public void run() {
        if (accounts == null || operator == null) {
            throw new ParameterException(
                    spec.commandLine(), "say run, list, show, release or discard, or --operator and --account");
        }
        try (ConfigurableApplicationContext context = settings.open()) {
            BillRuns runs = context.getBean(BillRuns.class);
            String code = Choices.operator(runs, operator);
            LocalDate day = through != null ? through : Choices.today(context, code);
            AccountCharging charging = context.getBean(AccountCharging.class);
            List<Long> ids = charging.accounts(code, accounts);
            if (ids.size() != accounts.size()) {
                throw new Parameters.BadParameter("--account: of " + accounts + " operator " + code + " has "
                        + ids.size() + ": check the numbers with 'turnpike customers export accounts.csv'");
            }
            ids.forEach(id ->
                    charging.chargeThrough(id, day).forEach(spec.commandLine().getErr()::println));
            int cutoff = context.getBean(ChargeBatches.class).cutoff();
            BillRun opened = pastPeriod
                    ? runs.openPastPeriod(code, day, cutoff, accounts)
                    : runs.openAccounts(code, day, cutoff, accounts);
            BillRun drafted = runs.draft(opened.billRunId());
            if (context.getBean(BillRunReport.class).totals(drafted.billRunId()).bills() == 0) {
                // an empty draft would keep the accounts from their next cycle
                runs.discard(drafted.billRunId());
                out().println("nothing is due of accounts " + accounts + " through " + day + " that was not billed");
                return;
            }
            new BillRunView(context, out()).show(drafted, BillRunView.FEW_OUTLIERS);
        }
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description =
                    "Draft the bills of an operator for what is due through a day; an open draft is gone on with.")
    int draft(
            @Mixin Settings settings,
            @Option(
                            names = "--operator",
                            required = true,
                            paramLabel = "CODE",
                            description = "whose accounts are billed")
                    String operator,
            @Option(
                            names = "--through",
                            required = true,
                            paramLabel = "DAY",
                            description = "usage before this day, fees due up to and on it")
                    LocalDate through) {
        try (ConfigurableApplicationContext context = settings.open()) {
            BillRuns runs = context.getBean(BillRuns.class);
            int cutoff = context.getBean(ChargeBatches.class).cutoff();
            String code = Choices.operator(runs, operator);
            Optional<BillRun> run = runs.openIfDue(code, through, cutoff);
            context.getBean(BillRunReport.class)
                    .leftOut(code, run.map(BillRun::billRunId).orElse(0L))
                    .forEach(line -> spec.commandLine().getErr().println("WARNING " + line));
            if (run.isEmpty()) {
                out().println("nothing is due through " + through + " that was not billed or drafted");
                return 0;
            }
            BillRun drafted = runs.draft(run.get().billRunId());
            new BillRunView(context, out()).show(drafted, BillRunView.FEW_OUTLIERS);
            return 0;
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "List bill runs, newest first.")
    int list(
            @Mixin Settings settings,
            @Option(names = "--operator", paramLabel = "CODE", description = "only this operator's") @Nullable String operator,
            @Option(names = "--most", defaultValue = "20", description = "runs to list (default: ${DEFAULT-VALUE})")
                    int most) {
        try (ConfigurableApplicationContext context = settings.open()) {
            BillRuns runs = context.getBean(BillRuns.class);
            String code = operator == null ? null : Choices.operator(runs, operator);
            new BillRunView(context, out()).list(runs.latest(code, most));
            return 0;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Show a run: totals, documents, the last run beside it, accounts that stand out.")
    int show(
            @Mixin Settings settings,
            @picocli.CommandLine.Parameters(paramLabel = "RUN", description = "number of a bill run") long run,
            @Option(names = "--outliers", defaultValue = "20", description = "most to list (default: ${DEFAULT-VALUE})")
                    int outliers) {
        try (ConfigurableApplicationContext context = settings.open()) {
            new BillRunView(context, out()).show(Choices.run(context, run), outliers);
            return 0;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Release a draft for good: its documents get their numbers and the books are posted.",
                "A release that was interrupted is finished; a released run stays as it is."
            })
    int release(
            @Mixin Settings settings,
            @picocli.CommandLine.Parameters(paramLabel = "RUN", description = "number of a bill run") long run,
            @Option(
                            names = "--by",
                            paramLabel = "NAME",
                            defaultValue = "${sys:user.name}",
                            description = "who answers for it (default: ${DEFAULT-VALUE})")
                    String byWhom) {
        try (ConfigurableApplicationContext context = settings.open()) {
            Choices.run(context, run);
            context.getBean(BillRelease.class).release(run, byWhom);
            out().println(context.getBean(BillRunReport.class).line(Choices.run(context, run)) + ": released");
            return 0;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Discard a draft: its charges are free for the next run, and no number was used.")
    int discard(
            @Mixin Settings settings,
            @picocli.CommandLine.Parameters(paramLabel = "RUN", description = "number of a bill run") long run) {
        try (ConfigurableApplicationContext context = settings.open()) {
            Choices.run(context, run);
            context.getBean(BillRuns.class).discard(run);
            out().println("bill run " + run + " is discarded");
            return 0;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** What is picked out by a code or number, told with a remedy where there is none. */
    static final class Choices {
        private Choices() {}

        static String operator(BillRuns runs, String code) {
            List<String> known = runs.operatorCodes();
            if (!known.contains(code)) {
                throw new Parameters.BadParameter("--operator: there is no operator '" + code + "': "
                        + io.turnpike.definitions.Suggestion.remedy(code, known));
            }
            return code;
        }

        static BillRun run(ConfigurableApplicationContext context, long number) {
            try {
                return context.getBean(BillRuns.class).run(number);
            } catch (IllegalArgumentException e) {
                throw new Parameters.BadParameter(e.getMessage() + ": 'turnpike bill list' lists them");
            }
        }

        static LocalDate today(ConfigurableApplicationContext context, String operator) {
            return LocalDate.ofInstant(
                    context.getBean(Clock.class).instant(),
                    context.getBean(io.turnpike.invoicing.Operators.class)
                            .terms(operator)
                            .zone());
        }
    }
}
