package io.turnpike.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.books.LedgerReports.Asked;
import io.turnpike.books.LedgerReports.Written;
import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillRelease;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.invoicing.PeriodClose;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.PaymentDesk.ByHand;
import io.turnpike.payments.PaymentDesk.Signed;
import io.turnpike.payments.debts.Debts;
import io.turnpike.time.DateRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
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

/**
 * Three months billed for three customers of meridian, by real bill runs, with a payment, an advance, a credit note, a refund, a payment
 * taken off later and a bounced one; then the reports of any of these months, held against each other and against figures worked out by
 * hand.
 */
@DatabaseTest
class LedgerReportsTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final long RUBLE = 1_000_000;
    private static final Signed ANNA = new Signed("anna", "a test");
    private static final Instant ALWAYS = Instant.parse("9000-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Autowired
    private LedgerReports reports;

    @Autowired
    private PeriodClose close;

    @Autowired
    private BillRuns runs;

    @Autowired
    private BillRelease release;

    @Autowired
    private PaymentDesk desk;

    @Autowired
    private Debts debts;

    @Autowired
    private Journal journal;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private BillingFixture given;
    private long operator;
    private long company;
    private long person;
    private long other;
    private long bounced;

    /**
     * March 1: person invoiced 122.00 in advance for March (100.00 + 22.00 VAT). March: company used 244.00. April 1: company invoiced
     * 244.00; person 122.00 for April; other 61.00. Payments: person 122.00 on March 5 and 500.00 on April 10 (an advance of 378.00);
     * company 100.00 on April 12, which bounces on the day of the test; a refund of 50.00 to person by an entry of April 20. May 1: of
     * person's April 61.00 come back by a credit note.
     */
    @BeforeEach
    void months() {
        empty();
        given = new BillingFixture(jdbc);
        given.operator("meridian", "Europe/Moscow", "RUB");
        operator = given.id("select id from operator");
        person = given.account("meridian", "100", "person");
        company = given.account("meridian", "200", "company");
        other = given.account("meridian", "300", "person");
        given.fee(person, "line-rental", "2026-03-01", "2026-04-01", 122 * RUBLE, "2026-03-01", 1);
        billed("2026-03-01", 1);
        pay("R-1", "100", "2026-03-05", 122_00);
        given.usage(company, "2026-03-10T10:00:00Z", "voice/outgoing/national", 244 * RUBLE, 2);
        given.usage(other, "2026-03-11T10:00:00Z", "voice/outgoing/national", 61 * RUBLE, 2);
        given.fee(person, "line-rental", "2026-04-01", "2026-05-01", 122 * RUBLE, "2026-04-01", 2);
        billed("2026-04-01", 2);
        pay("R-2", "100", "2026-04-10", 500_00);
        bounced = pay("R-3", "200", "2026-04-12", 100_00);
        journal.post(JournalEntry.on(operator, LocalDate.parse("2026-04-20"), EntryKind.ADJUSTMENT, "refund 1")
                .post(LedgerAccount.RECEIVABLES, person, new Money(RUB, 50_00))
                .post(LedgerAccount.BANK, new Money(RUB, -50_00))
                .build());
        given.fee(person, "line-rental", "2026-04-16", "2026-05-01", -61 * RUBLE, "2026-05-01", 3);
        billed("2026-05-01", 3);
    }

    @AfterEach
    void empty() {
        Emptying.tables(jdbc, """
                bill_run, bill, billing_period, document_line, drafted_document, document_number, document_snapshot, number_sequence,
                  journal_entry, posting, account_balance, closed_period, usage_charge, usage_correction, usage_counter,
                  counter_opening, settled_through, unsettled, rerate_due, input_file, fee_charge, payment, payment_act,
                  payment_allocation, customer, account, service, operator cascade
                """);
    }

    private void billed(String day, int cutoff) {
        long run = runs.open("meridian", LocalDate.parse(day), cutoff).billRunId();
        runs.draft(run);
        release.release(run, "test");
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> debts.apply(Set.of(person, company, other)));
    }

    private long pay(String receipt, String account, String day, long minor) {
        return desk.add(
                new ByHand(
                        "meridian", account, LocalDate.parse(day), new Money(RUB, minor), receipt, LedgerAccount.BANK),
                ANNA);
    }

    private Asked asked(DateRange days) {
        return new Asked(operator, "meridian", days, ALWAYS);
    }

    private Asked asked(String from, String to) {
        return asked(new DateRange(LocalDate.parse(from), LocalDate.parse(to)));
    }

    private Asked month(int month) {
        LocalDate first = LocalDate.of(2026, month, 1);
        return asked(new DateRange(first, first.plusMonths(1)));
    }

    /** Every line: its words and amounts in minor units. */
    private List<String> lines(Asked asked, String kind) {
        return lines(asked, reports.report(kind));
    }

    private List<String> lines(Asked asked, LedgerReport wanted) {
        List<String> lines = new ArrayList<>();
        reports.read(asked, wanted, new LedgerReports.Reader() {
            @Override
            public Consumer<ReportLine> begin(LedgerReport report, Currency currency) {
                return line -> lines.add(String.join(" | ", line.words()) + " " + line.minor());
            }

            @Override
            public void end(long count, List<Long> totals, Map<String, Object> more) {
                lines.add("total " + totals);
                if (!more.isEmpty()) {
                    lines.add(more.get("openingBalance") + " .. " + more.get("closingBalance"));
                }
            }
        });
        return lines;
    }

    @Test
    void all_reports_of_every_day_and_month_agree_to_the_kopeck() {
        for (LocalDate day = LocalDate.of(2026, 2, 27); day.isBefore(LocalDate.of(2026, 5, 3)); day = day.plusDays(1)) {
            assertThat(reports.disagreements(asked(new DateRange(day, day.plusDays(1)))))
                    .as(day.toString())
                    .isEmpty();
        }
        for (int month = 2; month <= 5; month++) {
            assertThat(reports.disagreements(month(month))).as("month " + month).isEmpty();
        }
        assertThat(reports.disagreements(asked("2026-01-01", "2027-01-01"))).isEmpty();
    }

    @Test
    void an_entry_past_the_documents_is_named_with_both_figures() {
        journal.post(JournalEntry.on(operator, LocalDate.parse("2026-04-20"), EntryKind.ADJUSTMENT, "by hand")
                .post(LedgerAccount.RECEIVABLES, person, new Money(RUB, 12_20))
                .post(LedgerAccount.VAT_PAYABLE, new Money(RUB, -2_20))
                .post(LedgerAccount.revenue("voice"), new Money(RUB, -10_00))
                .build());
        // April's documents: 122.00 of the person, and nothing of March, which is in documents of March 31
        assertThat(reports.disagreements(month(4)))
                .extracting(each -> each.first() + ": " + each.is().minus(each.other()))
                .containsExactly(
                        "trial balance: credit less debit of vat-payable: 2.20 RUB",
                        "trial balance: credit less debit of revenue: 10.00 RUB");
    }

    @Test
    void a_debt_that_is_closed_by_more_than_it_comes_to_is_named() {
        jdbc.sql("update payment_allocation set amount_minor = 12201").update();
        assertThat(reports.disagreements(month(4))).asString().contains("on account 100 is 122.01 RUB");
    }

    @Test
    void the_figures_of_april_are_those_that_a_person_works_out() {
        // person: 122.00 for April open; refund 50.00; paid 500.00 and credited 61.00: 122 + 50 - 561 = -389
        // company: 244.00 of March, paid 100.00; other: 61.00 of March
        assertThat(lines(month(4), "turnover"))
                .containsExactly(
                        "receivables | 100 | Customer 100 [12200, 5000, 56100, -38900]",
                        "receivables | 200 | Customer 200 [24400, 0, 10000, 14400]",
                        "receivables | 300 | Customer 300 [6100, 0, 0, 6100]",
                        "advances | 100 | Customer 100 [-12200, 12200, 0, 0]",
                        "total [30500, 17200, 66100, -18400]");
        // opening: paid 122.00 to the bank; owed 427.00; 350.00 + 77.00 rendered in March, 122.00 invoiced ahead
        // April: half of a month's 100.00 + 22.00 is rendered, half credited
        assertThat(lines(month(4), "trial-balance"))
                .containsExactly(
                        "advances [0, 12200, 12200, 0, 0, 0]",
                        "bank [12200, 0, 60000, 5000, 67200, 0]",
                        "receivables [42700, 0, 5000, 66100, 0, 18400]",
                        "revenue:subscriptions [0, 10000, 0, 5000, 0, 15000]",
                        "revenue:voice [0, 25000, 0, 0, 0, 25000]",
                        "vat-payable [0, 7700, 0, 1100, 0, 8800]",
                        "total [54900, 54900, 77200, 77200, 67200, 67200]");
        // documents of March 31, due after 20 days, on April 20: 10 days late
        assertThat(lines(month(4), "aged-debt"))
                .containsExactly(
                        "C-100 | Customer 100 | 100 [0, 0, 0, 0, 0, 0, -38900, -38900]",
                        "C-200 | Customer 200 | 200 [0, 14400, 0, 0, 0, 14400, 0, 14400]",
                        "C-300 | Customer 300 | 300 [0, 6100, 0, 0, 0, 6100, 0, 6100]",
                        "total [0, 20500, 0, 0, 0, 20500, -38900, -18400]");
        assertThat(lines(month(4), "vat-summary"))
                .containsExactly("22 % | rendered [5000, 1100, 6100]", "total [5000, 1100, 6100]");
        assertThat(lines(month(3), "vat-summary"))
                .containsExactly("22 % | rendered [35000, 7700, 42700]", "total [35000, 7700, 42700]");
    }

    @Test
    void a_debit_note_is_an_open_item_and_its_vat_is_in_the_summary() {
        given.notedUsage(other, "2026-03-12T10:00:00Z", "voice/outgoing/national", 12_200_000, 4);
        billed("2026-06-01", 4);
        assertThat(lines(month(5), "vat-summary")).contains("22 % | rendered [1000, 220, 1220]");
        assertThat(lines(month(5), act("C-300"))).contains("2026-05-31 | 300 | debit-note | Д-26-000001 [1220, 0]");
        // due on June 20: 10 days late; what was due on April 20 is 71 days late
        assertThat(lines(month(6), "aged-debt"))
                .contains("C-300 | Customer 300 | 300 [0, 1220, 0, 6100, 0, 7320, 0, 7320]");
        assertThat(reports.disagreements(month(5))).isEmpty();
    }

    @Test
    void a_debt_is_not_late_on_its_due_day() {
        assertThat(lines(asked("2026-04-20", "2026-04-21"), "aged-debt").get(2))
                .isEqualTo("C-300 | Customer 300 | 300 [6100, 0, 0, 0, 0, 6100, 0, 6100]");
    }

    @Test
    void a_payment_that_bounced_later_has_closed_what_it_closed() {
        desk.reverse(bounced, ANNA);
        assertThat(lines(month(4), "aged-debt"))
                .contains("C-200 | Customer 200 | 200 [0, 14400, 0, 0, 0, 14400, 0, 14400]");
        assertThat(lines(asked("2026-04-01", "2027-01-01"), "aged-debt"))
                .contains("C-200 | Customer 200 | 200 [0, 0, 0, 0, 24400, 24400, 0, 24400]");
        assertThat(lines(asked("2026-03-31", "2026-04-12"), "aged-debt"))
                .as("before it was paid")
                .contains("C-200 | Customer 200 | 200 [24400, 0, 0, 0, 0, 24400, 0, 24400]");
    }

    @Test
    void files_hold_what_the_reports_say_and_a_second_time_the_same() throws IOException {
        Written written = reports.write(month(4), reports.all(), null, folder.resolve("new/reports"));
        assertThat(written.disagreements()).isEmpty();
        assertThat(written.files())
                .extracting(file -> file.getFileName().toString())
                .contains("trial-balance-meridian-RUB-2026-04.csv", "aged-debt-meridian-RUB-2026-04.pdf")
                .hasSize(8);
        Path csv = folder.resolve("new/reports/turnover-meridian-RUB-2026-04.csv");
        String first = Files.readString(csv, StandardCharsets.UTF_8);
        assertThat(first).startsWith("ledger_account,account,customer,opening,debit,credit,closing\n");
        byte[] pdf = Files.readAllBytes(folder.resolve("new/reports/trial-balance-meridian-RUB-2026-04.pdf"));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Оборотно-сальдовая ведомость", "Расчёты с абонентами", "«Меридиан Телеком»");
        }
        reports.write(month(4), reports.all(), "en", folder.resolve("new/reports"));
        assertThat(Files.readString(csv, StandardCharsets.UTF_8)).isEqualTo(first);
        try (var files = Files.list(folder.resolve("new/reports"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void a_closed_month_counts_on_from_the_balances_kept_and_shows_the_same() {
        List<String> before = lines(month(4), "trial-balance");
        close.close("meridian", YearMonth.of(2026, 2), "accountant");
        close.close("meridian", YearMonth.of(2026, 3), "accountant");
        assertThat(jdbc.sql("select count(*) from closed_balance where balance_minor <> 0")
                        .query(Long.class)
                        .single())
                .isPositive();
        assertThat(lines(month(4), "trial-balance")).isEqualTo(before);
        assertThat(reports.disagreements(month(4))).isEmpty();
        assertThatThrownBy(() ->
                        jdbc.sql("update closed_balance set balance_minor = 1").update())
                .hasMessageContaining("immutable");
    }

    @Test
    void what_is_booked_later_for_the_same_days_does_not_count_for_what_was_known() {
        Instant known = jdbc.sql("select max(recorded_at) from journal_entry")
                .query(Instant.class)
                .single();
        List<String> debt = lines(month(4), "aged-debt");
        List<String> turnover = lines(month(4), "turnover");
        List<String> trial = lines(month(4), "trial-balance");
        pay("R-9", "300", "2026-04-29", 20_00);
        desk.reverse(bounced, ANNA);
        Asked then = new Asked(operator, "meridian", month(4).days(), known.plusMillis(1));
        assertThat(lines(then, "turnover")).isEqualTo(turnover);
        assertThat(lines(then, "trial-balance")).isEqualTo(trial);
        assertThat(lines(then, "aged-debt")).isEqualTo(debt);
        assertThat(lines(month(4), "turnover")).isNotEqualTo(turnover);
        assertThat(reports.disagreements(then)).isEmpty();
        assertThat(reports.disagreements(month(4))).isEmpty();
    }

    private LedgerReport act(String customer) {
        return reports.reconciliation(operator, customer).orElseThrow();
    }

    @Test
    void an_act_of_reconciliation_leads_from_balance_to_balance_by_every_document_and_payment() {
        assertThat(lines(month(4), act("C-100")))
                .containsExactly(
                        "2026-04-10 | 100 | payment | R-2 [0, 50000]",
                        "2026-04-20 | 100 | adjustment | refund 1 [5000, 0]",
                        "2026-04-30 | 100 | credit-note | К-26-000001 [0, 6100]",
                        "total [5000, 56100]",
                        "122.00 .. -389.00");
        assertThat(lines(asked("2026-01-01", "2026-04-01"), act("C-100")))
                .containsExactly(
                        "2026-02-28 | 100 | invoice | 26-0000001 [12200, 0]",
                        "2026-03-05 | 100 | payment | R-1 [0, 12200]",
                        "2026-03-31 | 100 | invoice | 26-0000002 [12200, 0]",
                        "total [24400, 12200]",
                        "0.00 .. 122.00");
        assertThat(reports.reconciliation(operator, "C-9")).isEmpty();
    }

    @Test
    void an_act_as_it_was_known_leaves_out_what_came_later_and_its_paper_names_both_sides() throws IOException {
        Instant known = jdbc.sql("select max(recorded_at) from journal_entry")
                .query(Instant.class)
                .single();
        List<String> then = lines(month(4), act("C-200"));
        pay("R-8", "200", "2026-04-29", 20_00);
        assertThat(lines(new Asked(operator, "meridian", month(4).days(), known), act("C-200")))
                .isEqualTo(then)
                .endsWith("244.00 .. 144.00");
        assertThat(lines(month(4), act("C-200"))).endsWith("244.00 .. 124.00");
        Written written = reports.write(month(4), List.of(act("C-200")), "ru", folder);
        assertThat(written.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "reconciliation-C-200-meridian-RUB-2026-04.csv",
                        "reconciliation-C-200-meridian-RUB-2026-04.pdf");
        try (PDDocument document =
                Loader.loadPDF(Files.readAllBytes(written.files().get(1)))) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                    .contains(
                            "Акт сверки",
                            "Customer 200",
                            "«Меридиан Телеком»",
                            "124,00",
                            "Сто двадцать четыре рубля 00 копеек");
        }
    }
}
