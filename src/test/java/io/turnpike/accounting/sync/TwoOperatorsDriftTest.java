package io.turnpike.accounting.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.accounting.AccountingFixture;
import io.turnpike.database.DatabaseTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** One accounting system keeps the books of two operators, whose accounts, customers and documents bear the same numbers. */
@DatabaseTest
class TwoOperatorsDriftTest {
    private static final int DOCUMENTS = 30;

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    private final Map<String, TheirSystem> systems = new TreeMap<>();
    private AccountingFixture books;

    @BeforeEach
    void both_agree() {
        books = new AccountingFixture(context);
        books.begin();
        books.documents(DOCUMENTS);
        books.given.operator("nordlicht", "Europe/Berlin", "EUR");
        copy();
        for (String operator : List.of("meridian", "nordlicht")) {
            books.run(
                    "export-books",
                    Map.of(
                            "name",
                            "accounts-documents",
                            "period",
                            "2026-03",
                            "operator",
                            operator,
                            "outbox",
                            folder.toString()));
            TheirSystem system = new TheirSystem();
            assertThat(system.take(folder.resolve("accounts-documents"))).isEqualTo(DOCUMENTS);
            systems.put(operator, system);
        }
        theyList();
        assertThat(found()).isEmpty();
        assertThat(books.rows("select state, count(*) from sync_version group by state"))
                .containsExactly("accepted 60");
    }

    /** The same documents of the other operator, in euros. */
    private void copy() {
        long other = books.given.id("select id from operator where code = 'nordlicht'");
        long run = books.given.id("""
            insert into bill_run (operator_id, run_day, reason, cutoff_batch, state, opened_at)
            values (?, date '2026-04-01', 'cycle', 1, 'released', now())
            returning bill_run_id
            """, other);
        books.jdbc.sql("""
            insert into bill (bill_id, bill_run_id, account_id, customer_id, period_from, period_to, document_date, currency,
              rendered_as_billed, charged_minor)
            select bill_id + 1000, ?, account_id + 1000, customer_id + 1000, period_from, period_to, document_date, 'EUR',
              rendered_as_billed, charged_minor
            from bill
            """).param(run).update();
        books.jdbc.sql("""
            insert into drafted_document (document_id, bill_id, bill_run_id, operator_id, kind, account_id, account_number,
              ordinal, document_date, period_from, period_to, due_date, currency, net_minor, vat_minor, gross_minor,
              amount_due_minor)
            select document_id + 1000, bill_id + 1000, ?, ?, kind, account_id + 1000, account_number, ordinal, document_date,
              period_from, period_to, due_date, 'EUR', net_minor, vat_minor, gross_minor, amount_due_minor
            from drafted_document
            """).params(run, other).update();
        books.jdbc.sql("""
            insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)
            select document_id + 1000, ?, kind, number_year, sequence_number, number
            from document_number
            """).param(other).update();
        books.jdbc.sql("""
            insert into document_snapshot (document_id, body)
            select document_id + 1000, body
            from document_snapshot
            """).update();
    }

    private void theyList() {
        TheirSystem both = new TheirSystem();
        systems.forEach((operator, system) ->
                system.documents.forEach((key, document) -> both.documents.put(operator + " " + key, document)));
        Path listing = both.list(folder.resolve("listing-" + System.nanoTime() + ".csv"));
        books.run("import-books", Map.of("file", listing.toString(), "format", "accounts-documents"));
    }

    private List<String> found() {
        books.run("compare-books", Map.of("system", "accounts", "period", "2026-03"));
        return books.rows("""
                select o.code, d.key, d.side, d.field
                from sync_difference d
                join operator o on o.id = d.operator_id
                order by 1, 2, 4
                """);
    }

    private Map<String, String> theirs(String operator, int number) {
        return systems.get(operator).documents.get(key(number));
    }

    private static String key(int number) {
        return String.format("invoice/2026/26-%07d", number);
    }

    private void ours(String change, int document) {
        books.jdbc
                .sql("do $$ begin set local session_replication_role = replica; update " + change
                        + " where document_id = " + document + "; end $$")
                .update();
    }

    @Test
    void each_difference_is_found_at_its_operator_and_none_at_the_other() {
        theirs("meridian", 3).put("gross", "3.67");
        theirs("nordlicht", 4).put("currency", "RUB");
        systems.get("nordlicht").documents.remove(key(5));
        ours("drafted_document set due_date = due_date + 1", 1006);
        ours("drafted_document set account_number = account_number || '0'", 7);
        theyList();
        assertThat(found())
                .containsExactly(
                        "meridian " + key(3) + " theirs gross",
                        "meridian " + key(7) + " ours account",
                        "nordlicht " + key(4) + " theirs currency",
                        "nordlicht " + key(5) + " theirs ",
                        "nordlicht " + key(6) + " ours due-date");
    }

    @Test
    void documents_that_they_took_for_those_of_the_other_operator_are_found_at_both() {
        theirs("meridian", 8).put("operator", "nordlicht");
        theirs("nordlicht", 9).put("gross", "999.99");
        systems.get("nordlicht").documents.remove(key(8));
        theyList();
        assertThat(found())
                .contains("meridian " + key(8) + " theirs ", "nordlicht " + key(8) + " theirs currency")
                .contains("nordlicht " + key(9) + " theirs gross");
    }

    @Test
    void a_list_of_one_operator_alone_says_nothing_of_the_other() {
        systems.get("nordlicht").documents.clear();
        theyList();
        assertThat(found()).isEmpty();
    }
}
