package io.turnpike.cli;

import io.turnpike.accounting.BookPeriod;
import io.turnpike.books.Disagreement;
import io.turnpike.books.LedgerReport;
import io.turnpike.books.LedgerReports;
import io.turnpike.books.LedgerReports.Asked;
import io.turnpike.documents.wording.Wording;
import io.turnpike.invoicing.PeriodClose;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.payments.PayingOperator;
import io.turnpike.time.DateRange;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The books by period: reports, and their end. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        subcommands = {LedgerAdjustCommand.class, LedgerAdjustCommand.TakeBack.class, LedgerAdjustCommand.Listing.class
        },
        description = {
            "Close months of the books; report on any period: trial balance, turnover, aged debt, VAT;",
            "make acts of reconciliation with customers; book adjustments by hand.",
            "Each report is shown, or written as CSV and PDF with --out."
        },
        footer = {
            "",
            "A month's end:   turnpike ledger reports --operator meridian --period 2026-03 --out reports",
            "                 turnpike ledger close --operator meridian --month 2026-03",
            "Who owes:        turnpike ledger aged-debt --operator meridian --period 2026-03-31",
            "With a customer: turnpike ledger reconciliation --operator meridian --customer C-1 --period 2026-01..2026-03",
            "                 --out acts",
            "As it was known: turnpike ledger trial-balance --operator meridian --period 2026-03 --known-at 2026-04-05"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused by the state of the books, or reports do not agree; the message says why",
            "2:the command line is wrong",
            "3:a definition is wrong"
        })
