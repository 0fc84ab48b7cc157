package io.turnpike.cli;

import io.turnpike.books.LedgerReport;
import io.turnpike.books.LedgerReports;
import io.turnpike.books.ReportLine;
import io.turnpike.demo.PaymentDay;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Runs;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.PaymentDesk.ByHand;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.Payments;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;

/** The demo's day of payments: customers pay what they were asked for, by bank, terminal and at the desk. */
final class DemoPayments {
    private static final String JOB = "import-payments";
    private static final int PAGE = 10_000;

    /** By then what was not paid is overdue. */
    private static final int DAYS_TO_AGED_DEBT = 35;

    private final ConfigurableApplicationContext context;
    private final Settings settings;
    private final PaymentDay day;
    private final PrintWriter out;

    DemoPayments(ConfigurableApplicationContext context, Settings settings, PaymentDay day, PrintWriter out) {
        this.context = context;
        this.settings = settings;
        this.day = day;
        this.out = out;
    }

    /** Has everybody pay; goes on where it was broken off. Returns an exit code. */
    int pay() throws IOException {
        context.getBean(Payments.class).operators().forEach(this::ask);
        Path made = settings.data().resolve("demo").resolve("payments-made.txt");
        if (!Files.exists(made)) {
            day.write(settings.data().resolve("inbox"));
            Files.writeString(made, "payments of " + day.day() + "\n");
            out.printf(
                    Locale.ROOT,
                    "made the payments of %s: %,d by bank and terminal, %,d at the desk%n",
                    day.day(),
                    day.byFile(),
                    day.desk().size());
        }
        RunReport report = new RunReport(out);
        int code = report.show(context.getBean(Runs.class)
                .start(Jobs.find(Jobs.load(context, settings), JOB), new Parameters(Map.of()), report));
        if (code == 0) {
            atDesk();
        }
        return code;
    }

    /** The last invoice of each account before the day says what is to be paid. */
    private void ask(PayingOperator operator) {
        Set<String> companies = new HashSet<>();
        each(operator.code(), "act", document -> companies.add(document.accountNumber()));
        Map<String, Listed> last = new LinkedHashMap<>();
        each(operator.code(), "invoice", document -> last.put(document.accountNumber(), document));
        last.values().stream()
                .filter(document -> document.amountDueMinor() > 0)
                .forEach(document -> day.ask(new PaymentDay.Asked(
                        operator.code(),
                        document.accountNumber(),
                        companies.contains(document.accountNumber()),
                        String.valueOf(document.number()),
                        new Money(Currency.getInstance(document.currency()), document.amountDueMinor()).major())));
    }

    private void each(String operator, String kind, Consumer<Listed> to) {
        BillingDocuments documents = context.getBean(BillingDocuments.class);
        long after = 0;
        List<Listed> page;
        do {
            page = documents.list(new Filter(operator, kind, null, null, day.day(), null), after, PAGE);
            for (Listed document : page) {
                after = document.documentId();
                if (document.number() != null) {
                    to.accept(document);
                }
            }
        } while (!page.isEmpty());
    }

    private void atDesk() {
        PaymentDesk desk = context.getBean(PaymentDesk.class);
        for (PaymentDay.AtDesk paid : day.desk()) {
            PayingOperator operator = PaymentView.operator(context, paid.operator());
            desk.add(
                    new ByHand(
                            paid.operator(),
                            paid.account(),
                            day.day(),
                            Money.of(operator.money(), paid.amount()),
                            paid.receipt(),
                            LedgerAccount.CASH),
                    new Signed("demo", "paid at the desk"));
        }
    }

    /** Prints who still owes, by how long it is overdue some weeks later. */
    void agedDebt() {
        LocalDate last = day.day().plusDays(DAYS_TO_AGED_DEBT);
        LedgerReports reports = context.getBean(LedgerReports.class);
        out.println();
        out.println("owed at the end of " + last + " if nobody pays meanwhile (turnpike ledger aged-debt --help):");
        for (PayingOperator operator : context.getBean(Payments.class).operators()) {
            LedgerReports.Asked asked = new LedgerReports.Asked(
                    operator.id(),
                    operator.code(),
                    new DateRange(last, last.plusDays(1)),
                    context.getBean(Clock.class).instant());
            reports.read(asked, reports.report("aged-debt"), new Totals(operator.code()));
        }
    }

    private final class Totals implements LedgerReports.Reader {
        private final String operator;
        private List<String> columns = new ArrayList<>();
        private Currency currency = Currency.getInstance("XXX");

        Totals(String operator) {
            this.operator = operator;
        }

        @Override
        public Consumer<ReportLine> begin(LedgerReport report, Currency of) {
            columns = report.columns().amounts();
            currency = of;
            return line -> {};
        }

        @Override
        public void end(long lines, List<Long> totals, Map<String, Object> more) {
            List<String> figures = new ArrayList<>();
            for (int column = 0; column < columns.size(); column++) {
                figures.add(columns.get(column).replace('_', ' ') + " "
                        + new Money(currency, totals.get(column)).major().toPlainString());
            }
            out.println(
                    "  " + operator + ", " + currency + ": " + figures.stream().collect(Collectors.joining(", ")));
        }
    }
}
