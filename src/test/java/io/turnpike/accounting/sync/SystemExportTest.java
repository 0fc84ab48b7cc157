package io.turnpike.accounting.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.accounting.AccountingFixture;
import io.turnpike.database.DatabaseTest;
import io.turnpike.jobs.StepWork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Each version goes out once, whatever crashes. */
@DatabaseTest
class SystemExportTest {
    private static final int DOCUMENTS = 56; // two a day

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    private AccountingFixture books;

    @BeforeEach
    void empty() {
        books = new AccountingFixture(context);
        books.begin();
        books.documents(DOCUMENTS);
    }

    private Map<String, String> asked(Path outbox) {
        return Map.of("name", "accounts-documents", "period", "2026-03", "outbox", outbox.toString());
    }

    private List<String> states() {
        return books.rows(
                "select state, count(*), min(times_sent), max(times_sent) from sync_version group by state order by"
                        + " state");
    }

    @Test
    void a_crash_after_any_piece_sends_no_version_twice_and_leaves_none_out() {
        boolean more = true;
        for (int survived = 0; more; survived++) {
            books.begin();
            books.documents(DOCUMENTS);
            TheirSystem system = new TheirSystem();
            Path outbox = folder.resolve("after-" + survived);
            more = crash(survived, outbox);
            // what was put into its place may be gone before the next run begins
            system.take(outbox.resolve("accounts-documents"));
            books.run("export-books", asked(outbox));
            system.take(outbox.resolve("accounts-documents"));
            assertThat(system.documents).as("after %d pieces", survived).hasSize(DOCUMENTS);
            assertThat(system.came.values()).as("after %d pieces", survived).containsOnly(1);
            assertThat(states()).as("after %d pieces", survived).containsExactly("sent 56 1 1");
        }
    }

    /** So many pieces are committed, the next one is not; whether there was a next one. */
    private boolean crash(int survived, Path outbox) {
        try (StepWork work = books.begin("export-books", asked(outbox))) {
            for (int piece = 0; piece < survived; piece++) {
                books.piece(work);
            }
            return books.lostPiece(work);
        }
    }

    @Test
    void what_was_changed_since_goes_out_as_the_next_version_and_nothing_else_does() {
        TheirSystem system = new TheirSystem();
        books.run("export-books", asked(folder));
        system.take(folder.resolve("accounts-documents"));
        assertThat(books.run("export-books", asked(folder)))
                .containsExactly("accounts-documents, meridian 2026-03: nothing is new for accounts");
        books.jdbc
                .sql("do $$ begin set local session_replication_role = replica; update billing_document set due_date ="
                        + " date '2026-05-01' where document_id = 7; end $$")
                .update();
        List<String> told = books.run("export-books", asked(folder));
        // 7.00 and 22 %
        assertThat(told).hasSize(1);
        assertThat(told.get(0))
                .contains("documents-meridian-invoice-2026-03-08-")
                .endsWith(".csv: 1 documents, 1 row, gross 8.54 RUB, net 7.00 RUB, vat 1.54 RUB");
        assertThat(system.take(folder.resolve("accounts-documents"))).isEqualTo(1);
        assertThat(system.documents.get("invoice/2026/26-0000007"))
                .containsEntry("due-date", "2026-05-01")
                .containsEntry("version", "2");
        assertThat(states()).containsExactly("changed 1 1 1", "sent 56 1 1");
    }
}