final class LedgerCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    LedgerCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say reports, trial-balance, turnover, aged-debt, vat-summary, reconciliation, adjust, take-back,"
                        + " adjustments or close");
    }

    /** Which part of whose books. */
    static final class Which {
        @Option(names = "--operator", required = true, paramLabel = "CODE", description = "whose books")
        private String operator = "";

        @Option(
                names = "--period",
                required = true,
                paramLabel = "DAYS",
                description = "2026-03, 2026-03-15 or 2026-03-10..2026-03-20: accounting dates, the last day included")
        private String period = "";

        @Option(
                names = "--known-at",
                paramLabel = "WHEN",
                description =
                        "the last moment of booking that counts: an instant, a time by the operator's clock, or a day,"
                                + " which is known at its end (default: now)")
        private @Nullable String knownAt;

        Which() {}

        Asked asked(ConfigurableApplicationContext context) {
            DateRange days = BookPeriod.of(period).days();
            PayingOperator of = PaymentView.operator(context, operator);
            Instant now = context.getBean(Clock.class).instant();
            Instant known =
                    knownAt == null ? now : Moment.named("--known-at", knownAt).lastInstant(of.zoneId());
            return new Asked(of.id(), of.code(), days, known);
        }
    }

    /** Where reports go. */
    static final class Where {
        @Option(names = "--out", paramLabel = "DIR", description = "write CSV and PDF into this folder (default: show)")
        private @Nullable Path out;

        @Option(
                names = "--language",
                paramLabel = "CODE",
                description = "of the PDF, such as en or ru (default: the operator's)")
        private @Nullable String language;

        @Option(
                names = "--most",
                paramLabel = "LINES",
                defaultValue = "50",
                description = "most lines to show; all are in the file (default: ${DEFAULT-VALUE})")
        private int most;

        Where() {}
    }

    @Command(
            name = "trial-balance",
            mixinStandardHelpOptions = true,
            description = "Opening balance, turnover and closing balance of every account of the books.")
    int trialBalance(@Mixin Settings settings, @Mixin Which which, @Mixin Where where) {
        return report(settings, which, where, "trial-balance");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Opening balance, debit, credit and closing balance of every customer's account:",
                "of what is owed (receivables), and of what was invoiced and not yet rendered (advances)."
            })
    int turnover(@Mixin Settings settings, @Mixin Which which, @Mixin Where where) {
        return report(settings, which, where, "turnover");
    }

    @Command(
            name = "aged-debt",
            mixinStandardHelpOptions = true,
            description = {
                "What each customer owes at the end of the last day of the period, by days past due:",
                "not yet due, 1-30, 31-60, 61-90, over 90. What was paid ahead stands beside it."
            })
    int agedDebt(@Mixin Settings settings, @Mixin Which which, @Mixin Where where) {
        return report(settings, which, where, "aged-debt");
    }

    @Command(
            name = "vat-summary",
            aliases = "vat",
            mixinStandardHelpOptions = true,
            description = "Net, VAT and gross of the released documents by VAT rate: rendered, and taken back.")
    int vatSummary(@Mixin Settings settings, @Mixin Which which, @Mixin Where where) {
        return report(settings, which, where, "vat-summary");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "The act of reconciliation with a customer: what was owed before the period, every document and payment of it",
                "on any of the customer's accounts, what is owed at its end. The PDF is in the customer's language."
            })
    int reconciliation(
            @Mixin Settings settings,
            @Mixin Which which,
            @Option(names = "--customer", required = true, paramLabel = "NUMBER", description = "of the customer")
                    String customer,
            @Mixin Where where) {
        return report(settings, which, where, "reconciliation", customer);
    }

    private int report(Settings settings, Which which, Where where, String kind) {
        return report(settings, which, where, kind, null);
    }

    /**
     * Shows or writes one report.
     *
     * @param customer whom an act of reconciliation is made with; null for reports on all
     */
    private int report(Settings settings, Which which, Where where, String kind, @Nullable String customer) {
        checkLanguage(where.language);
        try (ConfigurableApplicationContext context = settings.open()) {
            Asked asked = which.asked(context);
            LedgerReports reports = context.getBean(LedgerReports.class);
            LedgerReport report = customer == null
                    ? reports.report(kind)
                    : reports.reconciliation(asked.operatorId(), customer)
                            .orElseThrow(() -> new BadParameter("--customer: operator " + asked.operator()
                                    + " has no customer " + customer + " with an account"));
            boolean booked;
            if (where.out == null) {
                booked = reports.read(asked, report, new ReportView(out(), where.most));
            } else {
                booked = files(reports.write(asked, List.of(report), where.language, where.out));
            }
            if (!booked) {
                nothing(asked);
            }
            out().flush();
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Write all reports of a period as CSV and PDF, of the books at one moment, and hold them against each",
                "other: turnover and aged debt must come to the trial balance, the VAT of documents to that of the books."
            })
    int reports(
            @Mixin Settings settings,
            @Mixin Which which,
            @Option(names = "--out", required = true, paramLabel = "DIR", description = "the folder; made if missing")
                    Path folder,
            @Option(
                            names = "--language",
                            paramLabel = "CODE",
                            description = "of the PDF, such as en or ru (default: the operator's)")
                    @Nullable String language) {
        checkLanguage(language);
        try (ConfigurableApplicationContext context = settings.open()) {
            Asked asked = which.asked(context);
            LedgerReports reports = context.getBean(LedgerReports.class);
            LedgerReports.Written written = reports.write(asked, reports.all(), language, folder);
            if (!files(written)) {
                nothing(asked);
            }
            return told(written.disagreements());
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Close a month of an operator's books for good, with all days before it that are still open:",
                "nothing is booked into it any more. What comes late is billed in documents dated in an open month.",
                "Refused while a bill run of the month is open, and while its reports do not agree."
            })
    int close(
            @Mixin Settings settings,
            @Option(names = "--operator", required = true, paramLabel = "CODE", description = "whose books")
                    String operator,
            @Option(names = "--month", required = true, paramLabel = "YYYY-MM", description = "the month to close")
                    YearMonth month,
            @Option(
                            names = "--by",
                            paramLabel = "NAME",
                            defaultValue = "${sys:user.name}",
                            description = "who answers for it (default: ${DEFAULT-VALUE})")
                    String byWhom) {
        try (ConfigurableApplicationContext context = settings.open()) {
            PayingOperator of = PaymentView.operator(context, operator);
            DateRange days = new DateRange(month.atDay(1), month.plusMonths(1).atDay(1));
            List<Disagreement> found = context.getBean(LedgerReports.class)
                    .disagreements(new Asked(
                            of.id(),
                            of.code(),
                            days,
                            context.getBean(Clock.class).instant()));
            if (!found.isEmpty()) {
                return told(found);
            }
            context.getBean(PeriodClose.class).close(of.code(), month, byWhom);
            out().printf(Locale.ROOT, "%s: the books of %s are closed%n", of.code(), month);
            out().flush();
            return 0;
        }
    }

    /** Names what was written; returns whether anything was. */
    private boolean files(LedgerReports.Written written) {
        written.files().forEach(out()::println);
        out().flush();
        return !written.files().isEmpty();
    }

    private void nothing(Asked asked) {
        out().println("nothing was ever booked for " + asked.operator());
        out().flush();
    }

    private int told(List<Disagreement> disagreements) {
        PrintWriter err = spec.commandLine().getErr();
        disagreements.forEach(each -> err.println("DIFFERS " + each));
        if (!disagreements.isEmpty()) {
            err.println(
                    "the reports do not agree: something was booked past documents, or is damaged; the books stay as"
                            + " they are");
            err.flush();
        }
        return disagreements.isEmpty() ? 0 : Failure.FAILED;
    }

    private static void checkLanguage(@Nullable String language) {
        if (language != null && !Wording.KNOWN.contains(language)) {
            throw new BadParameter(
                    "--language: '" + language + "' is no language: write en, ru or another code of ISO 639");
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
