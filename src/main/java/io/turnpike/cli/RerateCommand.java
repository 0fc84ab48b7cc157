package io.turnpike.cli;

import io.turnpike.charging.RerateSelection;
import io.turnpike.charging.RerateTrial;
import io.turnpike.charging.RerateTrial.AccountDifference;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.Runs;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prices usage again: shows what would change, or applies it. */
@Command(
        name = "rerate",
        mixinStandardHelpOptions = true,
        description = "Price usage of a selection again, by the catalogue and customers as they are now.",
        footer = {
            "",
            "Without --apply nothing is changed. Accounts are selected that meet everything said; of these, whole counter",
            "periods (months and billing periods) are priced again in order, because allowances and tiers depend on all of it.",
            "docs/operating/guide.md, 'A wrong price', tells what to do before and after."
        })
final class RerateCommand implements Callable<Integer> {
    static final String JOB = "rerate";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(names = "--account", paramLabel = "NUMBER", split = ",", description = "only these accounts")
    private List<String> accounts = new ArrayList<>();

    @Option(names = "--plan", description = "only accounts that had this plan, or usage priced by it")
    private @Nullable String plan;

    @Option(names = "--prefix", description = "only accounts with usage to or from numbers that begin so: +7495")
    private @Nullable String prefix;

    @Option(names = "--service", paramLabel = "CODE", description = "only accounts with a service of this code")
    private @Nullable String service;

    @Option(names = "--operator", paramLabel = "CODE", description = "only accounts of this operator")
    private @Nullable String operator;

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "the first day")
    private LocalDate from = LocalDate.MIN;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "the day after the last")
    private LocalDate to = LocalDate.MAX;

    @Option(names = "--dry-run", description = "show what would change (the default)")
    private boolean dryRun;

    @Option(names = "--apply", description = "correct what comes out different, as 'turnpike run rerate' does")
    private boolean apply;

    @Option(names = "--reason", paramLabel = "TEXT", description = "stands on every correction")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "write the differences of all accounts as CSV")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--most",
            defaultValue = "20",
            description = "accounts to list on the screen (default: ${DEFAULT-VALUE})")
    private int most;

    RerateCommand() {}

    @Override
    public Integer call() throws IOException {
        if (apply && dryRun) {
            throw new ParameterException(spec.commandLine(), "say --dry-run or --apply, not both");
        }
        if (apply && out.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--out is written by the dry run: leave --apply out, or --out");
        }
        if (!from.isBefore(to)) {
            throw new ParameterException(
                    spec.commandLine(), "--to is the day after the last and must be later than --from " + from);
        }
        RerateSelection selection = RerateSelection.of(new RerateSelection(
                        accounts,
                        Optional.ofNullable(plan),
                        Optional.ofNullable(prefix),
                        Optional.ofNullable(service),
                        Optional.ofNullable(operator),
                        new DateRange(from, to),
                        reason.orElse(RerateSelection.NO_REASON))
                .parameters());
        try (ConfigurableApplicationContext context = settings.open()) {
            return apply ? apply(context, selection) : show(context, selection);
        }
    }

    private int apply(ConfigurableApplicationContext context, RerateSelection selection) {
        JobFile job = Jobs.find(Jobs.load(context, settings), JOB);
        RunReport report = new RunReport(spec.commandLine().getOut());
        return report.show(context.getBean(Runs.class).start(job, selection.parameters(), report));
    }

    private int show(ConfigurableApplicationContext context, RerateSelection selection) throws IOException {
        PrintWriter screen = spec.commandLine().getOut();
        RerateListing listing = new RerateListing(screen, most);
        RerateTrial trial = context.getBean(RerateTrial.class);
        if (out.isPresent()) {
            try (RerateCsv csv = new RerateCsv(out.get())) {
                trial.run(selection, Progress.NONE, (AccountDifference difference) -> {
                    listing.show(difference);
                    csv.write(difference);
                });
            }
        } else {
            trial.run(selection, Progress.NONE, listing::show);
        }
        listing.end();
        out.ifPresent(file -> screen.println(file + ": " + listing.accounts() + " accounts"));
        screen.flush();
        return 0;
    }
}
