package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.money.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bills of the day on which a contract begins: the fixture's accounts are of January 1, billed on the first. */
@DatabaseTest
class FirstDayBillsTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate JANUARY_1 = LocalDate.of(2026, 1, 1);
    private static final LocalDate FEBRUARY_1 = LocalDate.of(2026, 2, 1);
    private static final long RUBLE = 1_000_000;

    @Autowired
    private BillRuns runs;

    @Autowired
    private BillRelease release;

    @Autowired
    private BillRunReport report;

    @Autowired
    private BillingDocuments documents;

    @Autowired
    private AccountBalances balances;

    @Autowired
    private JdbcClient jdbc;

    private BillingFixture given;

    @BeforeEach
    void operator() {
        given = new BillingFixture(jdbc);
        given.operator("meridian", "Europe/Moscow", "RUB");
    }

    @AfterEach
    void empty() {
        Emptying.tables(jdbc, """
                bill_run, bill, billing_period, document_line, drafted_document, document_number, document_snapshot, number_sequence,
                  journal_entry, posting, account_balance, closed_period, usage_charge, fee_charge, customer, account,
                  service, operator cascade
                """);
    }

    private BillRun released(BillRun opened) {
        BillRun run = runs.draft(opened.billRunId());
        release.release(run.billRunId(), "test");
        return run;
    }

    private BillRun cycle(LocalDate day, int cutoff) {
        return released(runs.open("meridian", day, cutoff));
    }

    private List<Listed> listed(BillRun run, String kind) {
        return documents.list(new Filter(null, kind, null, null, null, run.billRunId()), 0, 100);
    }

    private static String shown(Listed document) {
        return document.number() + " " + document.documentDate() + " [" + document.periodFrom() + ", "
                + document.periodTo() + ") " + document.grossMinor() + " due " + document.amountDueMinor();
    }

    @Test
    void what_is_due_on_the_first_day_is_invoiced_on_it_and_rendered_by_the_cycle() {
        long account = given.account("meridian", "100", "company");
        given.fee(account, "line-rental", "2026-01-01", "2026-02-01", 310 * RUBLE, "2026-01-01", 1);
        BillRun first = cycle(JANUARY_1, 1);

        assertThat(listed(first, "invoice"))
                .extracting(FirstDayBillsTest::shown)
                .containsExactly("26-0000001 2026-01-01 [2026-01-01, 2026-01-02) 31000 due 31000");
        assertThat(listed(first, "act")).isEmpty();
        assertThat(runs.openIfDue("meridian", JANUARY_1, 1)).isEmpty();

        given.fee(account, "line-rental", "2026-02-01", "2026-03-01", 280 * RUBLE, "2026-02-01", 2);
        BillRun january = cycle(FEBRUARY_1, 2);
        assertThat(listed(january, "invoice"))
                .extracting(FirstDayBillsTest::shown)
                .containsExactly("26-0000002 2026-01-31 [2026-01-01, 2026-02-01) 28000 due 59000");
        assertThat(listed(january, "act"))
                .extracting(Listed::grossMinor)
                .containsExactly(310_00L); // the whole of January, and nothing of February
        assertThat(documents
                        .snapshot(listed(january, "invoice").get(0).documentId())
                        .orElseThrow())
                .contains("\"openingBalance\":\"310.00\",\"payments\":[],\"paymentsTotal\":\"0.00\"");
        assertThat(balances.now(account, RUB)).isEqualTo(new Money(RUB, 590_00));
    }

    @Test
    void a_discarded_first_bill_leaves_everything_to_the_cycle_and_uses_no_number() {
        long account = given.account("meridian", "100", "person");
        given.fee(account, "line-rental", "2026-01-01", "2026-02-01", 310 * RUBLE, "2026-01-01", 1);
        BillRun draft = runs.draft(
                runs.openAccounts("meridian", JANUARY_1, 1, List.of("100")).billRunId());
        assertThat(listed(draft, "invoice")).hasSize(1);
        runs.discard(draft.billRunId());
        assertThat(listed(cycle(FEBRUARY_1, 1), "invoice"))
                .extracting(FirstDayBillsTest::shown)
                .containsExactly("26-0000001 2026-01-31 [2026-01-01, 2026-02-01) 31000 due 31000");
    }

    @Test
    void what_comes_after_a_bill_of_the_same_day_is_billed_once_by_hand_or_by_the_cycle() {
        long account = given.account("meridian", "100", "person");
        given.fee(account, "activation", "2026-01-01", "2026-01-02", 100 * RUBLE, "2026-01-01", 1);
        BillRun first = released(runs.openAccounts("meridian", JANUARY_1, 1, List.of("100")));
        given.fee(account, "relocation", "2026-01-01", "2026-01-02", 20 * RUBLE, "2026-01-01", 2);
        BillRun second = released(runs.openAccounts("meridian", JANUARY_1, 2, List.of("100")));
        given.fee(account, "repair", "2026-01-01", "2026-01-02", 3 * RUBLE, "2026-01-01", 3);
        BillRun past = released(runs.openPastPeriod("meridian", JANUARY_1, 3, List.of("100")));
        given.fee(account, "visit", "2026-01-01", "2026-01-02", 12 * RUBLE, "2026-01-01", 4);
        BillRun january = cycle(FEBRUARY_1, 4);

        assertThat(List.of(first, second, past, january))
                .flatExtracting(run -> listed(run, "invoice"))
                .extracting(FirstDayBillsTest::shown)
                .containsExactly(
                        "26-0000001 2026-01-01 [2026-01-01, 2026-01-02) 10000 due 10000",
                        "26-0000002 2026-01-01 [2026-01-01, 2026-01-02) 2000 due 12000",
                        "26-0000003 2026-01-01 [2026-01-01, 2026-01-02) 300 due 12300",
                        "26-0000004 2026-01-31 [2026-01-01, 2026-02-01) 1200 due 13500");
        // everything is rendered by the end of January, once
        assertThat(balances.at(account, RUB, LocalDate.of(2026, 1, 31), java.time.Instant.parse("9000-01-01T00:00:00Z"))
                        .advances())
                .isEqualTo(Money.zero(RUB));
        assertThat(jdbc.sql("""
                select sum(-amount_minor)
                from posting
                join ledger_account using (ledger_account_id)
                where code like 'revenue:%' or code = 'vat-payable'
                """).query(Long.class).single()).isEqualTo(135_00);
    }

    @Test
    void a_run_of_first_days_only_is_neither_compared_nor_compared_with() {
        long account = given.account("meridian", "100", "person");
        given.fee(account, "line-rental", "2026-01-01", "2026-02-01", 310 * RUBLE, "2026-01-01", 1);
        BillRun first = runs.draft(runs.open("meridian", JANUARY_1, 1).billRunId());
        assertThat(report.verdict(first.billRunId()).automatic()).isTrue();
        release.release(first.billRunId(), "test");

        given.fee(account, "line-rental", "2026-02-01", "2026-03-01", 2_800 * RUBLE, "2026-02-01", 2);
        BillRun january = runs.draft(runs.open("meridian", FEBRUARY_1, 2).billRunId());
        assertThat(report.lastRun(january.billRunId())).isEmpty();
    }

    @Test
    void an_account_that_begins_today_shares_the_invoice_of_its_customer() {
        long old = given.account("meridian", "101", "company");
        long customerId = given.id("select customer_id from account where id = ?", old);
        jdbc.sql("update account set invoice_per = 'customer' where id = ?")
                .param(old)
                .update();
        long fresh = given.accountOf(given.id("select id from operator"), customerId, "100", "customer");
        jdbc.sql("update account set contract_date = date '2026-02-01' where id = ?")
                .param(fresh)
                .update();
        given.fee(old, "line-rental", "2026-01-01", "2026-02-01", 310 * RUBLE, "2026-02-01", 1);
        given.fee(fresh, "line-rental", "2026-02-01", "2026-03-01", 280 * RUBLE, "2026-02-01", 1);
        BillRun january = cycle(FEBRUARY_1, 1);

        assertThat(listed(january, "invoice"))
                .extracting(FirstDayBillsTest::shown)
                .containsExactly("26-0000001 2026-01-31 [2026-01-01, 2026-02-01) 59000 due 59000");
        assertThat(listed(january, "act")).extracting(Listed::grossMinor).containsExactly(310_00L);
        BillRun february = cycle(LocalDate.of(2026, 3, 1), 1);
        assertThat(listed(february, "invoice")).isEmpty();
        assertThat(listed(february, "act")).extracting(Listed::grossMinor).containsExactly(280_00L);
    }
}
