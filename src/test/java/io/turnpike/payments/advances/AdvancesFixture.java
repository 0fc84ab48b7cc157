package io.turnpike.payments.advances;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.books.LedgerReport;
import io.turnpike.books.LedgerReports;
import io.turnpike.books.ReportLine;
import io.turnpike.database.Emptying;
import io.turnpike.definitions.Problems;
import io.turnpike.invoicing.BillRelease;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.invoicing.Operators;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.PaymentDesk.ByHand;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.debts.Debts;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Companies that pay ahead, billed by real bill runs: March 244.00, April 1220.00, at 22 %. What is charged and deducted is held against
 * the books by their own reports each time.
 */
final class AdvancesFixture {
    static final Currency RUB = Currency.getInstance("RUB");
    static final Signed ANNA = new Signed("anna", "a test");
    static final long RUBLE = 1_000_000;
    private static final Instant ALWAYS = Instant.parse("9000-01-01T00:00:00Z");
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    private final ApplicationContext context;
    private final LedgerReports reports;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InvoiceAdvances step;
    final PaymentDesk desk;
    final BillingFixture billing;
    final long operator;
    final long company;
    final long second;
    final long person;

    AdvancesFixture(ApplicationContext context, Path folder) throws IOException {
        this.context = context;
        reports = context.getBean(LedgerReports.class);
        jdbc = context.getBean(JdbcClient.class);
        desk = context.getBean(PaymentDesk.class);
        transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        empty(jdbc);
        Path file = Files.createDirectories(folder.resolve("document-templates/operators"))
                .resolve("meridian.yaml");
        Files.writeString(
                file,
                Files.readString(HOME.resolve("document-templates/operators/meridian.yaml"))
                        .replace("from: 2040-01-01", "from: 2026-03-01"));
        Problems problems = new Problems();
        Operators operators = Operators.load(folder, problems);
        assertThat(problems.render()).isEmpty();
        step = new InvoiceAdvances(context.getBean(Advances.class), operators);
        billing = new BillingFixture(jdbc);
        billing.operator("meridian", "Europe/Moscow", "RUB");
        operator = billing.id("select id from operator");
        company = billing.account("meridian", "200", "company");
        second = billing.account("meridian", "201", "company");
        person = billing.account("meridian", "300", "person");
    }

    static void empty(JdbcClient jdbc) {
        Emptying.tables(jdbc, """
                bill_run, bill, billing_period, document_line, drafted_document, document_number, document_snapshot, number_sequence,
                  journal_entry, posting, account_balance, closed_period, usage_charge, usage_correction, usage_counter,
                  counter_opening, settled_through, unsettled, rerate_due, input_file, fee_charge, payment, payment_act,
                  payment_allocation, payment_advance, payment_advance_offset, payment_refund, payment_past_entry, customer,
                  account, service, operator cascade
                """);
    }

    void billed(String day, int cutoff) {
        BillRuns runs = context.getBean(BillRuns.class);
        long run = runs.open("meridian", LocalDate.parse(day), cutoff).billRunId();
        runs.draft(run);
        context.getBean(BillRelease.class).release(run, "test");
        transaction.executeWithoutResult(status -> context.getBean(Debts.class).apply(Set.of(company, second, person)));
    }

    void billMarch() {
        billMarch(company);
    }

    void billMarch(long account) {
        billing.usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 244 * RUBLE, 1);
        billed("2026-04-01", 1);
    }

    void billApril() {
        billing.usage(company, "2026-04-10T10:00:00Z", "voice/outgoing/national", 1220 * RUBLE, 2);
        billed("2026-05-01", 2);
    }

    long pay(String receipt, String account, String day, long minor) {
        return desk.add(
                new ByHand(
                        "meridian", account, LocalDate.parse(day), new Money(RUB, minor), receipt, LedgerAccount.BANK),
                ANNA);
    }

    /** Runs the step as a job does; returns what it says it did. */
    String settle(String through) {
        List<String> notes = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void expect(long units, String unit) {}

            @Override
            public void advance(long units) {}

            @Override
            public void counted(long things, String unit) {}

            @Override
            public void note(String fact) {
                notes.add(fact);
            }
        };
        StepWork work = step.begin(
                new StepRequest(1, new Parameters(Map.of("through", through, "range", "1")), 0, 1, progress));
        while (Boolean.TRUE.equals(transaction.execute(status -> {
            StepWork.Piece piece = work.next();
            if (piece != null) {
                piece.perform();
            }
            return piece != null;
        }))) {
            // the next piece
        }
        assertThat(agreement()).as("reports of all months").isEmpty();
        return notes.get(0);
    }

    private List<Object> agreement() {
        List<Object> found = new ArrayList<>();
        for (LocalDate month = LocalDate.of(2026, 3, 1); month.getYear() < 2027; month = month.plusMonths(1)) {
            found.addAll(reports.disagreements(asked(month)));
        }
        return found;
    }

    private LedgerReports.Asked asked(LocalDate month) {
        return new LedgerReports.Asked(operator, "meridian", new DateRange(month, month.plusMonths(1)), ALWAYS);
    }

    List<String> vat(String month) {
        List<String> lines = new ArrayList<>();
        reports.read(asked(LocalDate.parse(month + "-01")), reports.report("vat-summary"), new LedgerReports.Reader() {
            @Override
            public Consumer<ReportLine> begin(LedgerReport report, Currency currency) {
                return line -> lines.add(String.join(" ", line.words()) + " " + line.minor());
            }

            @Override
            public void end(long count, List<Long> totals, Map<String, Object> more) {}
        });
        return lines;
    }

    List<String> invoices() {
        return jdbc.sql("""
                select number || ' ' || document_date || ' ' || gross_minor || ' ' || vat_minor
                from billing_document
                where kind = 'advance-invoice'
                order by sequence_number
                """).query(String.class).list();
    }

    List<String> deductions() {
        return jdbc.sql("""
                select b.number || ' ' || f.applied_on || ' ' || sum(f.amount_minor) || ' ' || sum(f.vat_minor)
                from payment_advance_offset f
                join payment_advance a using (advance_id)
                join billing_document b using (document_id)
                group by b.number, f.applied_on
                order by b.number, f.applied_on
                """).query(String.class).list();
    }

    /** The first invoice's day. */
    String march() {
        return day("select min(document_date)::text from billing_document where kind = 'invoice'");
    }

    /** The last invoice's day. */
    String april() {
        return day("select max(document_date)::text from billing_document where kind = 'invoice'");
    }

    /** On which acts of people are booked. */
    String today() {
        return day("select max(accounting_date)::text from journal_entry");
    }

    private String day(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    /** The VAT of the advances that are open. */
    long open() {
        return billing.id("select coalesce(sum(p.amount_minor), 0) from posting p join ledger_account l using"
                + " (ledger_account_id) where l.code = 'vat-on-advances'");
    }
}
