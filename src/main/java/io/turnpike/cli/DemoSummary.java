package io.turnpike.cli;

import io.turnpike.demo.Planted;
import io.turnpike.documents.kept.KeptDocument;
import io.turnpike.documents.kept.KeptDocuments;
import io.turnpike.invoicing.BillRun;
import io.turnpike.invoicing.BillRunReport;
import io.turnpike.invoicing.BillRunReport.KindTotals;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.invoicing.Operators;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.files.Measure;
import io.turnpike.payments.PaymentState;
import io.turnpike.payments.PaymentTotals;
import io.turnpike.payments.Payments;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationContext;

/** What came of the demo's month: control totals held against what was planted, totals per operator, documents to look at. */
final class DemoSummary {
    private static final String TOTALS_ROW = "%-22s %19s %19s %14s %14s %14s %14s%n";
    private static final String KIND_ROW = "  %-20s %10s %20s %18s %20s%n";
    private static final int MOST_RUNS = 1_000;
    private static final int SAMPLES_FROM = 500;

    /** Operator and kind of the documents that are laid out to look at. */
    private static final List<Sample> SAMPLES = List.of(
            new Sample("meridian", "invoice"),
            new Sample("meridian", "vat-invoice"),
            new Sample("meridian", "credit-note"),
            new Sample("nordlicht", "invoice"));

    private final InputFiles files;
    private final BillRuns runs;
    private final BillRunReport report;
    private final BillingDocuments documents;
    private final KeptDocuments kept;
    private final AccountBalances balances;
    private final Payments payments;
    private final Operators operators;
    private final Path data;
    private final LocalDate through;
    private final PrintWriter out;

    DemoSummary(ApplicationContext context, Path data, LocalDate through, PrintWriter out) {
        this.files = context.getBean(InputFiles.class);
        this.runs = context.getBean(BillRuns.class);
        this.report = context.getBean(BillRunReport.class);
        this.documents = context.getBean(BillingDocuments.class);
        this.kept = context.getBean(KeptDocuments.class);
        this.balances = context.getBean(AccountBalances.class);
        this.payments = context.getBean(Payments.class);
        this.operators = context.getBean(Operators.class);
        this.data = data;
        this.through = through;
        this.out = out;
    }

    private record Sample(String operator, String kind) {}

    /** Everything the demo counts; equal before and after a run that changed nothing. */
    record Figures(
            Map<String, ControlTotals> totals,
            List<BillRun> runs,
            List<List<KindTotals>> documents,
            List<List<PaymentTotals>> payments) {}

    Figures figures() {
        List<BillRun> released = runs.latest(null, MOST_RUNS).stream()
                .filter(run -> run.state() == BillRun.State.RELEASED)
                .sorted(Comparator.comparingLong(BillRun::billRunId))
                .toList();
        Map<String, ControlTotals> usage = files.totalsByFormat();
        usage.values().removeIf(totals -> totals.read().records() == 0); // files of payments count otherwise
        return new Figures(
                usage,
                released,
                released.stream().map(run -> report.documents(run.billRunId())).toList(),
                payments.operators().stream()
                        .map(operator -> payments.totals(operator.id()))
                        .toList());
    }

    /** Prints the summary; false when something does not add up. */
    boolean show(Planted planted, Figures before) throws IOException {
        Figures after = figures();
        out.println();
        boolean usage = usage(planted, after.totals());
        boolean money = money(after);
        samples();
        if (after.equals(before)) {
            out.println();
            out.println("nothing has changed: everything through " + through + " was billed before");
        }
        return usage && money;
    }

    private boolean usage(Planted planted, Map<String, ControlTotals> totals) {
        out.printf(
                TOTALS_ROW, "usage taken in", "read =", "rated +", "suspended +", "duplicate +", "filtered +", "held");
        totals.forEach((format, of) -> row(format, of, Measure.RECORDS));
        ControlTotals all = totals.values().stream().reduce(ControlTotals.NONE, ControlTotals::plus);
        all.measures().forEach(measure -> row("all, in " + measure.word(), all, measure));
        out.println("charged when taken in: " + Micros.text(all.amountMicros()) + "; traffic is rated by the day, "
                + count(all.bothSidesBytes()) + " bytes of it for two services");
        boolean good = all.read().records() == planted.calls() + planted.flows()
                && all.of(Fate.DUPLICATE).records() == planted.duplicates()
                && all.of(Fate.FILTERED).records() == planted.filtered()
                && all.of(Fate.SUSPENDED).records() == planted.suspended() + planted.damagedFlows()
                && all.of(Fate.HELD).records() == planted.strangerFlows();
        out.printf(
                Locale.ROOT,
                "%s written: %,d records, %,d of them twice, %,d unanswered, %,d damaged, of strangers or without a price;"
                        + " %,d flows of strangers%n",
                good ? "as" : "WARNING: not what was",
                planted.calls() + planted.flows(),
                planted.duplicates(),
                planted.filtered(),
                planted.suspended() + planted.damagedFlows(),
                planted.strangerFlows());
        return good;
    }

