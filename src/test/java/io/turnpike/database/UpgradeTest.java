package io.turnpike.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of an earlier version, with what was in it, is brought to this one. */
class UpgradeTest {
    private final DataSource database = TestDatabase.source("upgraded");
    private final JdbcClient jdbc = JdbcClient.create(database);

    @Test
    void documents_keep_the_numbers_that_stood_in_their_rows() {
        migrate("0302");
        jdbc.sql("insert into operator (code, name, zone, currency, country) values ('m', 'M', 'UTC', 'RUB', 'RU')")
                .update();
        jdbc.sql("""
                insert into bill_run (operator_id, run_day, reason, cutoff_batch, state, opened_at)
                select 1, date '2026-04-01', 'cycle', 1, state, now()
                from unnest(array['released', 'releasing', 'draft']) state
                """).update();
        jdbc.sql("""
                insert into bill (bill_id, bill_run_id, account_id, customer_id, period_from, period_to, document_date, currency,
                  rendered_as_billed, charged_minor)
                select n, n, n, n, date '2026-03-01', date '2026-04-01', date '2026-03-31', 'RUB', true, 122
                from generate_series(1, 3) n
                """).update();
        document(1, 1, "invoice", null, 7);
        document(2, 1, "payment-slip", null, 7);
        document(3, 1, "credit-note", 1, 1);
        document(4, 2, "invoice", null, 8); // its release was broken off between two kinds
        document(5, 2, "act", null, null);
        document(6, 3, "invoice", null, null);
        List<String> before = documents();

        migrate("latest");

        assertThat(documents())
                .isEqualTo(before)
                .contains("1 invoice 122 2026 7 26-0000007", "5 act 122", "6 invoice 122");
        assertThat(strings("select number from document_number order by document_id"))
                .containsExactly("26-0000007", "26-0000007", "26-0000001", "26-0000008");
        assertThat(strings("select number from payable_invoice order by document_id"))
                .containsExactly("26-0000007", "26-0000008");
        assertThat(jdbc.sql("update drafted_document set due_date = document_date where document_id > 4")
                        .update())
                .isEqualTo(2);
        for (long released = 1; released <= 4; released++) {
            long id = released;
            assertThatThrownBy(() -> jdbc.sql("update drafted_document set due_date = null where document_id = " + id)
                            .update())
                    .hasMessageContaining("is released and is never changed");
        }
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)
                        values (5, 1, 'invoice', 2026, 9, '26-0000009')
                        """).update())
                .hasMessageContaining("number 26-0000009 of invoice 5, which does not exist");
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)
                        values (6, 1, 'invoice', 2026, 8, '26-0000008')
                        """).update()).hasMessageContaining("document_number_sequence");
    }

    private List<String> documents() {
        return strings("""
                select concat_ws(' ', document_id, kind, corrects, gross_minor, number_year, sequence_number, number)
                from billing_document
                order by document_id
                """);
    }

    private List<String> strings(String query) {
        return jdbc.sql(query).query(String.class).list();
    }

    private void document(long id, long bill, String kind, @Nullable Integer corrects, @Nullable Integer number) {
        jdbc.sql("""
                insert into billing_document (document_id, bill_id, bill_run_id, operator_id, kind, account_id, account_number,
                  ordinal, document_date, period_from, period_to, currency, net_minor, vat_minor, gross_minor, amount_due_minor,
                  corrects, number_year, sequence_number, number)
                select ?, b.bill_id, b.bill_run_id, 1, ?, b.account_id, 'A', 1, b.document_date, b.period_from, b.period_to, 'RUB',
                  100, 22, 122, 122, ?, case when n is not null then 2026 end, n, '26-' || lpad(n::text, 7, '0')
                from bill b, (select ?::bigint as n) given
                where b.bill_id = ?
                """).params(id, kind, corrects, number, bill).update();
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }
}
