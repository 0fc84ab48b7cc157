package io.turnpike.accounting.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.accounting.AccountingFixture;
import io.turnpike.database.DatabaseTest;
import io.turnpike.jobs.StepWork;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.PaymentBook;
import io.turnpike.payments.PaymentDesk;
import io.turnpike.payments.Receipt;
import io.turnpike.payments.Refund;
import io.turnpike.payments.Refunds;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
                .sql("do $$ begin set local session_replication_role = replica; update drafted_document set due_date ="
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

    @Test
    void what_a_crash_at_the_end_of_a_month_left_behind_goes_with_the_next_month() {
        try (StepWork work = books.begin("export-books", asked(folder))) {
            for (int day = 0; day < 28; day++) {
                books.piece(work);
            }
        }
        assertThat(states()).containsExactly("new 56 0 0");
        books.run(
                "export-books", Map.of("name", "accounts-documents", "period", "2026-04", "outbox", folder.toString()));
        assertThat(new TheirSystem().take(folder.resolve("accounts-documents"))).isEqualTo(DOCUMENTS);
        assertThat(states()).containsExactly("sent 56 1 1");
    }

    @Test
    void a_payment_that_found_its_owner_a_month_later_goes_out_again() {
        long account = books.given.account("meridian", "100", "company");
        receive(null);
        assertThat(payments("2026-01").get(0)).contains("1 payments");
        // the last second of March, and the first of April, in Moscow
        act("unmatched", "2026-03-31T20:59:59Z");
        books.jdbc
                .sql("update payment set state = 'matched', account_id = ?, matched_entry = received_entry")
                .param(account)
                .update();
        assertThat(payments("2026-02").get(0)).contains("nothing is new");
        assertThat(payments("2026-03").get(0)).contains("1 payments");
        books.jdbc
                .sql("update payment set state = 'reversed', account_id = null, matched_entry = null")
                .update();
        act("reversed", "2026-03-31T21:00:00Z");
        assertThat(payments("2026-04").get(0)).contains("1 payments");
        assertThat(books.rows("select version, state from sync_version order by version"))
                .containsExactly("1 changed", "2 changed", "3 sent");
    }

    @Test
    void a_refund_goes_out_once_and_again_with_the_month_in_which_it_was_taken_back() {
        long account = books.given.account("meridian", "100", "company");
        receive(new Receipt.Owner(account, "by-hand"));
        context.getBean(Refunds.class)
                .refund(
                        books.given.id("select payment_id from payment"),
                        Refund.Kind.REFUND,
                        new Refunds.Payout(
                                new Money(Currency.getInstance("RUB"), 70),
                                LocalDate.parse("2026-02-03"),
                                LedgerAccount.CASH,
                                "",
                                null,
                                null),
                        new PaymentDesk.Signed("anna", "x"));
        assertThat(refunds("2026-02").get(0)).contains("1 refunds, 1 row, amount 0.70 RUB");
        assertThat(refunds("2026-02").get(0)).contains("nothing is new");
        books.jdbc.sql("""
                        update payment_refund
                        set state = 'taken-back', ended_by = 'anna', end_reason = 'x',
                          ended_at = timestamptz '2026-03-31T21:00:00Z' -- April in Moscow
                        """).update();
        assertThat(refunds("2026-03").get(0)).contains("nothing is new");
        assertThat(refunds("2026-04").get(0)).contains("1 refunds");
        assertThat(books.rows("select key, v.version, v.state, v.facts like '%taken-back%' from sync_version v"
                        + " join sync_record using (record_id) order by v.version"))
                .containsExactly("refund-1 1 changed f", "refund-1 2 sent t");
    }

    /** A payment of January. */
    private void receive(Receipt.@Nullable Owner owner) {
        books.transaction.executeWithoutResult(status -> {
            Currency currency = Currency.getInstance("RUB");
            PaymentBook book = context.getBean(PaymentBook.class);
            book.holdSource("client-bank-exchange");
            book.receive(List.of(new Receipt(
                    books.given.id("select id from operator where code = 'meridian'"),
                    "client-bank-exchange",
                    "1",
                    "1",
                    LocalDate.parse("2026-01-31"),
                    new Money(currency, 100),
                    Money.zero(currency),
                    LedgerAccount.BANK,
                    Receipt.Payer.UNKNOWN,
                    null,
                    owner)));
        });
    }

    private List<String> refunds(String period) {
        return books.run(
                "export-books", Map.of("name", "accounts-refunds", "period", period, "outbox", folder.toString()));
    }

    private List<String> payments(String period) {
        return books.run(
                "export-books", Map.of("name", "accounts-payments", "period", period, "outbox", folder.toString()));
    }

    private void act(String act, String at) {
        books.jdbc
                .sql("insert into payment_act (payment_id, act_number, act, agent, reason, acted_at) select payment_id,"
                        + " (select count(*) + 1 from payment_act), ?, 'anna', 'x', ?::timestamptz from payment")
                .params(act, at)
                .update();
    }

    @ParameterizedTest
    @ValueSource(ints = {29, 30})
    void who_comes_late_to_a_file_that_another_run_finished_leaves_it_as_it_is(int piecesBefore) {
        try (StepWork late = books.begin("export-books", asked(folder))) {
            for (int piece = 0; piece < piecesBefore; piece++) {
                books.piece(late);
            }
            StepWork.Piece read = books.transaction.execute(status -> late.next());
            books.run("export-books", asked(folder));
            books.transaction.executeWithoutResult(
                    status -> Objects.requireNonNull(read).perform());
            while (books.piece(late)) {
                // until nothing is left
            }
        }
        assertThat(AccountingFixture.files(folder.resolve("accounts-documents")))
                .noneMatch(file -> file.toString().endsWith(".part"));
        TheirSystem system = new TheirSystem();
        assertThat(system.take(folder.resolve("accounts-documents"))).isEqualTo(DOCUMENTS);
        assertThat(states()).containsExactly("sent 56 1 1");
    }
}
