package io.turnpike.invoicing;

import static io.turnpike.invoicing.BilledMonths.APRIL_1;
import static io.turnpike.invoicing.BilledMonths.MAY_1;
import static io.turnpike.invoicing.BilledMonths.RUB;
import static io.turnpike.invoicing.BilledMonths.RUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.money.Money;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

@DatabaseTest
class BillRunsTest {

    @RegisterExtension
    private final BilledMonths months = new BilledMonths();

    @Autowired
    private BillRunReport report;

    @Autowired
    private ClosedPeriods closedPeriods;

    @Test
    void lines_are_rounded_once_and_the_books_hold_what_the_invoice_says() {
        long account = months.given().account("meridian", "100", "company");
        // 0.333333 x 3 = 0.999999 -> 1.00 on one line, where rounding each call would give 0.99
        for (int i = 0; i < 3; i++) {
            months.given().usage(account, "2026-03-1" + i + "T10:00:00Z", "voice/outgoing/national", 333_333, 1);
        }
        months.given().fee(account, "line-rental", "2026-03-01", "2026-04-01", 250 * RUBLE, "2026-04-01", 1);
        BillRun run = months.billed(APRIL_1, 1);

        Listed invoice = months.listed(run, "invoice").get(0);
        // 251.00 holds 22 %: 250 x 22/122 = 45.08, 1 x 22/122 = 0.18
        assertThat(invoice.number()).isEqualTo("26-0000001");
        assertThat(invoice.documentDate()).isEqualTo("2026-03-31");
        assertThat(List.of(invoice.grossMinor(), invoice.vatMinor(), invoice.amountDueMinor()))
                .containsExactly(251_00L, 45_26L, 251_00L);
        assertThat(months.listed(run, "vat-invoice").get(0).grossMinor()).isEqualTo(251_00);
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 251_00));
        assertThat(months.jdbc().sql("""
            select string_agg(a.code || ' ' || p.amount_minor, ', ' order by p.line)
            from posting p
            join ledger_account a using (ledger_account_id)
            """).query(String.class).single())
                .isEqualTo("receivables 25100, revenue:subscriptions -20492, revenue:voice -82, vat-payable -4526");
    }

    @Test
    void usage_after_the_cut_off_is_late_and_billed_once_by_the_next_run() {
        long account = months.given().account("meridian", "100", "person");
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 20 * RUBLE, 1);
        BillRun march = months.billed(APRIL_1, 1);
        months.given().usage(account, "2026-03-20T10:00:00Z", "voice/outgoing/national", 30 * RUBLE, 2);
        months.given().usage(account, "2026-04-05T10:00:00Z", "voice/outgoing/national", 40 * RUBLE, 2);
        // the last second of April in Moscow, and the first of May
        months.given().usage(account, "2026-04-30T20:59:59Z", "voice/outgoing/national", 1 * RUBLE, 2);
        months.given().usage(account, "2026-04-30T21:00:00Z", "voice/outgoing/national", 2 * RUBLE, 2);
        BillRun april = months.billed(MAY_1, 2);

        assertThat(months.listed(march, "invoice").get(0).grossMinor()).isEqualTo(20_00);
        assertThat(months.listed(april, "invoice").get(0).grossMinor()).isEqualTo(71_00); // 30 + 40 + 1
        assertThat(months.listed(april, "payment-slip").get(0).number()).isEqualTo("26-0000002");
        assertThat(months.runs().open("meridian", MAY_1, 2).billRunId()).isNotEqualTo(april.billRunId());
    }

    @Test
    void what_exceeds_the_invoice_becomes_a_credit_note_that_later_invoices_use() {
        long account = months.given().account("meridian", "100", "person");
        months.given().fee(account, "line-rental", "2026-04-01", "2026-05-01", 300 * RUBLE, "2026-04-01", 1);
        BillRun march = months.billed(APRIL_1, 1);
        // ended on the 11th: 20 of 30 days are taken back, and one call was made
        months.given().fee(account, "line-rental", "2026-04-11", "2026-05-01", -200 * RUBLE, "2026-05-01", 2);
        months.given().usage(account, "2026-04-05T10:00:00Z", "voice/outgoing/national", 50 * RUBLE, 2);
        BillRun april = months.billed(MAY_1, 2);

        assertThat(months.listed(april, "invoice").get(0).grossMinor()).isEqualTo(50_00);
        Listed note = months.listed(april, "credit-note").get(0);
        assertThat(note.number()).isEqualTo("К-26-000001");
        assertThat(note.grossMinor()).isEqualTo(200_00);
        String snapshot = months.content(note);
        // before 300.00, taken back 200.00, after 100.00
        assertThat(snapshot)
                .contains("\"corrects\":{\"kind\":\"invoice\",\"number\":\""
                        + months.listed(march, "invoice").get(0).number() + "\",\"date\":\"2026-03-31\"}")
                .contains(
                        "\"before\":{\"quantity\":\"1\",\"netPrice\":\"245.90\",\"net\":\"245.90\",\"vat\":\"54.10\",\"gross\":\"300.00\"}")
                .contains(
                        "\"difference\":{\"quantity\":\"0\",\"net\":\"-163.93\",\"vat\":\"-36.07\",\"gross\":\"-200.00\"}")
                .contains("\"gross\":\"100.00\"");
        // 300 + 50 - 200
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 150_00));
        assertThat(months.listed(april, "invoice").get(0).amountDueMinor()).isEqualTo(150_00);
        assertThat(months.advances(account, MAY_1)).isEqualTo(Money.zero(RUB));
    }

    @Test
    void an_operator_whose_file_says_otherwise_is_not_billed() {
        months.given().account("meridian", "100", "person");
        months.jdbc().sql("update operator set currency = 'KWD'").update();
        assertThatThrownBy(() -> months.runs().openIfDue("meridian", APRIL_1, 1))
                .hasMessage("operator 'meridian' was imported with KWD and Europe/Moscow, but"
                        + " document-templates/operators/meridian.yaml says RUB and Europe/Moscow: mend the file, or import"
                        + " operators.csv with what is right");
        months.jdbc()
                .sql("update operator set currency = 'RUB', zone = 'Europe/Samara'")
                .update();
        assertThatThrownBy(() -> months.runs().openAccounts("meridian", APRIL_1, 1, List.of("100")))
                .hasMessageContaining("Europe/Samara");
        months.jdbc().sql("update operator set zone = 'Europe/Moscow'").update();
        assertThat(months.runs().open("meridian", APRIL_1, 1).operatorCode()).isEqualTo("meridian");
    }

    @Test
    void under_the_minimum_nothing_is_taken_and_the_next_period_reaches_back() {
        long account = months.given().account("meridian", "100", "person");
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 9_990_000, 1);
        BillRun march = months.billed(APRIL_1, 1);
        assertThat(months.listed(march, "invoice")).isEmpty();
        assertThat(report.totals(march.billRunId()).carried()).isEqualTo(1);
        months.given().usage(account, "2026-04-10T10:00:00Z", "voice/outgoing/national", 10_000, 2);
        Listed invoice = months.listed(months.billed(MAY_1, 2), "invoice").get(0);
        assertThat(invoice.grossMinor()).isEqualTo(10_00);
        assertThat(invoice.periodFrom()).isEqualTo("2026-01-01");
    }

    @Test
    void a_quantity_that_is_rounded_on_paper_has_no_price() {
        long account = months.given().account("meridian", "100", "person");
        months.given().usage(account, "2026-03-10T10:00:00Z", "internet/incoming/internet", 4_500_000, 1);
        months.jdbc().sql("update usage_charge set quantity = 3 * 1024 * 1024").update();
        months.given().usage(account, "2026-03-10T11:00:00Z", "voice/outgoing/national", 7 * RUBLE, 1); // one minute
        BillRun run = months.billed(APRIL_1, 1);

        // 3 MiB are 0.0029 GiB, printed as 0.003; at 1500.00 a GiB they would cost 4.39
        assertThat(months.content(months.listed(run, "invoice").get(0)))
                .contains("\"quantity\":\"0.003\"", "\"gross\":\"4.50\"", "\"price\":\"7.00\"")
                .doesNotContain("\"price\":\"1500.00\"");
    }

    @Test
    void accounts_that_an_open_draft_keeps_from_the_next_run_are_told() {
        long account = months.given().account("meridian", "100", "person");
        months.given().account("meridian", "200", "person");
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 20 * RUBLE, 1);
        long march = months.drafted(APRIL_1, 1).billRunId();

        assertThat(months.runs().openIfDue("meridian", MAY_1, 2)).isEmpty();
        assertThat(report.leftOut("meridian", 0))
                .containsExactly("meridian: 2 accounts stand in bill run " + march
                        + " through 2026-04-01, which is not released, and no other run takes them: look with"
                        + " 'turnpike bill show " + march + "', release or discard it, then draft again");
        assertThat(report.leftOut("meridian", march)).isEmpty();
        months.runs().discard(march);
        assertThat(report.leftOut("meridian", 0)).isEmpty();
    }

    @Test
    void a_discarded_draft_uses_no_number_and_frees_its_charges() {
        long account = months.given().account("meridian", "100", "person");
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 20 * RUBLE, 1);
        BillRun draft = months.drafted(APRIL_1, 1);
        assertThat(months.listed(draft, "invoice").get(0).number()).isNull();
        months.runs().discard(draft.billRunId());
        assertThat(months.owed(account)).isEqualTo(Money.zero(RUB));
        assertThat(months.listed(months.billed(APRIL_1, 1), "invoice").get(0).number())
                .isEqualTo("26-0000001");
    }

    @Test
    void numbers_follow_the_account_number_however_the_work_was_divided() {
        for (int i = 20; i > 0; i--) {
            long account = months.given().account("meridian", String.format("%03d", i), "person");
            months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 20 * RUBLE, 1);
        }
        BillRun run = months.runs().open("meridian", APRIL_1, 1);
        for (int partition = 2; partition >= 0; partition--) {
            months.runs().draftBlock(run.billRunId(), months.runs().range(run.billRunId(), partition, 3, 5_000));
        }
        months.runs().finish(run.billRunId());
        months.release().release(run.billRunId(), "test");
        months.release().release(run.billRunId(), "test");
        assertThat(months.listed(run, "invoice"))
                .hasSize(20)
                .allSatisfy(invoice -> assertThat(invoice.number()).isEqualTo("26-0000" + invoice.accountNumber()));
    }

    @Test
    void opening_balance_payments_and_charges_make_the_amount_due() {
        long account = months.given().account("meridian", "100", "person");
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 100 * RUBLE, 1);
        months.billed(APRIL_1, 1);
        months.journal().post(months.given().payment(account, LocalDate.of(2026, 4, 10), 60_00, "P-1"));
        months.given().usage(account, "2026-04-10T10:00:00Z", "voice/outgoing/national", 25 * RUBLE, 2);
        Listed invoice = months.listed(months.billed(MAY_1, 2), "invoice").get(0);
        assertThat(invoice.amountDueMinor()).isEqualTo(65_00); // 100 - 60 + 25
        assertThat(months.content(invoice))
                .contains("\"openingBalance\":\"100.00\"")
                .contains("\"payments\":[{\"date\":\"2026-04-10\",\"reference\":\"P-1\",\"amount\":\"60.00\"}]")
                .contains(
                        "\"paymentsTotal\":\"60.00\",\"charges\":\"25.00\",\"credits\":\"0.00\",\"amountDue\":\"65.00\"");
    }

    @Test
    void a_released_document_is_never_changed() {
        long account = months.given().account("meridian", "100", "person");
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 20 * RUBLE, 1);
        BillRun run = months.billed(APRIL_1, 1);
        assertThatThrownBy(() -> months.runs().discard(run.billRunId()))
                .hasMessageContaining("only a draft is discarded");
        for (String change : List.of(
                "update drafted_document set gross_minor = 1, net_minor = 1, vat_minor = 0",
                "delete from drafted_document where kind = 'invoice'",
                "update document_number set number = number || '1'",
                "delete from document_number",
                "truncate document_number",
                "delete from document_line",
                "update document_snapshot set packed = null, body = '{}'")) {
            assertThatThrownBy(() -> months.jdbc().sql(change).update())
                    .as(change)
                    .hasMessageMatching("(?s).*(never changed|frozen).*");
        }
    }

    @Test
    void late_usage_of_a_closed_period_is_documented_by_hand_in_the_open_one() {
        long account = months.given().account("meridian", "100", "company");
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 20 * RUBLE, 1);
        months.billed(APRIL_1, 1);
        closedPeriods.close(
                months.given().id("select id from operator"),
                new DateRange(LocalDate.of(2026, 3, 1), APRIL_1),
                "accountant");
        months.given().usage(account, "2026-03-11T10:00:00Z", "voice/outgoing/national", 7 * RUBLE, 2);
        BillRun past =
                months.released(months.runs().openPastPeriod("meridian", LocalDate.of(2026, 4, 15), 2, List.of("100")));
        Listed act = months.listed(past, "act").get(0);
        assertThat(act.grossMinor()).isEqualTo(7_00);
        assertThat(act.documentDate()).isEqualTo("2026-04-15");
        assertThat(act.periodTo()).isEqualTo("2026-04-01");
        assertThat(act.number()).isEqualTo("А-26-0000002");
        assertThat(months.listed(months.billed(MAY_1, 2), "invoice")).isEmpty();
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 27_00));
    }

    @Test
    void a_line_tells_which_charges_it_sums() {
        long account = months.given().account("meridian", "100", "person");
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 20 * RUBLE, 1);
        months.given().usage(account, "2026-03-11T10:00:00Z", "voice/outgoing/national @ night", 10 * RUBLE, 1);
        months.given().usage(account, "2026-03-12T10:00:00Z", "voice/outgoing/local", 5 * RUBLE, 1);
        BillRun run = months.billed(APRIL_1, 1);
        long bill = months.given().id("select bill_id from bill where bill_run_id = ?", run.billRunId());
        LineExplanation.Explained explained =
                months.explanation().line(bill, LinePart.BILLED, 2).orElseThrow();
        assertThat(explained.name()).isEqualTo("Calls, national, line 100");
        assertThat(explained.charges())
                .flatExtracting(LineExplanation.Part::records)
                .extracting(one -> one.id().toString().substring(0, 17) + " " + one.micros())
                .containsExactly("U20260310T100000Z 20000000", "U20260311T100000Z 10000000");
        assertThat(explained.recomputedMinor()).isEqualTo(30_00).isEqualTo(explained.storedMinor());
        // 30.00 holds 22 %: 30 x 22/122 = 5.41
        assertThat(explained.recomputed()).isEqualTo(new LineExplanation.Amounts(30 * RUBLE, 24_59, 5_41, 30_00));
        assertThat(explained.differs()).isFalse();
        assertThat(months.lines().of(months.listed(run, "invoice").get(0)))
                .extracting(
                        line -> line.position() + " " + line.name() + " " + line.gross() + " " + line.storedPosition())
                .contains("2 Calls, national, line 100 30.00 2");

        months.jdbc()
                .sql("update usage_charge set amount_micros = amount_micros + 10000 where amount_micros = 20000000")
                .update();
        LineExplanation.Explained tampered =
                months.explanation().line(bill, LinePart.BILLED, 2).orElseThrow();
        assertThat(tampered.recomputedMinor()).isEqualTo(30_01);
        assertThat(tampered.differs()).isTrue();
    }

    @Test
    void accounts_of_one_customer_share_an_invoice_and_owe_each_its_part() {
        long first = months.given().account("meridian", "101", "company");
        long operatorId = months.given().id("select id from operator");
        long customerId = months.given().id("select customer_id from account where id = ?", first);
        months.jdbc()
                .sql("update account set invoice_per = 'customer' where id = ?")
                .param(first)
                .update();
        long second = months.given().accountOf(operatorId, customerId, "102", "customer");
        months.given().usage(first, "2026-03-10T10:00:00Z", "voice/outgoing/national", 20 * RUBLE, 1);
        months.given().usage(second, "2026-03-10T10:00:00Z", "voice/outgoing/national", 30 * RUBLE, 1);
        List<Listed> invoices = months.listed(months.billed(APRIL_1, 1), "invoice");
        assertThat(invoices).hasSize(1);
        assertThat(invoices.get(0).grossMinor()).isEqualTo(50_00);
        assertThat(List.of(months.owed(first).minor(), months.owed(second).minor()))
                .containsExactly(20_00L, 30_00L);
    }

    @Test
    void a_draft_that_stands_out_is_left_to_a_person() {
        long account = months.given().account("meridian", "100", "person");
        months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 200 * RUBLE, 1);
        months.billed(APRIL_1, 1);
        months.given().usage(account, "2026-04-10T10:00:00Z", "voice/outgoing/national", 701 * RUBLE, 2);
        BillRun run = months.drafted(MAY_1, 2);
        assertThat(report.outliers(run.billRunId()))
                .containsExactly(new BillRunReport.Outlier(account, "100", 701_00, 200_00, 1));
        assertThat(report.verdict(run.billRunId()).reasons())
                .containsExactly("the total differs from the run of 2026-04-01 by more than 15 %");
    }

    @Test
    void an_account_without_a_bill_stands_out_where_it_was_billed_before_and_has_not_ended() {
        long silent = months.given().account("meridian", "100", "person");
        long ended = months.given().account("meridian", "101", "person");
        long yearly = months.given().account("meridian", "102", "person");
        for (long account : List.of(silent, ended)) {
            months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", 2_000 * RUBLE, 1);
            months.given().usage(account, "2026-04-10T10:00:00Z", "voice/outgoing/national", 2_200 * RUBLE, 2);
        }
        months.given().usage(yearly, "2026-03-10T10:00:00Z", "voice/outgoing/national", 9_000 * RUBLE, 1);
        months.billed(APRIL_1, 1);
        months.billed(MAY_1, 2);
        months.jdbc().sql("""
                insert into service (account_id, code, kind, valid_from)
                select account_id, 'x', 'telephony', '2026-01-01'
                from unnest(?::bigint[]) as a (account_id)
                where not exists (select from service s where s.account_id = a.account_id)
                """).param(new Long[] {silent, ended}).update();
        months.jdbc().sql("""
                insert into service_status (service_id, valid_from, status)
                select id, '2026-05-01', 'terminated'
                from service
                where account_id = ?
                """).param(ended).update();
        BillRun run = months.drafted(LocalDate.of(2026, 6, 1), 3);
        assertThat(report.outliers(run.billRunId()))
                .containsExactly(new BillRunReport.Outlier(silent, "100", 0, 2_100_00, 2));
    }
}
