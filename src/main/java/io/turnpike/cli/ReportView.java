package io.turnpike.cli;

import io.turnpike.books.LedgerReport;
import io.turnpike.books.LedgerReports;
import io.turnpike.books.ReportColumns;
import io.turnpike.books.ReportLine;
import io.turnpike.money.Money;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows reports of the books as tables: the first lines of each, and the totals of all. */
final class ReportView implements LedgerReports.Reader {
    private static final int WORD = 24;
    private static final int AMOUNT = 16;

    private final PrintWriter out;
    private final int most;
    private ReportColumns columns = new ReportColumns(List.of(), List.of());
    private Currency currency = Currency.getInstance("XXX");

    ReportView(PrintWriter out, int most) {
        this.out = out;
        this.most = most;
    }

    @Override
    public Consumer<ReportLine> begin(LedgerReport report, Currency of) {
        columns = report.columns();
        currency = of;
        row(columns.words(), columns.amounts());
        return new Consumer<>() {
            private int shown;

            @Override
            public void accept(ReportLine line) {
                if (shown++ < most) {
                    row(line.words(), amounts(line.minor()));
                }
            }
        };
    }

    @Override
    public void end(long lines, List<Long> totals, Map<String, Object> more) {
        List<String> words = new ArrayList<>(columns.words());
        words.replaceAll(word -> "");
        words.set(0, "total " + currency);
        row(words, amounts(totals));
        tell("owed before the first day ", more.get("openingBalance"));
        tell("owed after the last day ", more.get("closingBalance"));
        if (lines > most) {
            out.println("shown are " + most + " of " + lines + " lines: --out DIR writes all, --most shows more");
        }
    }

    private void tell(String what, @Nullable Object amount) {
        if (amount != null) {
            out.println(what + amount);
        }
    }

    private List<String> amounts(List<Long> minor) {
        return minor.stream()
                .map(each -> new Money(currency, each).major().toPlainString())
                .toList();
    }

    private void row(List<String> words, List<String> amounts) {
        StringBuilder row = new StringBuilder();
        words.forEach(word -> row.append(String.format(Locale.ROOT, "%-" + WORD + "s ", cut(word))));
        amounts.forEach(amount -> row.append(String.format(Locale.ROOT, "%" + AMOUNT + "s", amount)));
        out.println(row);
    }

    private static String cut(String word) {
        return word.length() > WORD ? word.substring(0, WORD - 1) + "…" : word;
    }
}
