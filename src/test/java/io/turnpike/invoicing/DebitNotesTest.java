package io.turnpike.invoicing;

import static io.turnpike.invoicing.BilledMonths.APRIL_1;
import static io.turnpike.invoicing.BilledMonths.JUNE_1;
import static io.turnpike.invoicing.BilledMonths.MARCH_1;
import static io.turnpike.invoicing.BilledMonths.MAY_1;
import static io.turnpike.invoicing.BilledMonths.RUB;
import static io.turnpike.invoicing.BilledMonths.RUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Late usage of services whose plan wants documents of their own for it, and of those whose plan does not. */
@DatabaseTest
class DebitNotesTest {
    private static final String NATIONAL = "voice/outgoing/national";
    private static final String LOCAL = "voice/outgoing/local";

    @RegisterExtension
    private final BilledMonths months = new BilledMonths();

    /** Documents of a run: kind, number, what it names, first and last day, total, what it asks for, due day. */
    private List<String> documents(BillRun run) {
        return months.jdbc().sql("""
                        select concat_ws(' ', d.kind, d.number, coalesce('to ' || c.number, '-'), d.period_from, d.period_to - 1,
                          d.gross_minor, d.amount_due_minor, coalesce(d.due_date::text, '-'))
                        from billing_document d
                        left join billing_document c on c.document_id = d.corrects
                        where d.bill_run_id = ?
                          and d.kind <> 'payment-slip'
                        order by d.kind, d.number
                        """).param(run.billRunId()).query(String.class).list();
    }

    /** The lines of a run's documents of a kind: days, total. */
    private List<String> lines(BillRun run, String kind) {
        return months.listed(run, kind).stream()
                .flatMap(document -> months.lines().of(document).stream())
                .map(line -> line.from() + " " + line.last() + " " + line.gross())
                .toList();
    }

    /** What the entries of a document post: account and amount. */
    private List<String> postings(Listed document) {
        return months.jdbc()
                .sql("""
                        select e.kind || ' ' || l.code || ' ' || p.amount_minor
                        from journal_entry e
                        join posting p using (entry_id)
                        join ledger_account l using (ledger_account_id)
                        where e.document_id = ?
                        order by p.amount_minor desc
                        """)
                .param(document.documentId())
                .query(String.class)
                .list();
    }

