package io.turnpike.invoicing;

import static io.turnpike.invoicing.BilledMonths.APRIL_1;
import static io.turnpike.invoicing.BilledMonths.RUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingDocuments.Listed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What documents say is packed, with what they have in common kept once a block. */
@DatabaseTest
class PackedDocumentsTest {
    private static final int MANY = 40;

    @RegisterExtension
    private final BilledMonths months = new BilledMonths();

    private void accounts(int count) {
        for (int i = 0; i < count; i++) {
            String kind = i % 4 == 3 ? "company" : "person";
            long account = months.given().account("meridian", String.valueOf(100 + i), kind);
            months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", (20 + i) * RUBLE, 1);
        }
    }

    private long count(String table) {
        return months.jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    @Test
    void each_document_says_its_own_whatever_it_is_packed_with() {
        accounts(MANY);
        BillRun run = months.billed(APRIL_1, 1);
        for (int i = 0; i < MANY; i++) {
            String account = String.valueOf(100 + i);
            List<Listed> own = months.listed(run).stream()
                    .filter(each -> each.accountNumber().equals(account))
                    .toList();
            assertThat(own).as(account).hasSizeGreaterThan(i % 4 == 3 ? 1 : 0);
            for (Listed document : own) {
                assertThat(months.content(document))
                        .as("%s of %s", document.kind(), account)
                        .contains("\"kind\":\"" + document.kind() + "\"", "\"account\":{\"number\":\"" + account + "\"")
                        .contains("\"gross\":\"" + (20 + i) + ".00\"}}");
            }
        }
        assertThat(count("document_snapshot where body is null and dictionary_id is not null"))
                .isEqualTo(count("billing_document"));
        assertThat(count("snapshot_dictionary")).isEqualTo(1);
        assertThat(months.jdbc()
                        .sql("select avg(octet_length(packed)) from document_snapshot")
                        .query(Double.class)
                        .single())
                .isLessThan(400);
    }

    @Test
    void another_database_beneath_the_program_is_read_with_dictionaries_of_its_own() {
        for (int first = 0; first < 2; first++) {
            // of a person, and of a company: other dictionaries under the same number
            for (int i = 0; i < MANY; i++) {
                String kind = (i + first) % 2 == 0 ? "person" : "company";
                long account = months.given().account("meridian", String.valueOf(100 + i), kind);
                months.given().usage(account, "2026-03-10T10:00:00Z", "voice/outgoing/national", (20 + i) * RUBLE, 1);
            }
            for (Listed document : months.listed(months.billed(APRIL_1, 1))) {
                assertThat(months.content(document))
                        .contains("\"kind\":\"" + document.kind() + "\"")
                        .contains("\"account\":{\"number\":\"" + document.accountNumber() + "\"");
            }
            months.empty();
            Emptying.tables(months.jdbc(), "snapshot_dictionary restart identity cascade");
            months.given().operator("meridian", "Europe/Moscow", "RUB");
        }
    }

    @Test
    void a_few_documents_are_packed_each_by_itself() {
        accounts(2);
        BillRun run = months.billed(APRIL_1, 1);
        assertThat(count("snapshot_dictionary")).isZero();
        assertThat(months.content(months.listed(run, "invoice").get(1))).contains("\"gross\":\"21.00\"}}");
    }

    @Test
    void what_documents_are_packed_with_stays_as_long_as_they_do() {
        accounts(MANY);
        BillRun run = months.drafted(APRIL_1, 1);
        for (String change :
                List.of("delete from snapshot_dictionary", "update snapshot_dictionary set content = 'other'::bytea")) {
            assertThatThrownBy(() -> months.jdbc().sql(change).update())
                    .as(change)
                    .hasMessageContaining("documents are packed with dictionary");
        }
        assertThatThrownBy(() -> months.jdbc().sql("""
                        with gone as (
                          delete from document_snapshot
                          where document_id = (select min(document_id) from document_snapshot)
                          returning document_id, packed)
                        insert into document_snapshot (document_id, packed, dictionary_id)
                        select document_id, packed, 0
                        from gone
                        """).update())
                .hasMessageContaining("dictionary 0, which does not exist");
        months.runs().discard(run.billRunId());
        assertThat(count("snapshot_dictionary")).isZero();
        assertThat(count("document_snapshot")).isZero();
    }
}
