package io.turnpike.cli;

import io.turnpike.invoicing.BillRun;
import io.turnpike.invoicing.BillRunReport;
import io.turnpike.invoicing.BillRunReport.KindTotals;
import io.turnpike.invoicing.BillRunReport.Outlier;
import io.turnpike.invoicing.BillRunReport.Totals;
import io.turnpike.invoicing.BillRunReport.Verdict;
import io.turnpike.invoicing.Operators;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.ApplicationContext;

/** Bill runs as a person looks at them before a release. */
final class BillRunView {
    static final int FEW_OUTLIERS = 10;

    private static final String RUN_ROW = "%6s  %-14s %-11s %-12s %-10s %9s %9s %18s%n";
    private static final String KIND_ROW = "  %-20s %9s %18s %16s %18s%n";
    private static final int PERCENT_DECIMALS = 1;

    private final BillRunReport report;
    private final Operators operators;
    private final PrintWriter out;

    BillRunView(ApplicationContext context, PrintWriter out) {
        this.report = context.getBean(BillRunReport.class);
        this.operators = context.getBean(Operators.class);
        this.out = out;
    }

    void list(List<BillRun> runs) {
        out.printf(RUN_ROW, "run", "operator", "through", "for", "state", "accounts", "bills", "charged");
        for (BillRun run : runs) {
            Totals totals = report.totals(run.billRunId());
            out.printf(
                    RUN_ROW,
                    run.billRunId(),
                    run.operatorCode(),
                    run.runDay(),
                    word(run.reason()),
                    word(run.state()),
                    totals.accounts(),
                    totals.bills(),
                    money(run, totals.chargedMinor()));
        }
        out.flush();
    }

    void show(BillRun run, int mostOutliers) {
        Totals totals = report.totals(run.billRunId());
        out.printf(
                "bill run %d of %s through %s (%s): %s, charges up to batch %d%n",
                run.billRunId(),
                run.operatorCode(),
                run.runDay(),
                word(run.reason()),
                word(run.state()),
                run.cutoffBatch());
        out.printf(
                "  %d accounts: %d bills of %s, %d carried forward, %d without charges%n",
                totals.accounts(), totals.bills(), money(run, totals.chargedMinor()), totals.carried(), totals.empty());
        out.printf(KIND_ROW, "documents", "count", "net", "VAT", "total");
        for (KindTotals kind : report.documents(run.billRunId())) {
            out.printf(
                    KIND_ROW,
                    kind.kind(),
                    kind.documents(),
                    money(run, kind.netMinor()),
                    money(run, kind.vatMinor()),
                    money(run, kind.grossMinor()));
        }
        comparison(run, totals);
        outliers(run, mostOutliers);
        next(run);
        out.flush();
    }

    private void comparison(BillRun run, Totals totals) {
        Optional<Totals> last = report.lastRun(run.billRunId());
        if (last.isEmpty()) {
            out.println("  there is no released run to compare with");
            return;
        }
        Totals before = last.get();
        BigDecimal change = totals.chargedMinor().subtract(before.chargedMinor());
        String percent = before.chargedMinor().signum() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (%s %%)",
                        change.multiply(BigDecimal.valueOf(100))
                                .divide(before.chargedMinor().abs(), PERCENT_DECIMALS, RoundingMode.HALF_UP)
                                .toPlainString());
        out.printf(
                "  the run through %s: %d bills of %s; now %+d bills, %s%s%n",
                before.runDay(),
                before.bills(),
                money(run, before.chargedMinor()),
                totals.bills() - before.bills(),
                money(run, change),
                percent);
    }

    private void outliers(BillRun run, int most) {
        List<Outlier> outliers = report.outliers(run.billRunId());
        out.printf("  %d accounts stand out against their own history%n", outliers.size());
        for (Outlier outlier : outliers.subList(0, Math.min(most, outliers.size()))) {
            out.printf(
                    "    %-16s %16s, mean of the last %d: %s%n",
                    outlier.accountNumber(),
                    money(run, BigDecimal.valueOf(outlier.chargedMinor())),
                    outlier.invoices(),
                    money(run, BigDecimal.valueOf(outlier.meanMinor())));
        }
    }

    private void next(BillRun run) {
        switch (run.state()) {
            case DRAFT -> {
                Verdict verdict = report.verdict(run.billRunId());
                out.println(
                        verdict.automatic()
                                ? "  the operator's threshold would release it"
                                : "  for a person to decide: " + String.join("; ", verdict.reasons()));
                out.printf(
                        "release it with 'turnpike bill release %d', or take it away with 'turnpike bill discard %d'%n",
                        run.billRunId(), run.billRunId());
            }
            case RELEASING ->
                out.printf("its release was interrupted: finish it with 'turnpike bill release %d'%n", run.billRunId());
            case DRAFTING -> out.println("its drafting was interrupted: the same command or job goes on with it");
            case RELEASED, DISCARDED -> {
                // nothing is left to do
            }
        }
    }

    private String money(BillRun run, BigDecimal minor) {
        Currency currency = operators.terms(run.operatorCode()).currency();
        return minor.movePointLeft(currency.getDefaultFractionDigits()).toPlainString() + " " + currency;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
