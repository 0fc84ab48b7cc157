package io.turnpike.accounting.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.accounting.AccountingFixture;
import io.turnpike.accounting.BookPeriod;
import io.turnpike.accounting.Content;
import io.turnpike.accounting.own.OwnRecords;
import io.turnpike.database.DatabaseTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** 10,000 documents on two sides, of which 50 are corrupted on one side or the other. */
@DatabaseTest
class SeededDriftTest {
    private static final int DOCUMENTS = 10_000;
    private static final int CORRUPTED = 50;
    private static final long SEED = Long.getLong("turnpike.seed", 20261126);
    private static final BookPeriod MARCH = BookPeriod.of("2026-03");

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    private final TheirSystem system = new TheirSystem();
    private AccountingFixture books;

    @BeforeEach
    void empty() {
        books = new AccountingFixture(context);
        books.begin();
        books.documents(DOCUMENTS);
    }

    private List<String> export() {
        return books.run(
                "export-books", Map.of("name", "accounts-documents", "period", "2026-03", "outbox", folder.toString()));
    }

    private Path outbox() {
        return folder.resolve("accounts-documents");
    }

    private void theyList() {
        Path listing = system.list(folder.resolve("listing.csv"));
        books.run("import-books", Map.of("file", listing.toString(), "format", "accounts-documents"));
    }

    private DriftReport compare() {
        SyncLine line = new SyncLine(
                "accounts", Content.DOCUMENTS, context.getBean(OwnRecords.class).owner("meridian"));
        return context.getBean(Drift.class).compare(line, MARCH);
    }

    @Test
    void all_corrupted_documents_are_named_with_side_and_field_and_one_cycle_of_resending_mends_them() {
        export();
        assertThat(system.take(outbox())).isEqualTo(DOCUMENTS);
        theyList();
        assertThat(books.rows("select state, count(*) from sync_version group by state"))
                .containsExactly("accepted 10000");
        DriftReport before = compare();
        assertThat(List.of(before.compared(), before.total())).containsExactly(10_000L, 0L);

        SortedSet<String> corrupted = corrupt();
        theyList();
        DriftReport drift = compare();
        assertThat(named()).as("seed %d", SEED).isEqualTo(corrupted);
        assertThat(drift.differences().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(corrupted.size());
        assertThat(drift.firstDay().orElseThrow().toString())
                .isEqualTo(books.rows("select min(day) from sync_difference").get(0));

        assertThat(context.getBean(SyncDesk.class)
                        .resend("accounts", new Chosen(null, null, null, List.of()), false)
                        .records())
                .containsExactly(Map.entry("documents", (long) CORRUPTED));
        export();
        assertThat(system.take(outbox())).isEqualTo(CORRUPTED);
        theyList();
        DriftReport after = compare();
        assertThat(List.of(after.compared(), after.total())).as("seed %d", SEED).containsExactly(10_000L, 0L);

        assertThat(context.getBean(SyncDesk.class)
                        .resend("accounts", new Chosen(null, null, null, List.of()), false)
                        .records())
                .isEmpty();
        export();
        assertThat(system.take(outbox())).isZero();
    }

    /** Changes a field of 50 documents, each on one side; returns document, side and field. */
    private SortedSet<String> corrupt() {
        Random dice = new Random(SEED);
        SortedSet<String> corrupted = new TreeSet<>();
        List<Integer> chosen =
                dice.ints(1, DOCUMENTS + 1).distinct().limit(CORRUPTED).boxed().toList();
        for (int document : chosen) {
            String key = "invoice/2026/26-" + String.format("%07d", document);
            if (dice.nextBoolean()) {
                corrupted.add(key + " ours " + corruptOurs(document, dice.nextInt(4)));
            } else {
                corrupted.add(key + " theirs " + corruptTheirs(key, dice.nextInt(6)));
            }
        }
        return corrupted;
    }

    /** Past the triggers that keep documents as they were released. */
    private String corruptOurs(int document, int how) {
        String change = List.of(
                        "drafted_document set due_date = due_date + 1",
                        "drafted_document set account_number = account_number || '0'",
                        "document_snapshot set body = replace(body, 'Клиент ', 'Кл1ент ')",
                        "document_snapshot set body = replace(body, '\"contract\" : \"Д-', '\"contract\" : \"D-')")
                .get(how);
        books.jdbc
                .sql("do $$ begin set local session_replication_role = replica; update " + change
                        + " where document_id = " + document + "; end $$")
                .update();
        return List.of("due-date", "account", "customer-name", "contract").get(how);
    }

    private String corruptTheirs(String key, int how) {
        if (how == 5) {
            system.documents.remove(key);
            return "";
        }
        String field =
                List.of("gross", "vat", "inn", "customer-name", "due-date").get(how);
        String corrupt = List.of("7777777.77", "0.01", "7700000000", "ИП Никто", "2026-12-31")
                .get(how);
        system.documents.get(key).put(field, corrupt);
        return field;
    }

    private SortedSet<String> named() {
        return new TreeSet<>(new ArrayList<>(books.rows("select key, side, field from sync_difference")));
    }
}
