package io.turnpike.cli;

import io.turnpike.accounting.BookPeriod;
import io.turnpike.documents.DocumentForms;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.Operators;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.money.Money;
import io.turnpike.payments.reconciliation.AgentReconciliation;
import io.turnpike.payments.reconciliation.DayTotals;
import io.turnpike.payments.reconciliation.Difference;
import io.turnpike.payments.reconciliation.Kind;
import io.turnpike.payments.reconciliation.Reconciled;
import io.turnpike.payments.reconciliation.ReconciliationFiles;
import io.turnpike.time.DateRange;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares registries of an agent with our payments; books nothing. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Compare registries of a payment system or agent with our payments, payment by payment.",
            "Nothing is booked: what we lack is taken in by 'turnpike run import-payments', what is wrong is reversed."
        },
        footer = {
            "",
            "A day of a terminal network that pays by files:",
            "    turnpike payments reconcile registry.csv --reader terminal-csv",
            "A month of a payment system that pays online, as CSV and PDF:",
            "    turnpike payments reconcile march/*.csv --reader terminal-csv --source terminals --period 2026-03 --out acts"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:both sides say the same",
            "1:they differ, or a registry cannot be compared; the message says why",
            "2:the command line is wrong",
            "3:a definition is wrong"
        })
final class PaymentReconcileCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(names = "--reader", required = true, paramLabel = "NAME", description = "how the registries are read")
    private String reader = "";

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "what our payments are known by, such as a payment system's name (default: the reader)")
    private @Nullable String source;

    @Option(
            names = "--period",
            paramLabel = "DAYS",
            description =
                    "days of our payments: 2026-03, 2026-03-15 or 2026-03-10..2026-03-20 (default: from the first to the"
                            + " last day of the registries)")
    private @Nullable String period;

    @Option(names = "--out", paramLabel = "DIR", description = "write all differences as CSV, and a PDF a currency")
    private @Nullable Path out;

    @Option(
            names = "--operator",
            paramLabel = "CODE",
            description = "whose head the PDF bears; needed where there are several operators")
    private @Nullable String operator;

    @Option(names = "--language", paramLabel = "CODE", description = "of the PDF (default: the operator's)")
    private @Nullable String language;

    @Option(
            names = "--most",
            paramLabel = "LINES",
            defaultValue = "50",
            description = "differences to show (default: ${DEFAULT-VALUE})")
    private int most;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "the registries")
    private List<Path> files = List.of();

    PaymentReconcileCommand() {}

    @Override
    public Integer call() {
        files.stream().filter(file -> !Files.isReadable(file)).findFirst().ifPresent(file -> {
            throw new BadParameter("cannot read " + file);
        });
        try (ConfigurableApplicationContext context = settings.open()) {
            Optional<DateRange> days =
                    Optional.ofNullable(period).map(text -> BookPeriod.of(text).days());
            AgentReconciliation.Asked asked =
                    new AgentReconciliation.Asked(reader, files, source == null ? reader : source, days);
            AgentReconciliation reconciliation = context.getBean(AgentReconciliation.class);
            PrintWriter to = spec.commandLine().getOut();
            List<Path> written = new ArrayList<>();
            Reconciled reconciled;
            if (out == null) {
                reconciled = reconciliation.compare(asked, new Shown(to, most));
            } else {
                OperatorTerms terms = terms(context.getBean(Operators.class));
                reconciled = new ReconciliationFiles(
                                context.getBean(DocumentForms.class),
                                terms,
                                language == null ? terms.language() : language,
                                out)
                        .write(reconciliation, asked, written);
            }
            summary(to, reconciled);
            written.forEach(file -> to.println("written: " + file));
            to.flush();
            return reconciled.agrees() ? 0 : Failure.FAILED;
        } catch (IllegalArgumentException e) {
            throw new BadParameter(String.valueOf(e.getMessage()));
        }
    }

    private OperatorTerms terms(Operators operators) {
        if (operator != null) {
            return operators.terms(operator);
        }
        if (operators.byCode().size() != 1) {
            throw new BadParameter("--operator is missing: whose head the PDF bears, one of "
                    + String.join(", ", operators.byCode().keySet()));
        }
        return operators.byCode().values().iterator().next();
    }

    private void summary(PrintWriter to, Reconciled reconciled) {
        for (DayTotals day : reconciled.totals()) {
            to.printf(
                    Locale.ROOT,
                    "%s  ours %6d  %16s  theirs %6d  %16s  difference %16s%n",
                    day.day(),
                    day.ourPayments(),
                    money(day.ourMinor(), day.currency()),
                    day.theirPayments(),
                    money(day.theirMinor(), day.currency()),
                    money(day.minor(), day.currency()));
        }
        to.println(
                reconciled.agrees()
                        ? "both sides say the same"
                        : reconciled.differing() + " payments differ: "
                                + reconciled.differences().entrySet().stream()
                                        .sorted(java.util.Map.Entry.comparingByKey())
                                        .map(kind -> kind.getKey().word() + " " + kind.getValue())
                                        .collect(Collectors.joining(", ")));
        if (out == null && reconciled.differing() > most) {
            to.println("shown are " + most + " of them: --out DIR writes all, --most shows more");
        }
    }

    private static String money(long minor, String currency) {
        return new Money(Currency.getInstance(currency), minor).toString();
    }

    /** Shows the first differences as they are found. */
    private static final class Shown implements java.util.function.Consumer<Difference> {
        private final PrintWriter to;
        private final int most;
        private int shown;

        Shown(PrintWriter to, int most) {
            this.to = to;
            this.most = most;
        }

        @Override
        public void accept(Difference difference) {
            if (shown++ >= most) {
                return;
            }
            Difference.Ours ours = difference.ours();
            Difference.Theirs theirs = difference.theirs();
            to.printf(
                    Locale.ROOT,
                    "%-24s %-24s ours %-28s theirs %-28s %s%n",
                    difference.kinds().stream().map(Kind::word).collect(Collectors.joining(" ")),
                    difference.reference(),
                    ours == null
                            ? "-"
                            : ours.day() + " " + money(ours.minor(), difference.currency())
                                    + commission(ours.commissionMinor(), difference),
                    theirs == null
                            ? "-"
                            : theirs.day() + " " + money(theirs.minor(), difference.currency())
                                    + commission(theirs.commissionMinor(), difference),
                    where(difference));
        }

        private static String commission(long minor, Difference difference) {
            return difference.kinds().contains(Kind.COMMISSION) ? " less " + money(minor, difference.currency()) : "";
        }

        private static String where(Difference difference) {
            Difference.Ours ours = difference.ours();
            List<String> places = new ArrayList<>();
            if (ours != null) {
                places.add(
                        "payment " + ours.paymentId() + (ours.account() == null ? "" : ", account " + ours.account()));
            }
            if (difference.place() != null) {
                places.add(difference.place());
            }
            if (!difference.note().isEmpty()) {
                places.add(difference.note());
            }
            return String.join("; ", places);
        }
    }
}
