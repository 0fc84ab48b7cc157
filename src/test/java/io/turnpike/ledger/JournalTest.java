package io.turnpike.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.money.Money;
import io.turnpike.time.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class JournalTest {
    private static final Currency RUB = Currency.getInstance("RUB");
    private static final Instant ALWAYS = Instant.parse("9000-01-01T00:00:00Z");

    @Autowired
    private Journal journal;

    @Autowired
    private OpeningBalances openings;

    @Autowired
    private AccountBalances balances;

    @Autowired
    private ClosedPeriods closedPeriods;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private static Money rub(long minor) {
        return new Money(RUB, minor);
    }

    private static JournalEntry invoice(long operator, long account, LocalDate day, long minor) {
        return JournalEntry.on(operator, day, EntryKind.INVOICE, "INV")
                .post(LedgerAccount.RECEIVABLES, account, rub(minor))
                .post(LedgerAccount.revenue("voice"), rub(-minor + minor / 6))
                .post(LedgerAccount.VAT_PAYABLE, rub(-(minor / 6)))
                .build();
    }

    private static JournalEntry payment(long operator, long account, LocalDate day, long minor, String reference) {
        return JournalEntry.on(operator, day, EntryKind.PAYMENT, reference)
                .post(LedgerAccount.BANK, rub(minor))
                .post(LedgerAccount.RECEIVABLES, account, rub(-minor))
                .build();
    }

    @Test
    void an_entry_is_read_back_as_it_was_posted() {
        JournalEntry entry = invoice(1, 10, LocalDate.of(2026, 3, 31), 120_00);
        assertThat(journal.entry(journal.post(entry))).contains(entry);
    }

    @Test
    void a_balance_is_known_for_any_day_as_of_any_later_moment() {
        LocalDate march = LocalDate.of(2026, 3, 31);
        journal.post(invoice(2, 20, march, 300_00));
        Instant before = jdbc.sql("select max(recorded_at) from journal_entry")
                .query(java.time.OffsetDateTime.class)
                .single()
                .toInstant();
        // recorded later, but for a day in March
        journal.post(payment(2, 20, LocalDate.of(2026, 3, 15), 50_00, "P-1"));

        assertThat(balances.at(20, RUB, LocalDate.of(2026, 3, 30), ALWAYS).owed())
                .isEqualTo(rub(-50_00));
        AccountBalance end = balances.at(20, RUB, march, ALWAYS);
        assertThat(end.owed()).isEqualTo(rub(250_00));
        assertThat(end.parts()).isEqualTo(Map.of(EntryKind.INVOICE, rub(300_00), EntryKind.PAYMENT, rub(-50_00)));
        assertThat(balances.at(20, RUB, march, before).owed()).isEqualTo(rub(300_00));
        assertThat(balances.now(20, RUB)).isEqualTo(rub(250_00));
    }

    @Test
    void an_opening_balance_is_taken_over_once_and_another_under_its_reference_is_refused() {
        LocalDate day = LocalDate.of(2026, 3, 1);
        long first = openings.takeOver(3, 30, day, rub(-100), "A-30");
        assertThat(openings.takeOver(3, 30, day, rub(-100), "A-30")).isEqualTo(first);
        assertThat(balances.now(30, RUB)).isEqualTo(rub(-100));
        assertThatThrownBy(() -> openings.takeOver(3, 30, day, rub(-200), "A-30"))
                .hasMessageContaining("reference A-30 was booked as");
    }

    @Test
    void entries_posted_one_by_one_in_a_transaction_have_ids_of_their_own() {
        LocalDate day = LocalDate.of(2026, 3, 1);
        Boolean own = new TransactionTemplate(transactions)
                .execute(status ->
                        journal.post(payment(9, 90, day, 1, "X-1")) != journal.post(payment(9, 90, day, 2, "X-2")));
        assertThat(own).isTrue();
        assertThat(balances.now(90, RUB)).isEqualTo(rub(-3));
    }

    @Test
    void two_that_are_the_first_to_post_to_an_account_of_the_books_wait_for_each_other_and_both_are_booked()
            throws Exception {
        LocalDate day = LocalDate.of(2026, 3, 1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            List<Future<Long>> second = new ArrayList<>();
            new TransactionTemplate(transactions).executeWithoutResult(status -> {
                journal.post(payment(15, 1500, day, 1, "Y-1"));
                second.add(other.submit(() -> journal.post(payment(15, 1501, day, 2, "Y-2"))));
                assertThat(waits()).isTrue();
            });
            second.get(0).get();
        } finally {
            other.shutdownNow();
        }
        assertThat(jdbc.sql("select sum(p.amount_minor) from posting p join ledger_account l using (ledger_account_id)"
                                + " where l.operator_id = 15 and l.code = 'bank'")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    /** Somebody waits for a lock here, or will within ten seconds. */
    private boolean waits() {
        for (int tries = 0; tries < 200; tries++) {
            if (jdbc.sql(
                                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                            .query(Long.class)
                            .single()
                    > 0) {
                return true;
            }
            LockSupport.parkNanos(50_000_000);
        }
        return false;
    }

    @Test
    void an_entry_is_taken_back_once() {
        long id = journal.post(invoice(4, 40, LocalDate.of(2026, 3, 31), 100));
        journal.reverse(id, LocalDate.of(2026, 4, 1));
        assertThat(balances.now(40, RUB)).isEqualTo(rub(0));
        assertThatThrownBy(() -> journal.reverse(id, LocalDate.of(2026, 4, 2))).hasMessageContaining("reverses");
    }

    @Test
    void nothing_is_booked_into_a_closed_period() {
        closedPeriods.close(5, new DateRange(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1)), "accountant");
        assertThat(closedPeriods.closedUpTo(5)).contains(LocalDate.of(2026, 3, 1));
        assertThatThrownBy(() -> journal.post(invoice(5, 50, LocalDate.of(2026, 2, 28), 100)))
                .hasMessageContaining("falls into a period closed at");
        journal.post(invoice(5, 50, LocalDate.of(2026, 3, 1), 100));
        assertThatThrownBy(() -> closedPeriods.close(
                        5, new DateRange(LocalDate.of(2026, 2, 15), LocalDate.of(2026, 4, 1)), "accountant"))
                .hasMessageContaining("closed_period_once");
    }

    @Test
    void what_is_posted_is_never_changed() {
        long id = journal.post(invoice(6, 60, LocalDate.of(2026, 3, 31), 100));
        for (String change : List.of(
                "update posting set amount_minor = 1 where entry_id = " + id,
                "delete from posting where entry_id = " + id,
                "update journal_entry set reference = 'x' where entry_id = " + id,
                "delete from journal_entry where entry_id = " + id,
                "truncate journal_entry cascade",
                "truncate posting",
                "truncate account_balance",
                "truncate ledger_account cascade",
                "truncate closed_period cascade",
                "truncate closed_balance")) {
            assertThatThrownBy(() -> jdbc.sql(change).update())
                    .as(change)
                    .hasMessageContaining("the journal is immutable: reverse the entry");
        }
    }

    @Test
    void the_database_refuses_postings_that_do_not_balance_or_come_later() {
        long id = journal.post(invoice(7, 70, LocalDate.of(2026, 3, 31), 100));
        String sameEntry = """
                insert into posting (entry_id, line, ledger_account_id, account_id, amount_minor, accounting_date, recorded_at)
                select entry_id, line + %d, ledger_account_id, account_id, %s, accounting_date, recorded_at
                from posting
                where entry_id = %d
                """;
        assertThatThrownBy(() -> jdbc.sql(String.format(sameEntry, 3, "amount_minor", id))
                        .update())
                .hasMessageContaining("does not balance: 3 postings, difference 0");
        assertThatThrownBy(() -> jdbc.sql(String.format(sameEntry, 3, "1", id)).update())
                .hasMessageContaining("difference 3 minor units");
    }

    @Test
    void the_database_names_the_posting_that_is_not_as_its_entry_or_its_account_of_the_books_is() {
        LocalDate day = LocalDate.of(2026, 3, 31);
        journal.post(payment(41, 410, day, 100_00, "other operator"));
        journal.post(payment(40, 400, day, 100_00, "right"));
        long other = jdbc.sql(
                        "select max(ledger_account_id) from ledger_account where operator_id = 41 and code = 'bank'")
                .query(Long.class)
                .single();
        // an entry of two postings like the last one, the second of which is otherwise
        for (String second : List.of(
                other + ", null, accounting_date, recorded_at",
                "ledger_account_id, null, accounting_date, recorded_at",
                "ledger_account_id, account_id, accounting_date + 1, recorded_at",
                "ledger_account_id, account_id, accounting_date, recorded_at + interval '1 second'",
                "0, account_id, accounting_date, recorded_at")) {
            assertThatThrownBy(() -> jdbc.sql("""
                            with last as (select max(entry_id) as entry_id from journal_entry),
                            entry as (
                              insert into journal_entry (entry_id, operator_id, currency, accounting_date, recorded_at, kind, reference, postings)
                              select e.entry_id + 1000000, operator_id, currency, accounting_date, recorded_at, kind, 'a copy', postings
                              from journal_entry e
                              join last using (entry_id))
                            insert into posting (entry_id, line, amount_minor, ledger_account_id, account_id, accounting_date, recorded_at)
                            select entry_id + 1000000, line, amount_minor, ledger_account_id, account_id, accounting_date, recorded_at
                            from posting
                            join last using (entry_id)
                            where line = 1
                            union all
                            select entry_id + 1000000, line, amount_minor, %s
                            from posting
                            join last using (entry_id)
                            where line = 2
                            """.formatted(second)).update())
                    .as(second)
                    .hasMessageContaining("posting 2 of journal entry")
                    .hasMessageContaining("does not agree with its entry or ledger account");
        }
    }

    @Test
    void an_entry_without_postings_is_refused_when_its_transaction_ends() {
        String bare = """
                insert into journal_entry (entry_id, operator_id, currency, accounting_date, recorded_at, kind, reference, postings)
                select nextval('journal_entry_seq'), 12, 'RUB', date '2026-03-31', now(), 1, 'bare', 2
                from generate_series(1, %d)
                """;
        for (int entries : List.of(1, 3)) {
            assertThatThrownBy(() -> jdbc.sql(bare.formatted(entries)).update())
                    .hasMessageContaining("has no postings: an entry and its postings are written in one transaction");
        }
        // beside entries that are whole, in one transaction
        assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    journal.post(payment(12, 120, LocalDate.of(2026, 3, 1), 1, "whole-1"));
                    jdbc.sql(bare.formatted(1)).update();
                    journal.post(payment(12, 120, LocalDate.of(2026, 3, 1), 2, "whole-2"));
                }))
                .rootCause()
                .isInstanceOf(java.sql.SQLException.class)
                .hasMessageContaining("has no postings");
        assertThat(balances.now(120, RUB)).isEqualTo(rub(0));
        assertThat(jdbc.sql("select count(*) from journal_entry where operator_id = 12")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from journal_entries_to_check")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void an_entry_that_follows_a_block_in_its_session_does_not_read_the_whole_journal() {
        String scans =
                "select coalesce(sum(seq_scan), 0)::bigint from pg_stat_xact_user_tables where relname = 'journal_entry'";
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            List<JournalEntry> block = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                block.add(invoice(13, 1300 + i, LocalDate.of(2026, 3, 31), 100));
            }
            journal.postAll(block);
            jdbc.sql("analyze journal_entry").update();
            jdbc.sql("discard plans").update(); // as a session that begins with a block
            journal.postAll(block);
            long before = jdbc.sql(scans).query(Long.class).single();
            journal.post(invoice(13, 1300, LocalDate.of(2026, 3, 31), 100));
            assertThat(jdbc.sql(scans).query(Long.class).single()).isEqualTo(before);
        });
    }

    @Test
    void whatever_is_posted_the_balances_are_the_sums_of_the_postings_and_the_books_sum_to_zero() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            long operator = 1000 + seed;
            Map<Long, Long> owed = new HashMap<>();
            List<JournalEntry> entries = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                long account = operator * 100 + random.nextInt(40);
                long minor = random.nextLong(1, 1_000_000);
                entries.add(invoice(operator, account, LocalDate.of(2026, 1, 1).plusDays(random.nextInt(90)), minor));
                owed.merge(account, minor, Long::sum);
            }
            List<Long> ids = journal.postAll(entries);
            int taken = random.nextInt(entries.size());
            journal.reverse(ids.get(taken), LocalDate.of(2026, 12, 31));
            Posting receivable = entries.get(taken).postings().get(0);
            owed.merge(receivable.accountId(), -receivable.amount().minor(), Long::sum);
            owed.forEach((account, minor) -> assertThat(balances.now(account, RUB))
                    .as("operator %d account %d", operator, account)
                    .isEqualTo(rub(minor)));
        }
        assertThat(jdbc.sql("select sum(amount_minor) from posting")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("""
                        select count(*)
                        from account_balance b
                        where balance_minor <> (
                          select sum(amount_minor)
                          from posting p
                          where p.account_id = b.account_id and p.ledger_account_id = b.ledger_account_id)
                        """).query(Long.class).single()).isZero();
    }

    @Test
    void a_statement_opens_with_what_was_owed_before_its_first_day() {
        journal.post(invoice(8, 80, LocalDate.of(2026, 2, 28), 500_00));
        journal.post(payment(8, 80, LocalDate.of(2026, 3, 10), 200_00, "P-8"));
        journal.post(payment(8, 80, LocalDate.of(2026, 4, 1), 30_00, "P-9"));
        DateRange march = new DateRange(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1));
        Map<Long, AccountStatement> statements = balances.statements(RUB, Map.of(80L, march, 81L, march));
        assertThat(statements.get(81L).opening()).isEqualTo(rub(0));
        AccountStatement statement = statements.get(80L);
        assertThat(statement.opening()).isEqualTo(rub(500_00));
        assertThat(statement.paid()).isEqualTo(rub(200_00));
        assertThat(statement.movements())
                .containsExactly(new AccountStatement.Movement(
                        LocalDate.of(2026, 3, 10), EntryKind.PAYMENT, "P-8", rub(-200_00)));
    }
}
