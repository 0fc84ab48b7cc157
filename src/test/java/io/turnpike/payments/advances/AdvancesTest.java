package io.turnpike.payments.advances;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.books.LedgerReport;
import io.turnpike.books.LedgerReports;
import io.turnpike.books.ReportLine;
import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.definitions.Problems;
import io.turnpike.documents.DocumentForms;
import io.turnpike.invoicing.BillRelease;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.invoicing.Operators;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import io.turnpike.ledger.ClosedPeriods;
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
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A company that pays ahead, billed by real bill runs: March 244.00, April 1220.00, at 22 %. What is charged and deducted is held against
 * the books by their own reports each time.
 */
@DatabaseTest
class AdvancesTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final long RUBLE = 1_000_000;
    private static final Signed ANNA = new Signed("anna", "a test");
    private static final Instant ALWAYS = Instant.parse("9000-01-01T00:00:00Z");
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));

    @TempDir
    private Path folder;

    @Autowired
    private Advances advances;

    @Autowired
    private LedgerReports reports;

    @Autowired
    private BillRuns runs;

    @Autowired
    private BillRelease release;

    @Autowired
    private PaymentDesk desk;

    @Autowired
    private Debts debts;

    @Autowired
    private ClosedPeriods closed;

    @Autowired
    private BillingDocuments documents;

    @Autowired
    private DocumentForms forms;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private BillingFixture given;
    private InvoiceAdvances step;
    private long operator;
    private long company;
    private long second;
    private long person;

    @BeforeEach
    void begin() throws IOException {
        empty();
        Path file = Files.createDirectories(folder.resolve("document-templates/operators"))
                .resolve("meridian.yaml");
        Files.writeString(
                file,
                Files.readString(HOME.resolve("document-templates/operators/meridian.yaml"))
                        .replace("from: 2040-01-01", "from: 2026-03-01"));
        Problems problems = new Problems();
        Operators operators = Operators.load(folder, problems);
        assertThat(problems.render()).isEmpty();
        step = new InvoiceAdvances(advances, operators);
        given = new BillingFixture(jdbc);
        given.operator("meridian", "Europe/Moscow", "RUB");
        operator = given.id("select id from operator");
        company = given.account("meridian", "200", "company");
        second = given.account("meridian", "201", "company");
        person = given.account("meridian", "300", "person");
    }

    @AfterEach
    void empty() {
        Emptying.tables(jdbc, """
                bill_run, bill, billing_period, document_line, billing_document, document_snapshot, number_sequence,
                  journal_entry, posting, account_balance, closed_period, usage_charge, usage_correction, usage_counter,
                  counter_opening, settled_through, unsettled, rerate_due, input_file, fee_charge, payment, payment_act,
                  payment_allocation, payment_advance, payment_advance_offset, customer, account, service, operator cascade
                """);
    }

    private void billed(String day, int cutoff) {
        long run = runs.open("meridian", LocalDate.parse(day), cutoff).billRunId();
        runs.draft(run);
        release.release(run, "test");
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> debts.apply(Set.of(company, second, person)));
    }

    private void billMarch() {
        given.usage(company, "2026-03-10T10:00:00Z", "voice/outgoing/national", 244 * RUBLE, 1);
        billed("2026-04-01", 1);
    }

    private void billApril() {
        given.usage(company, "2026-04-10T10:00:00Z", "voice/outgoing/national", 1220 * RUBLE, 2);
        billed("2026-05-01", 2);
    }

    private long pay(String receipt, String account, String day, long minor) {
        return desk.add(
                new ByHand(
                        "meridian", account, LocalDate.parse(day), new Money(RUB, minor), receipt, LedgerAccount.BANK),
                ANNA);
    }

    /** Runs the step as a job does; returns what it says it did. */
    private String settle(String through) {
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
        TransactionTemplate transaction = new TransactionTemplate(transactions);
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

    private List<String> vat(String month) {
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

    private List<String> invoices() {
        return jdbc.sql("""
                select number || ' ' || document_date || ' ' || gross_minor || ' ' || vat_minor
                from billing_document
                where kind = 'advance-invoice'
                order by sequence_number
                """).query(String.class).list();
    }

    private List<String> deductions() {
        return jdbc.sql("""
                select b.number || ' ' || f.applied_on || ' ' || sum(f.amount_minor) || ' ' || sum(f.vat_minor)
                from payment_advance_offset f
                join payment_advance a using (advance_id)
                join billing_document b using (document_id)
                group by b.number, f.applied_on
                order by b.number, f.applied_on
                """).query(String.class).list();
    }

    @Test
    void advances_are_invoiced_applied_in_parts_and_what_is_left_is_deducted_when_the_payment_bounces() {
        pay("R-1", "200", "2026-03-10", 1000_00);
        long bounced = pay("R-2", "200", "2026-03-20", 500_00);
        pay("R-3", "300", "2026-03-20", 700_00);
        assertThat(settle("2026-03-24")).isEqualTo("meridian: 1 advances invoiced, 0 deductions booked");
        assertThat(settle("2026-03-31")).isEqualTo("meridian: 1 advances invoiced, 0 deductions booked");
        // 1000.00 x 22 / 122 = 180.3279; 500.00 x 22 / 122 = 90.1639; the person gets none
        assertThat(invoices()).containsExactly("А1 2026-03-10 100000 18033", "А2 2026-03-20 50000 9016");
        assertThat(vat("2026-03")).containsExactly("22/122 advance [122951, 27049, 150000]");

        billMarch();
        assertThat(settle("2026-04-30")).isEqualTo("meridian: 0 advances invoiced, 1 deductions booked");
        billApril();
        assertThat(settle("2026-05-31")).isEqualTo("meridian: 0 advances invoiced, 2 deductions booked");
        // 180.33 - 44.00 = 136.33 of the rest of the first; 464.00 x 22 / 122 = 83.6721
        String march = march();
        String april = april();
        assertThat(deductions())
                .containsExactly(
                        "А1 " + march + " 24400 4400", "А1 " + april + " 75600 13633", "А2 " + april + " 46400 8367");

        desk.reverse(bounced, ANNA);
        String today = jdbc.sql("select max(accounting_date)::text from journal_entry")
                .query(String.class)
                .single();
        assertThat(settle("2099-12-31")).isEqualTo("meridian: 0 advances invoiced, 1 deductions booked");
        assertThat(deductions()).contains("А2 " + today + " 3600 649").hasSize(4);
        assertThat(settle("2099-12-31")).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");
        assertThat(given.id("select coalesce(sum(p.amount_minor), 0) from posting p join ledger_account l using"
                        + " (ledger_account_id) where l.code = 'vat-on-advances'"))
                .as("nothing is left of either")
                .isZero();
    }

    private String march() {
        return day("select min(document_date)::text from billing_document where kind = 'invoice'");
    }

    private String april() {
        return day("select max(document_date)::text from billing_document where kind = 'invoice'");
    }

    private String day(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    @Test
    void one_late_run_does_what_a_run_every_night_would_have_done() {
        pay("R-1", "200", "2026-03-10", 1000_00);
        pay("R-2", "200", "2026-03-20", 500_00);
        billMarch();
        billApril();
        assertThat(settle("2026-05-31")).isEqualTo("meridian: 2 advances invoiced, 3 deductions booked");
        assertThat(invoices()).containsExactly("А1 2026-03-10 100000 18033", "А2 2026-03-20 50000 9016");
        assertThat(deductions())
                .containsExactly(
                        "А1 " + march() + " 24400 4400",
                        "А1 " + april() + " 75600 13633",
                        "А2 " + april() + " 46400 8367");
        assertThat(settle("2026-05-31")).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");
    }

    @Test
    void what_closes_a_bill_of_before_it_came_is_deducted_on_the_day_it_came() {
        pay("R-1", "200", "2026-04-03", 1000_00);
        assertThat(settle("2026-04-10")).isEqualTo("meridian: 1 advances invoiced, 0 deductions booked");
        billMarch(); // late: its documents are of days before the money
        assertThat(settle("2026-04-30")).isEqualTo("meridian: 0 advances invoiced, 1 deductions booked");
        assertThat(deductions()).containsExactly("А1 2026-04-03 24400 4400");
        assertThat(vat("2026-03")).noneMatch(line -> line.contains("advance"));
        assertThat(settle("2026-04-30")).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");
    }

    @Test
    void what_is_applied_within_the_days_is_no_advance() {
        pay("R-1", "200", "2026-03-30", 250_00);
        billMarch();
        assertThat(settle("2026-04-03")).as("its days are not over").contains("0 advances invoiced");
        assertThat(settle("2026-04-04")).contains("1 advances invoiced");
        // 6.00 x 22 / 122 = 1.0820
        assertThat(invoices()).containsExactly("А1 2026-03-30 600 108");
        assertThat(settle("2026-05-31")).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");
    }

    @Test
    void what_closes_the_part_of_another_account_of_the_same_invoice_is_no_advance_and_is_deducted_where_it_was_one() {
        jdbc.sql("update account set invoice_per = 'customer' where id = ?")
                .param(company)
                .update();
        long other = given.accountOf(
                operator, given.id("select customer_id from account where id = ?", company), "202", "customer");
        given.usage(other, "2026-03-11T10:00:00Z", "voice/outgoing/national", 122 * RUBLE, 1);
        billMarch();
        pay("R-1", "200", "2026-04-03", 366_00);
        assertThat(settle("2026-04-30")).isEqualTo("meridian: 0 advances invoiced, 0 deductions booked");

        pay("R-2", "200", "2026-04-04", 1000_00);
        assertThat(settle("2026-04-30")).isEqualTo("meridian: 1 advances invoiced, 0 deductions booked");
        given.usage(other, "2026-04-11T10:00:00Z", "voice/outgoing/national", 244 * RUBLE, 2);
        billed("2026-05-01", 2);
        assertThat(settle("2026-05-31")).isEqualTo("meridian: 0 advances invoiced, 1 deductions booked");
        assertThat(deductions()).containsExactly("А1 " + april() + " 24400 4400");
        assertThat(given.id("select sum(amount_minor) from posting join ledger_account using (ledger_account_id) where"
                        + " code = 'receivables' and account_id = " + company))
                .isEqualTo(-75600);
    }

    @Test
    void a_payment_moved_to_another_company_is_an_advance_there() {
        long payment = pay("R-1", "200", "2026-03-10", 1000_00);
        settle("2026-03-31");
        desk.move(payment, "201", ANNA);
        assertThat(settle("2099-12-31")).isEqualTo("meridian: 1 advances invoiced, 1 deductions booked");
        assertThat(invoices()).hasSize(2);
        assertThat(jdbc.sql("select account_number from billing_document order by sequence_number")
                        .query(String.class)
                        .list())
                .containsExactly("200", "201");
        assertThat(given.id("select sum(p.amount_minor) from posting p join ledger_account l using (ledger_account_id)"
                        + " where l.code = 'vat-on-advances'"))
                .isEqualTo(18033);
    }

    @Test
    void numbers_have_no_gaps_whatever_is_rolled_back_and_closed_months_are_left_alone() {
        pay("R-1", "200", "2026-03-10", 1000_00);
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            settle("2026-03-31");
            status.setRollbackOnly();
        });
        assertThat(invoices()).isEmpty();
        closed.close(operator, new DateRange(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1)), "anna");
        settle("2026-03-31");
        assertThat(invoices()).containsExactly("А1 2026-04-01 100000 18033");
        assertThat(vat("2026-03")).isEmpty();
        assertThat(vat("2026-04")).containsExactly("22/122 advance [81967, 18033, 100000]");
    }

    @Test
    void the_document_says_what_was_paid_and_when() throws IOException {
        pay("R-1", "200", "2026-03-10", 1000_00);
        settle("2026-03-31");
        long document = given.id("select document_id from billing_document");
        String snapshot = documents.snapshot(document).orElseThrow();
        @SuppressWarnings("unchecked")
        Map<String, Object> content = JsonMapper.shared().readValue(snapshot, Map.class);
        byte[] pdf = forms.renderer().render(forms.template("advance-invoice", "meridian", "ru", "ru"), content);
        try (PDDocument read = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(read).replaceAll("[\\s\\u00a0\\u202f]+", " "))
                    .contains("Счёт-фактура № А1 от 10 марта 2026", "R-1 от 10.03.2026", "22/122", "180,33", "1 000,00")
                    .doesNotContain("819,67");
        }
        assertThat(documents.byNumber("meridian", "advance-invoice", "А1")).isPresent();
    }
}
