package io.turnpike.invoicing;

import static io.turnpike.invoicing.BilledMonths.APRIL_1;
import static io.turnpike.invoicing.BilledMonths.RUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Releases that an earlier version of the program had begun are finished. */
@DatabaseTest
class EarlierReleaseTest {
    @RegisterExtension
    private final BilledMonths months = new BilledMonths();

    @Test
    void a_kind_that_was_numbered_before_numbers_were_taken_keeps_them_and_the_others_follow() {
        for (String number : List.of("100", "101", "102")) {
            long account = months.given().account("meridian", number, "company");
            months.given().usage(account, "2026-03-10T10:00:00Z", "voice", 20 * RUBLE, 1);
        }
        BillRun run = months.drafted(APRIL_1, 1);
        // it numbered all invoices in one transaction, from 41 on, and was broken off
        months.jdbc().sql("update bill_run set state = 'releasing'").update();
        months.jdbc().sql("""
                        insert into number_sequence (operator_id, kind, number_year, last_number)
                        select id, 'invoice', 2026, 43
                        from operator
                        """).update();
        months.jdbc().sql("""
                        insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)
                        select document_id, operator_id, kind, 2026, n, '26-' || lpad(n::text, 7, '0')
                        from (
                          select document_id, operator_id, kind, 40 + row_number() over (order by account_number) as n
                          from drafted_document
                          where kind = 'invoice') invoice
                        """).update();
        months.release().release(run.billRunId(), "person");
        assertThat(months.listed(run, "invoice"))
                .extracting(one -> one.accountNumber() + " " + one.number())
                .containsExactly("100 26-0000041", "101 26-0000042", "102 26-0000043");
        for (BillingDocuments.Listed document : months.listed(run)) {
            assertThat(document.number()).as(document.kind()).isNotNull();
        }
        assertThat(months.listed(run, "act"))
                .extracting(one -> one.accountNumber() + " " + one.number())
                .hasSize(3)
                .allMatch(one -> one.endsWith("0000001") || one.endsWith("0000002") || one.endsWith("0000003"));
        assertThat(months.jdbc()
                        .sql("select last_number from number_sequence where kind = 'invoice'")
                        .query(Long.class)
                        .single())
                .isEqualTo(43);
        assertThat(months.runs().run(run.billRunId()).state()).isEqualTo(BillRun.State.RELEASED);
    }
}
