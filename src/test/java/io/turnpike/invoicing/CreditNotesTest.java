package io.turnpike.invoicing;

import static io.turnpike.invoicing.BilledMonths.APRIL_1;
import static io.turnpike.invoicing.BilledMonths.JUNE_1;
import static io.turnpike.invoicing.BilledMonths.MARCH_1;
import static io.turnpike.invoicing.BilledMonths.MAY_1;
import static io.turnpike.invoicing.BilledMonths.RUB;
import static io.turnpike.invoicing.BilledMonths.RUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.money.Money;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What credit notes correct: each line of each document once, with what was left of it before and is left after. */
@DatabaseTest
class CreditNotesTest {

    @RegisterExtension
    private final BilledMonths months = new BilledMonths();

    /** Each note of a run: what it corrects, and of each line what was before, is taken back and is after. */
    private List<String> notes(BillRun run) {
        return months.listed(run, "credit-note").stream()
                .map(months::correction)
                .toList();
    }

    @Test
    void a_second_credit_note_begins_where_the_first_ended() {
        long account = months.given().account("meridian", "100", "person");
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 1);
        months.billed(APRIL_1, 1);
        months.given().fee(account, "line-rental", "2026-04-21", "2026-05-01", -100 * RUBLE, "2026-05-01", 2);
        BillRun april = months.billed(MAY_1, 2);
        months.given().fee(account, "line-rental", "2026-04-11", "2026-04-21", -100 * RUBLE, "2026-06-01", 3);
        BillRun may = months.billed(JUNE_1, 3);
        assertThat(notes(april)).containsExactly("invoice 26-0000001: 300.00 -100.00 200.00");
        assertThat(notes(may)).containsExactly("invoice 26-0000001: 200.00 -100.00 100.00");
        months.everyLineIsExplained(april);
        months.everyLineIsExplained(may);
    }

    @Test
    void a_credit_that_reduced_an_invoice_counts_for_a_later_note() {
        long account = months.given().account("meridian", "100", "person");
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 1);
        months.billed(APRIL_1, 1);
        months.given().fee(account, "line-rental", "2026-04-21", "2026-05-01", -100 * RUBLE, "2026-05-01", 2);
        months.given().usage(account, "2026-04-05T10:00:00Z", "voice/outgoing/national", 150 * RUBLE, 2);
        assertThat(months.listed(months.billed(MAY_1, 2), "invoice"))
                .extracting(Listed::grossMinor)
                .containsExactly(50_00L);
        months.given().fee(account, "line-rental", "2026-04-11", "2026-04-21", -100 * RUBLE, "2026-06-01", 3);
        assertThat(notes(months.billed(JUNE_1, 3))).containsExactly("invoice 26-0000001: 200.00 -100.00 100.00");
    }

    @Test
    void usage_taken_back_late_corrects_the_invoice_of_its_own_month() {
        long account = months.given().account("meridian", "100", "person");
        months.given().usage(account, "2026-02-10T10:00:00Z", "voice/outgoing/national", 100 * RUBLE, 1);
        months.billed(MARCH_1, 1);
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 200 * RUBLE, 2);
        months.billed(APRIL_1, 2);
        // 60 of February, 50 of March on two days; 40 of April stand by themselves
        months.given().usage(account, "2026-02-11T10:00:00Z", "voice/outgoing/national", -60 * RUBLE, 3);
        months.given().usage(account, "2026-03-11T10:00:00Z", "voice/outgoing/national", -30 * RUBLE, 3);
        months.given().usage(account, "2026-03-12T10:00:00Z", "voice/outgoing/national", -20 * RUBLE, 3);
        months.given().usage(account, "2026-04-10T10:00:00Z", "voice/outgoing/national", 40 * RUBLE, 3);
        BillRun april = months.billed(MAY_1, 3);
        assertThat(months.listed(april, "invoice"))
                .extracting(Listed::grossMinor)
                .containsExactly(40_00L);
        assertThat(notes(april))
                .containsExactly("invoice 26-0000001: 100.00 -60.00 40.00", "invoice 26-0000002: 200.00 -50.00 150.00");
        months.everyLineIsExplained(april);
        // each note is booked under its own number, though an invoice is beside them
        assertThat(months.jdbc().sql("""
                                select d.number || ' ' || e.reference || ' ' || p.amount_minor
                                from journal_entry e
                                join posting p using (entry_id)
                                join ledger_account a using (ledger_account_id)
                                join billing_document d using (document_id)
                                where e.kind = 2
                                  and a.code = 'receivables'
                                order by d.document_id
                                """).query(String.class).list())
                .containsExactly("К-26-000001 К-26-000001 -6000", "К-26-000002 К-26-000002 -5000");
        // 100 + 200 + 40 - 110
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 230_00));
    }

    @Test
    void a_draft_whose_credit_notes_cannot_be_posted_is_refused_before_a_number_is_given() {
        long account = months.given().account("meridian", "100", "person");
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 1);
        months.billed(APRIL_1, 1);
        months.given().fee(account, "line-rental", "2026-04-21", "2026-05-01", -100 * RUBLE, "2026-05-01", 2);
        long run = months.drafted(MAY_1, 2).billRunId();
        months.jdbc()
                .sql("update credited_amount set gross_minor = gross_minor - 1")
                .update();
        assertThatThrownBy(() -> months.release().release(run, "test"))
                .hasMessageContaining("discard the draft and draft it again");
        assertThat(months.runs().run(run).state()).isEqualTo(BillRun.State.DRAFT);
        months.runs().discard(run);
        assertThat(notes(months.billed(MAY_1, 2))).containsExactly("invoice 26-0000001: 300.00 -100.00 200.00");
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 200_00));
    }

    @Test
    void no_line_is_taken_back_by_more_than_is_left_of_it() {
        long account = months.given().account("meridian", "100", "person");
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", 250 * RUBLE, "2026-04-01", 1);
        months.billed(APRIL_1, 1);
        // dearer from the beginning: 50 more, on an invoice of their own; then all of it was never owed
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", 50 * RUBLE, "2026-05-01", 2);
        months.billed(MAY_1, 2);
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", -300 * RUBLE, "2026-06-01", 3);
        BillRun may = months.billed(JUNE_1, 3);
        assertThat(notes(may))
                .containsExactly("invoice 26-0000002: 50.00 -50.00 0.00", "invoice 26-0000001: 250.00 -250.00 0.00");
        months.everyLineIsExplained(may);
        assertThat(months.owed(account)).isEqualTo(Money.zero(RUB));
        assertThat(months.advances(account, JUNE_1)).isEqualTo(Money.zero(RUB));
    }

    @Test
    void what_takes_back_a_charge_of_the_same_bill_stays_beside_it() {
        long account = months.given().account("meridian", "100", "person");
        months.given().fee(account, "line-rental", "2026-03-01", "2026-04-01", 310 * RUBLE, "2026-03-01", 1);
        months.billed(MARCH_1, 1);
        // April was charged and taken back before it was billed; of March 10 days come back
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 2);
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", -300 * RUBLE, "2026-04-01", 2);
        months.given().fee(account, "line-rental", "2026-03-22", "2026-04-01", -100 * RUBLE, "2026-04-01", 2);
        BillRun march = months.billed(APRIL_1, 2);
        assertThat(months.listed(march, "invoice"))
                .extracting(Listed::grossMinor)
                .containsExactly(0L);
        assertThat(notes(march)).containsExactly("invoice 26-0000001: 310.00 -100.00 210.00");
        months.everyLineIsExplained(march);
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 210_00));
    }

    @Test
    void a_credit_is_used_by_later_invoices_until_nothing_is_left_of_it() {
        long account = months.given().account("meridian", "100", "person");
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 1);
        months.billed(APRIL_1, 1);
        months.journal().post(months.given().payment(account, LocalDate.of(2026, 4, 10), 300_00, "P-1"));
        months.given().fee(account, "line-rental", "2026-04-11", "2026-05-01", -200 * RUBLE, "2026-05-01", 2);
        months.billed(MAY_1, 2);
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, -200_00));
        months.given().usage(account, "2026-05-05T10:00:00Z", "voice/outgoing/national", 150 * RUBLE, 3);
        BillRun may = months.billed(JUNE_1, 3);
        months.given().usage(account, "2026-06-05T10:00:00Z", "voice/outgoing/national", 80 * RUBLE, 4);
        BillRun june = months.billed(LocalDate.of(2026, 7, 1), 4);
        assertThat(months.listed(may, "invoice").get(0).amountDueMinor()).isZero(); // -200 + 150
        assertThat(months.content(months.listed(may, "invoice").get(0)))
                .contains("\"amountDue\":\"0.00\",\"closingBalance\":\"-50.00\"")
                .contains("\"separateSlip\":true");
        assertThat(months.listed(june, "invoice").get(0).amountDueMinor()).isEqualTo(30_00); // -50 + 80
    }
}