    private void row(String name, ControlTotals totals, Measure measure) {
        List<String> figures = new ArrayList<>(List.of(name, count(measure.of(totals.read()))));
        for (Fate fate : Fate.values()) {
            figures.add(count(measure.of(totals.of(fate))));
        }
        out.printf(TOTALS_ROW, figures.toArray());
    }

    private boolean money(Figures figures) {
        boolean good = true;
        for (String operator : runs.operatorCodes()) {
            Currency currency = operators.terms(operator).currency();
            BigDecimal documented = BigDecimal.ZERO;
            long operatorId = 0;
            out.println();
            for (int i = 0; i < figures.runs().size(); i++) {
                BillRun run = figures.runs().get(i);
                if (run.operatorCode().equals(operator)) {
                    operatorId = run.operatorId();
                    out.println(report.line(run));
                    documented = documented.add(kinds(figures.documents().get(i), currency));
                }
            }
            documented = documented.subtract(paid(operatorId, currency));
            BigDecimal owed =
                    BigDecimal.valueOf(balances.owedTo(operatorId, currency).minor());
            boolean agrees = owed.compareTo(documented) == 0;
            out.println(
                    agrees
                            ? "  the books agree: customers owe " + amount(owed, currency)
                            : "  WARNING: the books say customers owe " + amount(owed, currency)
                                    + ", documents less payments " + amount(documented, currency));
            good &= agrees;
        }
        return good;
    }

    /** Prints payments by state; returns what is on customers' accounts, in minor units. */
    private BigDecimal paid(long operatorId, Currency currency) {
        BigDecimal paid = BigDecimal.ZERO;
        for (PaymentTotals totals : payments.totals(operatorId)) {
            out.println("  payments " + totals.state() + ": " + count(totals.payments()) + ", "
                    + amount(BigDecimal.valueOf(totals.minor()), currency));
            paid = totals.state().equals(PaymentState.MATCHED.word())
                    ? paid.add(BigDecimal.valueOf(totals.minor()))
                    : paid;
        }
        return paid;
    }

    /** Prints documents by kind; returns what they make customers owe, in minor units. */
    private BigDecimal kinds(List<KindTotals> kinds, Currency currency) {
        BigDecimal owed = BigDecimal.ZERO;
        out.printf(KIND_ROW, "documents", "count", "net", "VAT", "total");
        for (KindTotals kind : kinds) {
            out.printf(
                    KIND_ROW,
                    kind.kind(),
                    count(kind.documents()),
                    amount(kind.netMinor(), currency),
                    amount(kind.vatMinor(), currency),
                    amount(kind.grossMinor(), currency));
            owed = kind.kind().equals("invoice") || kind.kind().equals("debit-note")
                    ? owed.add(kind.grossMinor())
                    : owed;
            owed = kind.kind().equals("credit-note") ? owed.subtract(kind.grossMinor()) : owed;
        }
        return owed;
    }

    /** Lays out the largest of the first documents of each wanted kind, as they are kept. */
    private void samples() throws IOException {
        List<Path> written = new ArrayList<>();
        for (Sample sample : SAMPLES) {
            Optional<Listed> largest =
                    documents
                            .list(new Filter(sample.operator, sample.kind, null, null, null, null), 0, SAMPLES_FROM)
                            .stream()
                            .filter(document -> document.number() != null)
                            .max(Comparator.comparingLong(Listed::grossMinor));
            if (largest.isPresent()) {
                written.addAll(write(sample, largest.get()));
            }
        }
        out.println();
        out.println("to look at:");
        written.forEach(file -> out.println("  " + file));
        out.println("all others: turnpike documents --help; where a figure comes from: turnpike explain --help");
    }

    private List<Path> write(Sample sample, Listed document) throws IOException {
        Path folder = Files.createDirectories(data.resolve("documents").resolve("samples"));
        List<Path> written = new ArrayList<>();
        for (KeptDocument each : kept.of(document.documentId())) {
            String number = String.valueOf(document.number()).replaceAll("[^\\p{L}\\p{N}]+", "-");
            Path file = folder.resolve(sample.operator + "-" + each.kind() + "-" + number + ".pdf");
            Files.write(file, kept.bytes(document.documentId(), each.kind()).orElseThrow());
            written.add(file);
        }
        return written;
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String amount(BigDecimal minor, Currency currency) {
        return String.format(
                        Locale.ROOT,
                        "%,." + currency.getDefaultFractionDigits() + "f",
                        minor.movePointLeft(currency.getDefaultFractionDigits()))
                + " " + currency;
    }
}
