package io.turnpike.invoicing;

import static io.turnpike.invoicing.BilledMonths.APRIL_1;
import static io.turnpike.invoicing.BilledMonths.JULY_1;
import static io.turnpike.invoicing.BilledMonths.JUNE_1;
import static io.turnpike.invoicing.BilledMonths.MAY_1;
import static io.turnpike.invoicing.BilledMonths.RUB;
import static io.turnpike.invoicing.BilledMonths.RUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.money.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What act and VAT invoice show: what was rendered, in the month it was rendered in, at the rate of its days, and once. */
@DatabaseTest
class RenderedDocumentsTest {

    @RegisterExtension
    private final BilledMonths months = new BilledMonths();

    @Test
    void a_fee_billed_in_advance_stands_on_the_act_of_its_month() {
        long account = months.given().account("meridian", "100", "company");
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", 122 * RUBLE, "2026-04-01", 1);
        BillRun march = months.billed(APRIL_1, 1);
        assertThat(months.listed(march, "invoice").get(0).grossMinor()).isEqualTo(122_00);
        assertThat(months.listed(march, "act")).isEmpty();
        assertThat(months.advances(account, APRIL_1)).isEqualTo(new Money(RUB, -122_00));

        BillRun april = months.billed(MAY_1, 1);
        assertThat(months.listed(april, "invoice")).isEmpty();
        assertThat(months.listed(april, "act").get(0).grossMinor()).isEqualTo(122_00);
        assertThat(months.advances(account, MAY_1)).isEqualTo(Money.zero(RUB));
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 122_00));
    }

    @Test
    void the_acts_of_a_fee_paid_in_advance_for_several_months_add_up_to_it() {
        long account = months.given().account("meridian", "100", "company");
        months.given().fee(account, "line-rental", "2026-04-01", "2026-07-01", 100 * RUBLE, "2026-04-01", 1);
        months.billed(APRIL_1, 1);
        // of 91 days: 30 make 32.97, 61 make 67.03; each by itself would be 32.97, 34.07 and 32.97
        List<Long> acts = new ArrayList<>();
        for (LocalDate day : List.of(MAY_1, LocalDate.of(2026, 6, 1), LocalDate.of(2026, 7, 1))) {
            acts.add(months.listed(months.billed(day, 1), "act").get(0).grossMinor());
        }
        assertThat(acts).containsExactly(32_97L, 34_06L, 32_97L);
        assertThat(months.advances(account, LocalDate.of(2026, 7, 1))).isEqualTo(Money.zero(RUB));
    }

    @Test
    void documents_for_a_past_period_do_not_render_its_fees_again() {
        long account = months.given().account("meridian", "100", "company");
        months.given().fee(account, "line-rental", "2026-03-01", "2026-04-01", 122 * RUBLE, "2026-03-01", 1);
        months.billed(LocalDate.of(2026, 3, 1), 1);
        assertThat(months.listed(months.billed(APRIL_1, 1), "act").get(0).grossMinor())
                .isEqualTo(122_00);
        months.given().usage(account, "2026-03-11T10:00:00Z", "voice/outgoing/national", 7 * RUBLE, 2);
        BillRun past =
                months.released(months.runs().openPastPeriod("meridian", LocalDate.of(2026, 4, 15), 2, List.of("100")));
        assertThat(months.listed(past, "act").get(0).grossMinor()).isEqualTo(7_00);
        assertThat(months.advances(account, MAY_1)).isEqualTo(Money.zero(RUB));
    }

    @Test
    void documents_for_a_past_year_by_hand_take_the_next_numbers_of_the_open_one() {
        long account = months.given().account("meridian", "100", "company");
        months.jdbc()
                .sql("update account set contract_date = date '2025-12-01'")
                .update();
        months.given().usage(account, "2025-12-10T10:00:00Z", "voice/outgoing/national", 20 * RUBLE, 1);
        BillRun december = months.billed(LocalDate.of(2026, 1, 1), 1);
        assertThat(months.listed(december, "act"))
                .extracting(act -> act.number() + " of " + act.documentDate())
                .containsExactly("А-25-0000001 of 2025-12-31");
        months.given().usage(account, "2026-01-10T10:00:00Z", "voice/outgoing/national", 30 * RUBLE, 1);
        months.billed(LocalDate.of(2026, 2, 1), 1);
        months.given().usage(account, "2026-01-11T10:00:00Z", "voice/outgoing/national", 7 * RUBLE, 2);
        BillRun past =
                months.released(months.runs().openPastPeriod("meridian", LocalDate.of(2026, 2, 10), 2, List.of("100")));
        assertThat(months.listed(past, "act"))
                .extracting(act -> act.number() + " of " + act.documentDate() + " for " + act.periodFrom())
                .containsExactly("А-26-0000002 of 2026-02-10 for 2026-01-01");
    }

    @Test
    void a_change_of_the_vat_rate_divides_fees_and_usage_at_its_day() {
        long account = months.given().account("meridian", "100", "company");
        months.jdbc()
                .sql("update account set contract_date = date '2025-12-17'")
                .update();
        // 22 % from January 1 on, 20 % before: 15 days of 30 on either side
        months.given().fee(account, "line-rental", "2025-12-17", "2026-01-16", 300 * RUBLE, "2026-02-01", 1);
        // 23:59:59 of December 31 in Moscow, and midnight
        months.given().usage(account, "2025-12-31T20:59:59Z", "voice/outgoing/national", 60 * RUBLE, 1);
        months.given().usage(account, "2025-12-31T21:00:00Z", "voice/outgoing/national", 61 * RUBLE, 1);
        BillRun run = months.billed(LocalDate.of(2026, 2, 1), 1);
        for (String kind : List.of("invoice", "act", "vat-invoice")) {
            // 150 x 20/120 = 25.00, 150 x 22/122 = 27.05, 60 x 20/120 = 10.00, 61 x 22/122 = 11.00
            assertThat(months.lines().of(months.listed(run, kind).get(0)))
                    .as(kind)
                    .extracting(line -> line.from() + ".." + line.last() + " " + line.gross() + " " + line.vatRate()
                            + " " + line.vat())
                    .containsExactly(
                            "2025-12-17..2025-12-31 150.00 20 % 25.00",
                            "2026-01-01..2026-01-15 150.00 22 % 27.05",
                            "2025-12-17..2025-12-31 60.00 20 % 10.00",
                            "2026-01-01..2026-01-31 61.00 22 % 11.00");
        }
        long bill = months.given().id("select bill_id from bill where bill_run_id = ?", run.billRunId());
        for (int position = 1; position <= 4; position++) {
            assertThat(months.explanation()
                            .line(bill, LinePart.BILLED, position)
                            .orElseThrow()
                            .differs())
                    .isFalse();
        }
    }

    /** Each correction of a run: what it corrects, and of each line what was before, is taken back and is after. */
    private List<String> corrections(BillRun run, String kind) {
        return months.listed(run, kind).stream().map(months::correction).toList();
    }

    @Test
    void what_a_vat_invoice_has_shown_is_taken_back_by_a_correction_that_names_it() {
        long account = months.given().account("meridian", "100", "company");
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 100 * RUBLE, 1);
        months.billed(APRIL_1, 1);
        months.given().usage(account, "2026-03-11T10:00:00Z", "voice/outgoing/national", -60 * RUBLE, 2);
        months.given().usage(account, "2026-04-10T10:00:00Z", "voice/outgoing/national", 100 * RUBLE, 2);
        BillRun april = months.billed(MAY_1, 2);
        assertThat(months.listed(april, "invoice").get(0).grossMinor()).isEqualTo(40_00);
        for (String kind : List.of("act", "vat-invoice")) {
            assertThat(months.listed(april, kind))
                    .extracting(Listed::grossMinor)
                    .containsExactly(100_00L);
        }
        assertThat(corrections(april, "correction")).containsExactly("vat-invoice 1: 100.00 -60.00 40.00");
        assertThat(months.listed(april, "correction"))
                .extracting(each -> each.number() + " " + each.grossMinor() + " " + each.vatMinor())
                .containsExactly("КСФ-26-000001 6000 1082"); // 100 x 22/122 = 18.03, 40 x 22/122 = 7.21
        assertThat(months.listed(april, "credit-note")).isEmpty();
        months.everyLineIsExplained(april);
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 140_00));
        assertThat(months.advances(account, MAY_1)).isEqualTo(Money.zero(RUB));
        assertThat(months.jdbc()
                        .sql("select sum(amount_minor) from posting join ledger_account a using (ledger_account_id)"
                                + " where a.code = 'vat-payable'")
                        .query(Long.class)
                        .single())
                .isEqualTo(-25_24); // 18.03 + 18.03 - 10.82
    }

    @Test
    void a_correction_names_the_transfer_document_where_the_month_had_one() {
        long account = months.given().account("meridian", "100", "company");
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 100 * RUBLE, 1);
        BillRun march = months.drafted(APRIL_1, 1);
        months.jdbc()
                .sql("update drafted_document set kind = 'transfer-document' where kind = 'vat-invoice'")
                .update();
        months.release().release(march.billRunId(), "test");
        months.given().usage(account, "2026-03-11T10:00:00Z", "voice/outgoing/national", -60 * RUBLE, 2);
        BillRun april = months.billed(MAY_1, 2);
        assertThat(corrections(april, "correction"))
                .containsExactly("transfer-document УПД-26-0000001: 100.00 -60.00 40.00");
        // nothing was charged in April: what is owed is less by a credit note, which names the invoice and says who
        // carries the VAT
        assertThat(corrections(april, "credit-note")).containsExactly("invoice 26-0000001: 100.00 -60.00 40.00");
        assertThat(months.content(months.listed(april, "credit-note").get(0)))
                .contains("\"vatDocuments\":[{\"kind\":\"transfer-document\",\"number\":\"УПД-26-0000001\","
                        + "\"date\":\"2026-03-31\"}]");
        months.everyLineIsExplained(april);
    }

    @Test
    void a_fee_ended_in_hindsight_corrects_the_month_that_was_documented() {
        long account = months.given().account("meridian", "100", "company");
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 1);
        months.billed(APRIL_1, 1);
        months.billed(MAY_1, 1);
        // it is told in May that it ended on April 11
        months.given().fee(account, "line-rental", "2026-04-01", "2026-04-11", -200 * RUBLE, "2026-06-01", 2);
        months.given().usage(account, "2026-05-10T10:00:00Z", "voice/outgoing/national", 250 * RUBLE, 2);
        BillRun may = months.billed(JUNE_1, 2);
        assertThat(months.listed(may, "invoice").get(0).grossMinor()).isEqualTo(50_00);
        assertThat(months.listed(may, "act").get(0).grossMinor()).isEqualTo(250_00);
        assertThat(corrections(may, "correction")).containsExactly("vat-invoice 1: 300.00 -200.00 100.00");
        months.everyLineIsExplained(may);
        assertThat(months.advances(account, JUNE_1)).isEqualTo(Money.zero(RUB));
    }

    @Test
    void a_fee_ended_before_its_month_was_documented_is_rendered_as_far_as_it_went() {
        long account = months.given().account("meridian", "100", "company");
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 1);
        months.billed(APRIL_1, 1);
        months.given().fee(account, "line-rental", "2026-04-01", "2026-04-11", -200 * RUBLE, "2026-05-01", 2);
        BillRun april = months.billed(MAY_1, 2);
        assertThat(months.lines().of(months.listed(april, "vat-invoice").get(0)))
                .extracting(line -> line.from() + ".." + line.last() + " " + line.gross())
                .containsExactly("2026-04-01..2026-04-10 100.00");
        assertThat(months.listed(april, "correction")).isEmpty();
        assertThat(corrections(april, "credit-note")).containsExactly("invoice 26-0000001: 300.00 -200.00 100.00");
        assertThat(months.content(months.listed(april, "credit-note").get(0))).doesNotContain("vatDocuments");
        months.everyLineIsExplained(april);
        assertThat(months.advances(account, MAY_1)).isEqualTo(Money.zero(RUB));
    }

    @Test
    void a_fee_for_several_months_ends_on_the_acts_where_the_service_ended() {
        long account = months.given().account("meridian", "100", "company");
        months.given().fee(account, "line-rental", "2026-04-01", "2026-07-01", 91 * RUBLE, "2026-04-01", 1);
        months.billed(APRIL_1, 1);
        months.billed(MAY_1, 1);
        // one rouble a day: April 30.00; of May the 9 days are left
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-10", -52 * RUBLE, "2026-06-01", 2);
        BillRun may = months.billed(JUNE_1, 2);
        assertThat(months.listed(may, "act")).extracting(Listed::grossMinor).containsExactly(9_00L);
        months.everyLineIsExplained(may);
        assertThat(months.listed(months.billed(JULY_1, 2), "act")).isEmpty();
        assertThat(months.advances(account, JULY_1)).isEqualTo(Money.zero(RUB));
    }
}