    @Test
    void late_usage_of_such_a_service_stands_on_a_note_that_names_the_bill_of_its_period() {
        long account = months.given().account("meridian", "100", "person");
        months.given().notedUsage(account, "2026-02-10T10:00:00Z", NATIONAL, 100 * RUBLE, 1);
        months.billed(MARCH_1, 1);
        months.given().notedUsage(account, "2026-03-10T10:00:00Z", NATIONAL, 50 * RUBLE, 2);
        months.billed(APRIL_1, 2);
        // 12.20 of February on two days, 6.10 of March, 40 of April itself
        months.given().notedUsage(account, "2026-02-11T10:00:00Z", NATIONAL, 6_100_000, 3);
        months.given().notedUsage(account, "2026-02-12T10:00:00Z", NATIONAL, 6_100_000, 3);
        months.given().notedUsage(account, "2026-03-11T10:00:00Z", NATIONAL, 6_100_000, 3);
        months.given().notedUsage(account, "2026-04-11T10:00:00Z", NATIONAL, 40 * RUBLE, 3);
        BillRun april = months.billed(MAY_1, 3);
        // owed before: 100 + 50; the invoice asks for them and its own 40, the notes for themselves
        assertThat(documents(april))
                .containsExactly(
                        "debit-note Д-26-000001 to 26-0000001 2026-01-01 2026-02-28 1220 1220 2026-05-20",
                        "debit-note Д-26-000002 to 26-0000002 2026-03-01 2026-03-31 610 610 2026-05-20",
                        "invoice 26-0000003 - 2026-04-01 2026-04-30 4000 19000 2026-05-20");
        assertThat(lines(april, "debit-note"))
                .containsExactly("2026-01-01 2026-02-28 12.20", "2026-03-01 2026-03-31 6.10");
        // VAT of 22 % within: 12.20 = 10.00 + 2.20
        assertThat(postings(months.listed(april, "debit-note").get(0)))
                .containsExactly("8 receivables 1220", "8 vat-payable -220", "8 revenue:voice -1000");
        months.everyLineIsExplained(april);
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 208_30));
        assertThat(months.advances(account, MAY_1)).isEqualTo(Money.zero(RUB));
    }

    @Test
    void late_usage_without_the_policy_stands_on_the_next_invoice_with_the_days_of_its_period() {
        long account = months.given().account("meridian", "100", "person");
        months.given().usage(account, "2026-02-10T10:00:00Z", NATIONAL, 100 * RUBLE, 1);
        months.billed(MARCH_1, 1);
        months.given().usage(account, "2026-02-11T10:00:00Z", NATIONAL, 7 * RUBLE, 2);
        months.given().usage(account, "2026-03-11T10:00:00Z", NATIONAL, 40 * RUBLE, 2);
        BillRun march = months.billed(APRIL_1, 2);
        assertThat(lines(march, "invoice"))
                .containsExactly("2026-03-01 2026-03-31 40.00", "2026-01-01 2026-02-28 7.00");
        assertThat(months.listed(march, "debit-note")).isEmpty();
        months.everyLineIsExplained(march);
    }

    /** Back-dated to another plan: what is taken back and what is asked for instead are of one policy, that of the plan it is on now. */
    @Test
    void usage_priced_anew_by_such_a_plan_is_corrected_by_a_note_for_the_difference() {
        long account = months.given().account("meridian", "100", "person");
        months.given().usage(account, "2026-02-10T10:00:00Z", NATIONAL, 100 * RUBLE, 1);
        months.given().usage(account, "2026-02-11T10:00:00Z", NATIONAL, 50 * RUBLE, 1);
        months.billed(MARCH_1, 1);
        months.given().repricedByNoted(account, "2026-02-10T10:00:00Z", NATIONAL, 130 * RUBLE, 2);
        months.given().repricedByNoted(account, "2026-02-11T10:00:00Z", NATIONAL, 40 * RUBLE, 2);
        BillRun march = months.billed(APRIL_1, 2);
        assertThat(documents(march))
                .containsExactly("debit-note Д-26-000001 to 26-0000001 2026-01-01 2026-02-28 2000 2000 2026-04-20");
        months.everyLineIsExplained(march);
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 170_00));
    }

    @Test
    void an_account_with_nothing_but_late_usage_gets_only_the_note() {
        long account = months.given().account("meridian", "100", "person");
        months.given().notedUsage(account, "2026-02-10T10:00:00Z", NATIONAL, 100 * RUBLE, 1);
        months.billed(MARCH_1, 1);
        months.journal().post(months.given().payment(account, LocalDate.of(2026, 3, 10), 110_00, "P-1"));
        months.given().notedUsage(account, "2026-02-11T10:00:00Z", NATIONAL, 30 * RUBLE, 2);
        BillRun march = months.billed(APRIL_1, 2);
        // 10.00 are left on the account
        assertThat(documents(march))
                .containsExactly("debit-note Д-26-000001 to 26-0000001 2026-01-01 2026-02-28 3000 2000 2026-04-20");
        months.everyLineIsExplained(march);
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 20_00));
    }

    @Test
    void a_note_of_a_period_without_a_bill_names_none_and_states_the_period() {
        long account = months.given().account("meridian", "100", "person");
        months.billed(MARCH_1, 1);
        months.given().notedUsage(account, "2026-02-11T10:00:00Z", NATIONAL, 30 * RUBLE, 2);
        BillRun march = months.billed(APRIL_1, 2);
        assertThat(documents(march))
                .containsExactly("debit-note Д-26-000001 - 2026-01-01 2026-02-28 3000 3000 2026-04-20");
    }

    @Test
    void what_such_a_service_takes_back_goes_onto_a_credit_note_even_beside_a_larger_invoice() {
        long account = months.given().account("meridian", "100", "person");
        months.given().notedUsage(account, "2026-02-10T10:00:00Z", NATIONAL, 100 * RUBLE, 1);
        months.billed(MARCH_1, 1);
        months.given().notedUsage(account, "2026-02-11T10:00:00Z", NATIONAL, -60 * RUBLE, 2);
        months.given().notedUsage(account, "2026-03-11T10:00:00Z", NATIONAL, 500 * RUBLE, 2);
        BillRun march = months.billed(APRIL_1, 2);
        assertThat(documents(march))
                .containsExactly(
                        "credit-note К-26-000001 to 26-0000001 2026-03-01 2026-03-31 6000 0 -",
                        "invoice 26-0000002 - 2026-03-01 2026-03-31 50000 54000 2026-04-20");
        months.everyLineIsExplained(march);
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 540_00));
        assertThat(months.advances(account, APRIL_1)).isEqualTo(Money.zero(RUB));
    }

    @Test
    void what_a_note_asked_for_is_taken_back_from_the_note() {
        long account = months.given().account("meridian", "100", "person");
        months.given().notedUsage(account, "2026-02-10T10:00:00Z", NATIONAL, 100 * RUBLE, 1);
        months.billed(MARCH_1, 1);
        months.given().notedUsage(account, "2026-02-11T10:00:00Z", NATIONAL, 30 * RUBLE, 2);
        months.billed(APRIL_1, 2);
        months.given().notedUsage(account, "2026-02-11T10:00:00Z", NATIONAL, -50 * RUBLE, 3);
        BillRun april = months.billed(MAY_1, 3);
        // all 30.00 of the note, then 20.00 of the invoice
        assertThat(documents(april))
                .containsExactly(
                        "credit-note К-26-000001 to Д-26-000001 2026-04-01 2026-04-30 3000 0 -",
                        "credit-note К-26-000002 to 26-0000001 2026-04-01 2026-04-30 2000 0 -");
        months.everyLineIsExplained(april);
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 80_00));
    }

    @Test
    void a_company_gets_the_note_for_the_debt_and_act_and_vat_invoice_for_the_services() {
        long account = months.given().account("meridian", "100", "company");
        months.given().notedUsage(account, "2026-02-10T10:00:00Z", NATIONAL, 100 * RUBLE, 1);
        months.billed(MARCH_1, 1);
        months.given().notedUsage(account, "2026-02-11T10:00:00Z", NATIONAL, 30 * RUBLE, 2);
        BillRun march = months.billed(APRIL_1, 2);
        assertThat(months.listed(march)).extracting(Listed::kind).containsExactly("act", "vat-invoice", "debit-note");
        assertThat(lines(march, "act")).containsExactly("2026-01-01 2026-02-28 30.00");
        months.everyLineIsExplained(march);
        assertThat(months.owed(account)).isEqualTo(new Money(RUB, 130_00));
        assertThat(months.advances(account, APRIL_1)).isEqualTo(Money.zero(RUB));
    }

    @Test
    void a_note_waits_with_the_rest_for_the_minimum() {
        long account = months.given().account("meridian", "100", "person");
        months.given().notedUsage(account, "2026-02-10T10:00:00Z", NATIONAL, 100 * RUBLE, 1);
        months.billed(MARCH_1, 1);
        months.given().notedUsage(account, "2026-02-11T10:00:00Z", NATIONAL, 6 * RUBLE, 2);
        assertThat(months.listed(months.billed(APRIL_1, 2))).isEmpty();
        months.given().notedUsage(account, "2026-03-11T10:00:00Z", NATIONAL, 4 * RUBLE, 3);
        assertThat(documents(months.billed(MAY_1, 3)))
                .containsExactly(
                        "debit-note Д-26-000001 to 26-0000001 2026-01-01 2026-02-28 600 600 2026-05-20",
                        "invoice 26-0000002 - 2026-03-01 2026-04-30 400 10400 2026-05-20");
    }

    /** Whatever comes late under either policy: what documents ask for less what they take back is what was charged. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void documents_add_up_to_the_charges(long seed) {
        Random random = new Random(seed);
        List<String> kinds = List.of("person", "company");
        long charged = 0;
        for (int i = 0; i < 6; i++) {
            months.given().account("meridian", "10" + i, kinds.get(i % 2));
        }
        List<Long> accounts = months.jdbc()
                .sql("select id from account order by id")
                .query(Long.class)
                .list();
        List<LocalDate> runs = List.of(MARCH_1, APRIL_1, MAY_1, JUNE_1, BilledMonths.JULY_1);
        for (int run = 0; run < runs.size(); run++) {
            for (long account : accounts) {
                for (int call = 0; call < 6; call++) {
                    // of any month before the run; mostly more, sometimes less than nothing
                    LocalDate day = LocalDate.of(2026, 2 + random.nextInt(run + 1), 1 + random.nextInt(28));
                    long kopecks = random.nextInt(4) == 0 ? -random.nextInt(3_000) : random.nextInt(9_000);
                    String path = random.nextBoolean() ? NATIONAL : LOCAL;
                    charged += kopecks;
                    if (random.nextBoolean()) {
                        months.given().notedUsage(account, day + "T10:00:00Z", path, kopecks * 10_000, run + 1);
                    } else {
                        months.given().usage(account, day + "T10:00:00Z", path, kopecks * 10_000, run + 1);
                    }
                }
            }
            months.everyLineIsExplained(months.billed(runs.get(run), run + 1));
        }
        long carried = months.jdbc()
                .sql("select count(*) from billing_period where state = 2 and to_day = date '2026-07-01'")
                .query(Long.class)
                .single();
        String sum = "select coalesce(sum(case kind when 'credit-note' then -gross_minor else gross_minor end), 0)"
                + " from billing_document where kind in ('invoice', 'debit-note', 'credit-note')";
        assertThat(carried).isZero();
        assertThat(months.jdbc().sql(sum).query(Long.class).single()).isEqualTo(charged);
        assertThat(accounts.stream()
                        .mapToLong(each -> months.owed(each).minor())
                        .sum())
                .isEqualTo(charged);
        assertThat(accounts.stream().map(each -> months.advances(each, BilledMonths.JULY_1)))
                .allMatch(Money.zero(RUB)::equals);
        assertThat(months.jdbc()
                        .sql("select count(*) from billing_document where kind = 'debit-note'")
                        .query(Long.class)
                        .single())
                .isGreaterThan(10);
    }
}
