package io.turnpike.invoicing;

import static io.turnpike.invoicing.BilledMonths.APRIL_1;
import static io.turnpike.invoicing.BilledMonths.MAY_1;
import static io.turnpike.invoicing.BilledMonths.RUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.invoicing.BillingDocuments.Listed;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two at the same run at once: a job and a person, or two jobs that share an open run. */
@DatabaseTest
class BillConcurrencyTest {
    private static final UnitRange EVERY_UNIT = UnitRange.all(5_000);

    @RegisterExtension
    private final BilledMonths months = new BilledMonths();

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private ReleaseInvoices step;

    @BeforeEach
    void operator() {
        for (String number : List.of("100", "101", "102")) {
            months.given()
                    .usage(
                            months.given().account("meridian", number, "person"),
                            "2026-03-10T10:00:00Z",
                            "voice",
                            20 * RUBLE,
                            1);
        }
    }

    /** Does one thing within a transaction, and while it is open lets another try its own: until that waits or has ended. */
    private CompletableFuture<Void> during(Runnable first, Runnable second) {
        return during(first, second, () -> {});
    }

    /** And looks at what both have done until then. */
    private CompletableFuture<Void> during(Runnable first, Runnable second, Runnable look) {
        return Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> {
            first.run();
            CompletableFuture<Void> other = CompletableFuture.runAsync(second);
            while (!other.isDone() && waiting() == 0) {
                Thread.onSpinWait();
            }
            look.run();
            return other;
        }));
    }

    private long waiting() {
        return months.jdbc()
                .sql("select count(*) from pg_locks where not granted")
                .query(Long.class)
                .single();
    }

    private long writersOfDocuments() {
        return months.jdbc().sql("""
                        select count(distinct pid)
                        from pg_locks
                        where relation = any(array['drafted_document'::regclass, 'document_number'::regclass])
                          and mode = 'RowExclusiveLock'
                        """).query(Long.class).single();
    }

    private long count(String table) {
        return months.jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    @Test
    void a_run_released_by_two_is_booked_once() {
        BillRun run = months.drafted(APRIL_1, 1);
        during(
                        () -> months.release().release(run.billRunId(), "job"),
                        () -> months.release().release(run.billRunId(), "person"))
                .join();
        assertThat(count("journal_entry")).isEqualTo(3);
        assertThat(months.jdbc()
                        .sql("select released_by from bill_run")
                        .query(String.class)
                        .single())
                .isEqualTo("job");
    }

    @Test
    void bills_that_another_process_posted_meanwhile_are_not_posted_again() {
        BillRun run = months.drafted(APRIL_1, 1);
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        BillRun begun = Objects.requireNonNull(
                transaction.execute(status -> months.release().begin(run.billRunId())));
        // both have read the run before either posted
        during(
                        () -> months.release().postBlock(begun, EVERY_UNIT),
                        () -> transaction.execute(status -> months.release().postBlock(begun, EVERY_UNIT)))
                .join();
        assertThat(count("journal_entry")).isEqualTo(3);
    }

    @Test
    void ranges_of_a_release_are_posted_in_any_order_and_the_last_ends_it() {
        BillRun run = months.drafted(APRIL_1, 1);
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        BillRun begun = Objects.requireNonNull(
                transaction.execute(status -> months.release().begin(run.billRunId())));
        assertThat(months.release().billsLeft(run.billRunId())).isEqualTo(3);
        for (int partition = 2; partition >= 0; partition--) {
            UnitRange range = months.runs().range(run.billRunId(), partition, 3, 10_000);
            for (DocumentKind kind : DocumentKind.values()) {
                transaction.executeWithoutResult(status -> months.release().number(begun, kind, range));
            }
            assertThat(ended(run)).as("before range %d", partition).isFalse();
            assertThat(posted(begun, range)).isEqualTo(1);
            assertThat(posted(begun, range)).isZero();
        }
        assertThat(months.listed(run, "invoice"))
                .extracting(one -> one.accountNumber() + " " + one.number())
                .containsExactly("100 26-0000001", "101 26-0000002", "102 26-0000003");
        assertThat(ended(run)).isTrue();
        assertThat(ended(run)).isFalse();
        assertThat(count("journal_entry")).isEqualTo(3);
        assertThat(months.runs().run(run.billRunId()).state()).isEqualTo(BillRun.State.RELEASED);
    }

    private int posted(BillRun run, UnitRange range) {
        return Objects.requireNonNull(new TransactionTemplate(transactions)
                        .execute(status -> months.release().postBlock(run, range)))
                .count();
    }

    private boolean ended(BillRun run) {
        return Boolean.TRUE.equals(new TransactionTemplate(transactions)
                .execute(status -> months.release().endIfPosted(run.billRunId(), "job")));
    }

    @Test
    void partitions_of_the_step_share_a_release() {
        for (int i = 0; i < 40; i++) {
            long account = months.given().account("meridian", "2" + (10 + i), "person");
            months.given().usage(account, "2026-03-10T10:00:00Z", "voice", 20 * RUBLE, 1);
        }
        BillRun run = months.drafted(APRIL_1, 1);
        Parameters parameters =
                new Parameters(Map.of("through", APRIL_1.toString(), "release", "automatic", "range", "3"));
        List<String> notes = new CopyOnWriteArrayList<>();
        AtomicLong posted = new AtomicLong();
        Progress progress = telling(notes, posted);
        CompletableFuture.allOf(IntStream.range(0, 3)
                        .mapToObj(partition -> CompletableFuture.runAsync(
                                () -> perform(step.begin(new StepRequest(1, parameters, partition, 3, progress)))))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(count("journal_entry")).isEqualTo(43);
        assertThat(posted).hasValue(43);
        assertThat(notes).singleElement().asString().endsWith("released");
        assertThat(months.listed(run, "invoice"))
                .extracting(Listed::number)
                .doesNotHaveDuplicates()
                .contains("26-0000001", "26-0000043");
    }

    /** Each piece a transaction, as a run does it. */
    private void perform(StepWork work) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        while (Boolean.TRUE.equals(transaction.execute(status -> {
            StepWork.Piece piece = work.next();
            if (piece != null) {
                piece.perform();
            }
            return piece != null;
        }))) {
            // the next piece
        }
    }

    private static Progress telling(List<String> notes, AtomicLong done) {
        return new Progress() {
            @Override
            public void expect(long units, String unit) {}

            @Override
            public void advance(long units) {
                done.addAndGet(units);
            }

            @Override
            public void counted(long things, String unit) {}

            @Override
            public void note(String fact) {
                notes.add(fact);
            }
        };
    }

    @Test
    void documents_are_numbered_once_by_two_at_once() {
        BillRun run = months.drafted(APRIL_1, 1);
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        BillRun begun = Objects.requireNonNull(
                transaction.execute(status -> months.release().begin(run.billRunId())));
        during(
                        () -> months.release().number(begun, DocumentKind.INVOICE, EVERY_UNIT),
                        () -> transaction.executeWithoutResult(
                                status -> months.release().number(begun, DocumentKind.INVOICE, EVERY_UNIT)))
                .join();
        assertThat(months.listed(run, "invoice"))
                .extracting(Listed::number)
                .containsExactly("26-0000001", "26-0000002", "26-0000003");
        assertThat(months.jdbc()
                        .sql("select last_number from number_sequence where kind = 'invoice'")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void a_person_waits_for_partitions_that_number_and_touches_no_document_before() {
        BillRun run = months.drafted(APRIL_1, 1);
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        BillRun begun = Objects.requireNonNull(
                transaction.execute(status -> months.release().begin(run.billRunId())));
        UnitRange third = months.runs().range(run.billRunId(), 2, 3, 10_000);
        AtomicLong writing = new AtomicLong();
        during(
                        () -> months.release().number(begun, DocumentKind.INVOICE, third),
                        () -> months.release().release(run.billRunId(), "person"),
                        () -> writing.set(writersOfDocuments()))
                .join();
        assertThat(writing).hasValue(1);
        assertThat(months.listed(run, "invoice"))
                .extracting(one -> one.accountNumber() + " " + one.number())
                .containsExactly("100 26-0000001", "101 26-0000002", "102 26-0000003");
    }

    @Test
    void who_comes_to_a_release_that_has_begun_does_not_wait_for_those_at_work() {
        BillRun run = months.drafted(APRIL_1, 1);
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        BillRun begun = Objects.requireNonNull(
                transaction.execute(status -> months.release().begin(run.billRunId())));
        AtomicLong waited = new AtomicLong();
        during(
                        () -> months.release().number(begun, DocumentKind.INVOICE, EVERY_UNIT),
                        () -> transaction.execute(status -> months.release().begin(run.billRunId())),
                        () -> waited.set(waiting()))
                .join();
        assertThat(waited).hasValue(0);
    }

    @Test
    void numbers_are_written_in_the_form_they_had_when_the_release_began() {
        BillRun run = months.drafted(APRIL_1, 1);
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> months.release().begin(run.billRunId()));
        // as if the operator's file had said so then
        assertThat(months.jdbc()
                        .sql("update bill_run_numbers set pattern = 'X{number:3}' where pattern = '{yy}-{number:7}'")
                        .update())
                .isPositive();
        months.release().release(run.billRunId(), "person");
        assertThat(months.listed(run, "invoice")).extracting(Listed::number).containsExactly("X001", "X002", "X003");
    }

    @Test
    void a_release_broken_off_after_any_of_its_transactions_is_finished_by_the_next() {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        int steps = DocumentKind.values().length + 1;
        for (int done = 0; done <= steps; done++) {
            BillRun run = months.drafted(APRIL_1, 1);
            BillRun begun = Objects.requireNonNull(
                    transaction.execute(status -> months.release().begin(run.billRunId())));
            for (int step = 0; step < done; step++) {
                int at = step;
                transaction.executeWithoutResult(status -> {
                    if (at < DocumentKind.values().length) {
                        months.release().number(begun, DocumentKind.values()[at], EVERY_UNIT);
                    } else {
                        months.release().postBlock(begun, EVERY_UNIT);
                    }
                });
            }
            assertThatThrownBy(() -> months.runs().discard(run.billRunId()))
                    .hasMessageContaining("only a draft is discarded");
            months.release().release(run.billRunId(), "person");
            assertThat(months.listed(run, "invoice"))
                    .as("after %d transactions", done)
                    .extracting(one -> one.accountNumber() + " " + one.number())
                    .containsExactly("100 26-0000001", "101 26-0000002", "102 26-0000003");
            assertThat(count("journal_entry")).isEqualTo(3);
            Emptying.tables(
                    months.jdbc(),
                    "bill_run, bill, billing_period, document_line, drafted_document, document_number, document_snapshot,"
                            + " number_sequence, journal_entry, posting, account_balance cascade");
        }
    }

    @Test
    void a_block_drafted_by_two_workers_is_drafted_once() {
        BillRun run = months.runs().open("meridian", APRIL_1, 1);
        during(
                        () -> months.runs().draftBlock(run.billRunId(), EVERY_UNIT),
                        () -> months.runs().draft(run.billRunId()))
                .join();
        assertThat(count("bill")).isEqualTo(3);
        assertThat(months.listed(run, "invoice"))
                .extracting(Listed::accountNumber)
                .containsExactly("100", "101", "102");
    }

    @Test
    void a_run_discarded_while_it_is_drafted_leaves_no_documents() {
        BillRun run = months.runs().open("meridian", APRIL_1, 1);
        during(
                        () -> months.runs().draftBlock(run.billRunId(), EVERY_UNIT),
                        () -> months.runs().discard(run.billRunId()))
                .join();
        assertThat(count("bill")).isZero();
        assertThat(count("billing_document")).isZero();
        assertThat(count("document_line")).isZero();
        assertThat(months.runs().draftBlock(run.billRunId(), EVERY_UNIT).isEnd())
                .isTrue();
    }

    @Test
    void two_runs_released_at_once_share_the_numbers_without_gaps() {
        BillRun march = months.drafted(APRIL_1, 1);
        months.given()
                .usage(
                        months.given().account("meridian", "099", "person"),
                        "2026-03-10T10:00:00Z",
                        "voice",
                        20 * RUBLE,
                        1);
        BillRun more = months.runs()
                .draft(months.runs()
                        .openAccounts("meridian", MAY_1, 1, List.of("099"))
                        .billRunId());
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        BillRun first = Objects.requireNonNull(
                transaction.execute(status -> months.release().begin(march.billRunId())));
        during(
                        () -> months.release().number(first, DocumentKind.INVOICE, EVERY_UNIT),
                        () -> months.release().release(more.billRunId(), "person"))
                .join();
        months.release().release(march.billRunId(), "job");
        assertThat(months.documents().list(new Filter(null, "invoice", null, null, null, null), 0, 10))
                .extracting(one -> one.accountNumber() + " " + one.number())
                .containsExactly("100 26-0000001", "101 26-0000002", "102 26-0000003", "099 26-0000004");
    }

    @Test
    void an_account_that_stands_in_a_draft_is_not_billed_by_hand_beside_it() {
        months.drafted(APRIL_1, 1);
        assertThatThrownBy(() -> months.runs().openAccounts("meridian", MAY_1, 1, List.of("100", "101")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("accounts [100, 101] stand in an open draft: release or discard it first "
                        + "('turnpike bill list' lists them)");
    }
}
