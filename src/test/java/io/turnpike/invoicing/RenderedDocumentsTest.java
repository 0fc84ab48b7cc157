package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What act and VAT invoice show: what was rendered, in the month it was rendered in, at the rate of its days, and once. */
@DatabaseTest
class RenderedDocumentsTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate APRIL_1 = LocalDate.of(2026, 4, 1);
    private static final LocalDate MAY_1 = LocalDate.of(2026, 5, 1);
    private static final Instant ALWAYS = Instant.parse("9000-01-01T00:00:00Z");
    private static final int ALL = 1_000;
    private static final long RUBLE = 1_000_000;

    @Autowired
    private BillRuns runs;

    @Autowired
    private BillRelease release;

    @Autowired
    private BillingDocuments documents;

    @Autowired
    private LineExplanation explanation;

    @Autowired
    private DocumentLines lines;

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
                bill_run, bill, billing_period, document_line, billing_document, document_snapshot, number_sequence,
                  journal_entry, posting, account_balance, closed_period, usage_charge, fee_charge, customer, account,
                  service, operator cascade
                """);
    }

    private BillRun billed(LocalDate day, int cutoff) {
        BillRun run = runs.draft(runs.open("meridian", day, cutoff).billRunId());
        release.release(run.billRunId(), "test");
        return run;
    }

    private List<Listed> listed(BillRun run, String kind) {
        return documents.list(new Filter(null, kind, null, null, null, run.billRunId()), 0, ALL);
    }

    private Money owed(long account) {
        return balances.now(account, RUB);
    }

    @Test
    void a_fee_billed_in_advance_stands_on_the_act_of_its_month() {
        long account = given.account("meridian", "100", "company");
        given.fee(account, "line-rental", "2026-04-01", "2026-05-01", 122 * RUBLE, "2026-04-01", 1);
        BillRun march = billed(APRIL_1, 1);
        assertThat(listed(march, "invoice").get(0).grossMinor()).isEqualTo(122_00);
        assertThat(listed(march, "act")).isEmpty();
        assertThat(balances.at(account, RUB, APRIL_1, ALWAYS).advances()).isEqualTo(new Money(RUB, -122_00));

        BillRun april = billed(MAY_1, 1);
        assertThat(listed(april, "invoice")).isEmpty();
        assertThat(listed(april, "act").get(0).grossMinor()).isEqualTo(122_00);
        assertThat(balances.at(account, RUB, MAY_1, ALWAYS).advances()).isEqualTo(Money.zero(RUB));
        assertThat(owed(account)).isEqualTo(new Money(RUB, 122_00));
    }

    @Test
    void the_acts_of_a_fee_paid_in_advance_for_several_months_add_up_to_it() {
        long account = given.account("meridian", "100", "company");
        given.fee(account, "line-rental", "2026-04-01", "2026-07-01", 100 * RUBLE, "2026-04-01", 1);
        billed(APRIL_1, 1);
        // of 91 days: 30 make 32.97, 61 make 67.03; each by itself would be 32.97, 34.07 and 32.97
        List<Long> acts = new ArrayList<>();
        for (LocalDate day : List.of(MAY_1, LocalDate.of(2026, 6, 1), LocalDate.of(2026, 7, 1))) {
            acts.add(listed(billed(day, 1), "act").get(0).grossMinor());
        }
        assertThat(acts).containsExactly(32_97L, 34_06L, 32_97L);
        assertThat(balances.at(account, RUB, LocalDate.of(2026, 7, 1), ALWAYS).advances())
                .isEqualTo(Money.zero(RUB));
    }

    @Test
    void documents_for_a_past_period_do_not_render_its_fees_again() {
        long account = given.account("meridian", "100", "company");
        given.fee(account, "line-rental", "2026-03-01", "2026-04-01", 122 * RUBLE, "2026-03-01", 1);
        billed(LocalDate.of(2026, 3, 1), 1);
        assertThat(listed(billed(APRIL_1, 1), "act").get(0).grossMinor()).isEqualTo(122_00);
        given.usage(account, "2026-03-11T10:00:00Z", "voice/outgoing/national", 7 * RUBLE, 2);
        BillRun past = runs.draft(runs.openPastPeriod("meridian", LocalDate.of(2026, 4, 15), 2, List.of("100"))
                .billRunId());
        release.release(past.billRunId(), "test");
        assertThat(listed(past, "act").get(0).grossMinor()).isEqualTo(7_00);
        assertThat(balances.at(account, RUB, MAY_1, ALWAYS).advances()).isEqualTo(Money.zero(RUB));
    }

    @Test
    void documents_for_a_past_year_by_hand_take_the_next_numbers_of_the_open_one() {
        long account = given.account("meridian", "100", "company");
        jdbc.sql("update account set contract_date = date '2025-12-01'").update();
        given.usage(account, "2025-12-10T10:00:00Z", "voice/outgoing/national", 20 * RUBLE, 1);
        BillRun december = billed(LocalDate.of(2026, 1, 1), 1);
        assertThat(listed(december, "act"))
                .extracting(act -> act.number() + " of " + act.documentDate())
                .containsExactly("А-25-0000001 of 2025-12-31");
        given.usage(account, "2026-01-10T10:00:00Z", "voice/outgoing/national", 30 * RUBLE, 1);
        billed(LocalDate.of(2026, 2, 1), 1);
        given.usage(account, "2026-01-11T10:00:00Z", "voice/outgoing/national", 7 * RUBLE, 2);
        BillRun past = runs.draft(runs.openPastPeriod("meridian", LocalDate.of(2026, 2, 10), 2, List.of("100"))
                .billRunId());
        release.release(past.billRunId(), "test");
        assertThat(listed(past, "act"))
                .extracting(act -> act.number() + " of " + act.documentDate() + " for " + act.periodFrom())
                .containsExactly("А-26-0000002 of 2026-02-10 for 2026-01-01");
    }

    @Test
    void a_change_of_the_vat_rate_divides_fees_and_usage_at_its_day() {
        long account = given.account("meridian", "100", "company");
        jdbc.sql("update account set contract_date = date '2025-12-17'").update();
        // 22 % from January 1 on, 20 % before: 15 days of 30 on either side
        given.fee(account, "line-rental", "2025-12-17", "2026-01-16", 300 * RUBLE, "2026-02-01", 1);
        // 23:59:59 of December 31 in Moscow, and midnight
        given.usage(account, "2025-12-31T20:59:59Z", "voice/outgoing/national", 60 * RUBLE, 1);
        given.usage(account, "2025-12-31T21:00:00Z", "voice/outgoing/national", 61 * RUBLE, 1);
        BillRun run = billed(LocalDate.of(2026, 2, 1), 1);
        for (String kind : List.of("invoice", "act", "vat-invoice")) {
            // 150 x 20/120 = 25.00, 150 x 22/122 = 27.05, 60 x 20/120 = 10.00, 61 x 22/122 = 11.00
            assertThat(lines.of(listed(run, kind).get(0)))
                    .as(kind)
                    .extracting(line -> line.from() + ".." + line.last() + " " + line.gross() + " " + line.vatRate()
                            + " " + line.vat())
                    .containsExactly(
                            "2025-12-17..2025-12-31 150.00 20 % 25.00",
                            "2026-01-01..2026-01-15 150.00 22 % 27.05",
                            "2025-12-17..2025-12-31 60.00 20 % 10.00",
                            "2026-01-01..2026-01-31 61.00 22 % 11.00");
        }
        long bill = given.id("select bill_id from bill where bill_run_id = ?", run.billRunId());
        for (int position = 1; position <= 4; position++) {
            assertThat(explanation
                            .line(bill, LinePart.BILLED, position)
                            .orElseThrow()
                            .differs())
                    .isFalse();
        }
    }
}
