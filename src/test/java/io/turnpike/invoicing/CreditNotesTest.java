package io.turnpike.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.ledger.AccountBalances;
import io.turnpike.ledger.Journal;
import io.turnpike.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What credit notes correct: each line of each document once, with what was left of it before and is left after. */
@DatabaseTest
class CreditNotesTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final LocalDate MARCH_1 = LocalDate.of(2026, 3, 1);
    private static final LocalDate APRIL_1 = LocalDate.of(2026, 4, 1);
    private static final LocalDate MAY_1 = LocalDate.of(2026, 5, 1);
    private static final LocalDate JUNE_1 = LocalDate.of(2026, 6, 1);
    private static final Instant ALWAYS = Instant.parse("9000-01-01T00:00:00Z");
    private static final long RUBLE = 1_000_000;
    private static final int ALL = 1_000;

    @Autowired
    private BillRuns runs;

    @Autowired
    private BillRelease release;

    @Autowired
    private BillingDocuments documents;

    @Autowired
    private DocumentLines lines;

    @Autowired
    private LineExplanation explanation;

    @Autowired
    private AccountBalances balances;

    @Autowired
    private Journal journal;

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

    /** Each note of a run: what it corrects, and of each line what was before, is taken back and is after. */
    private List<String> notes(BillRun run) {
        return listed(run, "credit-note").stream()
                .map(note -> jdbc.sql("""
                                select coalesce(c.number, '-') || ': ' || (
                                  select string_agg(
                                    coalesce(l -> 'before' ->> 'gross', '-') || ' ' || (l ->> 'gross') || ' '
                                      || coalesce(l -> 'after' ->> 'gross', '-'), ', ' order by (l ->> 'position')::int)
                                  from json_array_elements(s.body::json -> 'lines') l)
                                from billing_document d
                                join document_snapshot s using (document_id)
                                left join billing_document c on c.document_id = d.corrects
                                where d.document_id = ?
                                """)
                        .param(note.documentId())
                        .query(String.class)
                        .single())
                .toList();
    }

    /** Every line of a run's documents is computed anew from its charges to what is stored. */
    private void everyLineIsExplained(BillRun run) {
        documents
                .list(new Filter(null, null, null, null, null, run.billRunId()), 0, ALL)
                .forEach(document -> lines.of(document).forEach(line -> {
                    LineExplanation.Explained explained = explanation
                            .line(line.billId(), line.part(), line.storedPosition())
                            .orElseThrow();
                    assertThat(explained.differs())
                            .as(document.kind() + " " + line + " " + explained)
                            .isFalse();
                    assertThat(explained.charges()).as(line.name()).isNotEmpty();
                }));
    }

    @Test
    void a_second_credit_note_begins_where_the_first_ended() {
        long account = given.account("meridian", "100", "person");
        given.fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 1);
        billed(APRIL_1, 1);
        given.fee(account, "line-rental", "2026-04-21", "2026-05-01", -100 * RUBLE, "2026-05-01", 2);
        BillRun april = billed(MAY_1, 2);
        given.fee(account, "line-rental", "2026-04-11", "2026-04-21", -100 * RUBLE, "2026-06-01", 3);
        BillRun may = billed(JUNE_1, 3);
        assertThat(notes(april)).containsExactly("26-0000001: 300.00 -100.00 200.00");
        assertThat(notes(may)).containsExactly("26-0000001: 200.00 -100.00 100.00");
        everyLineIsExplained(april);
        everyLineIsExplained(may);
    }

    @Test
    void a_credit_that_reduced_an_invoice_counts_for_a_later_note() {
        long account = given.account("meridian", "100", "person");
        given.fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 1);
        billed(APRIL_1, 1);
        given.fee(account, "line-rental", "2026-04-21", "2026-05-01", -100 * RUBLE, "2026-05-01", 2);
        given.usage(account, "2026-04-05T10:00:00Z", "voice/outgoing/national", 150 * RUBLE, 2);
        assertThat(listed(billed(MAY_1, 2), "invoice"))
                .extracting(Listed::grossMinor)
                .containsExactly(50_00L);
        given.fee(account, "line-rental", "2026-04-11", "2026-04-21", -100 * RUBLE, "2026-06-01", 3);
        assertThat(notes(billed(JUNE_1, 3))).containsExactly("26-0000001: 200.00 -100.00 100.00");
    }

    @Test
    void usage_taken_back_late_corrects_the_invoice_of_its_own_month() {
        long account = given.account("meridian", "100", "person");
        given.usage(account, "2026-02-10T10:00:00Z", "voice/outgoing/national", 100 * RUBLE, 1);
        billed(MARCH_1, 1);
        given.usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 200 * RUBLE, 2);
        billed(APRIL_1, 2);
        // 60 of February, 50 of March on two days; 40 of April stand by themselves
        given.usage(account, "2026-02-11T10:00:00Z", "voice/outgoing/national", -60 * RUBLE, 3);
        given.usage(account, "2026-03-11T10:00:00Z", "voice/outgoing/national", -30 * RUBLE, 3);
        given.usage(account, "2026-03-12T10:00:00Z", "voice/outgoing/national", -20 * RUBLE, 3);
        given.usage(account, "2026-04-10T10:00:00Z", "voice/outgoing/national", 40 * RUBLE, 3);
        BillRun april = billed(MAY_1, 3);
        assertThat(listed(april, "invoice")).extracting(Listed::grossMinor).containsExactly(40_00L);
        assertThat(notes(april)).containsExactly("26-0000001: 100.00 -60.00 40.00", "26-0000002: 200.00 -50.00 150.00");
        everyLineIsExplained(april);
        // 100 + 200 + 40 - 110
        assertThat(balances.now(account, RUB)).isEqualTo(new Money(RUB, 230_00));
    }

    @Test
    void no_line_is_taken_back_by_more_than_is_left_of_it() {
        long account = given.account("meridian", "100", "person");
        given.fee(account, "line-rental", "2026-04-01", "2026-05-01", 250 * RUBLE, "2026-04-01", 1);
        billed(APRIL_1, 1);
        // dearer from the beginning: 50 more, on an invoice of their own; then all of it was never owed
        given.fee(account, "line-rental", "2026-04-01", "2026-05-01", 50 * RUBLE, "2026-05-01", 2);
        billed(MAY_1, 2);
        given.fee(account, "line-rental", "2026-04-01", "2026-05-01", -300 * RUBLE, "2026-06-01", 3);
        BillRun may = billed(JUNE_1, 3);
        assertThat(notes(may)).containsExactly("26-0000002: 50.00 -50.00 0.00", "26-0000001: 250.00 -250.00 0.00");
        everyLineIsExplained(may);
        assertThat(balances.now(account, RUB)).isEqualTo(Money.zero(RUB));
        assertThat(balances.at(account, RUB, JUNE_1, ALWAYS).advances()).isEqualTo(Money.zero(RUB));
    }

    @Test
    void what_takes_back_a_charge_of_the_same_bill_stays_beside_it() {
        long account = given.account("meridian", "100", "person");
        given.fee(account, "line-rental", "2026-03-01", "2026-04-01", 310 * RUBLE, "2026-03-01", 1);
        billed(MARCH_1, 1);
        // April was charged and taken back before it was billed; of March 10 days come back
        given.fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 2);
        given.fee(account, "line-rental", "2026-04-01", "2026-05-01", -300 * RUBLE, "2026-04-01", 2);
        given.fee(account, "line-rental", "2026-03-22", "2026-04-01", -100 * RUBLE, "2026-04-01", 2);
        BillRun march = billed(APRIL_1, 2);
        assertThat(listed(march, "invoice")).extracting(Listed::grossMinor).containsExactly(0L);
        assertThat(notes(march)).containsExactly("26-0000001: 310.00 -100.00 210.00");
        everyLineIsExplained(march);
        assertThat(balances.now(account, RUB)).isEqualTo(new Money(RUB, 210_00));
    }

    @Test
    void a_credit_is_used_by_later_invoices_until_nothing_is_left_of_it() {
        long account = given.account("meridian", "100", "person");
        given.fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 1);
        billed(APRIL_1, 1);
        journal.post(given.payment(account, LocalDate.of(2026, 4, 10), 300_00, "P-1"));
        given.fee(account, "line-rental", "2026-04-11", "2026-05-01", -200 * RUBLE, "2026-05-01", 2);
        billed(MAY_1, 2);
        assertThat(balances.now(account, RUB)).isEqualTo(new Money(RUB, -200_00));
        given.usage(account, "2026-05-05T10:00:00Z", "voice/outgoing/national", 150 * RUBLE, 3);
        BillRun may = billed(JUNE_1, 3);
        given.usage(account, "2026-06-05T10:00:00Z", "voice/outgoing/national", 80 * RUBLE, 4);
        BillRun june = billed(LocalDate.of(2026, 7, 1), 4);
        assertThat(listed(may, "invoice").get(0).amountDueMinor()).isZero(); // -200 + 150
        assertThat(documents
                        .snapshot(listed(may, "invoice").get(0).documentId())
                        .orElseThrow())
                .contains("\"amountDue\":\"0.00\",\"closingBalance\":\"-50.00\"")
                .contains("\"separateSlip\":true");
        assertThat(listed(june, "invoice").get(0).amountDueMinor()).isEqualTo(30_00); // -50 + 80
    }
}
