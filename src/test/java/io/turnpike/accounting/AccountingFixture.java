package io.turnpike.accounting;

import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An operator with documents put straight into the tables, and the steps of the books run piece by piece as a job does it. */
public final class AccountingFixture {
    public final JdbcClient jdbc;
    public final BillingFixture given;
    public final TransactionTemplate transaction;
    public final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final ApplicationContext context;

    public AccountingFixture(ApplicationContext context) {
        this.context = context;
        jdbc = context.getBean(JdbcClient.class);
        given = new BillingFixture(jdbc);
        transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    /** Empties what the steps write and read, and makes the operator of the shipped definitions. */
    public void begin() {
        notes.clear();
        Emptying.tables(
                jdbc,
                "sync_batch, sync_record, sync_version, sync_theirs, sync_refused, sync_difference, sync_accepted,"
                        + " bill_run, bill, drafted_document, document_number, document_snapshot, document_line, payment, input_file,"
                        + " journal_entry, posting, account_balance, customer, account, operator restart identity"
                        + " cascade");
        given.operator("meridian", "Europe/Moscow", "RUB");
    }

    /**
     * Released invoices of March 2026, each of a company's account of its own: the n-th of n roubles net and 22 % VAT, on the
     * (1 + n mod 28)th.
     */
    public void documents(int count) {
        long operator = given.id("select id from operator where code = 'meridian'");
        long run = given.id("""
            insert into bill_run (operator_id, run_day, reason, cutoff_batch, state, opened_at)
            values (?, date '2026-04-01', 'cycle', 1, 'released', now())
            returning bill_run_id
            """, operator);
        jdbc.sql("""
            insert into bill (bill_id, bill_run_id, account_id, customer_id, period_from, period_to, document_date, currency,
              rendered_as_billed, charged_minor)
            select n, ?, n, n, date '2026-03-01', date '2026-04-01', date '2026-03-01' + n % 28, 'RUB', true, n * 122
            from generate_series(1, ?) n
            """).params(run, count).update();
        jdbc.sql("""
            insert into drafted_document (document_id, bill_id, bill_run_id, operator_id, kind, account_id, account_number,
              ordinal, document_date, period_from, period_to, due_date, currency, net_minor, vat_minor, gross_minor,
              amount_due_minor)
            select n, n, ?, ?, 'invoice', n, 'A-' || n, 1, date '2026-03-01' + n % 28, date '2026-03-01', date '2026-04-01',
              date '2026-04-20', 'RUB', n * 100, n * 22, n * 122, n * 122
            from generate_series(1, ?) n
            """).params(run, operator, count).update();
        jdbc.sql("""
            insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)
            select document_id, operator_id, kind, 2026, document_id, '26-' || lpad(document_id::text, 7, '0')
            from drafted_document
            """).update();
        jdbc.sql("""
            insert into document_snapshot (document_id, body)
            select n, json_build_object(
                'kind', 'invoice',
                'customer', json_build_object('number', 'C-' || n, 'name', 'ООО «Клиент ' || n || '»', 'kind', 'company',
                  'inn', lpad(n::text, 10, '7'), 'address', json_build_object('text', '115000, г. Москва; д. ' || n)),
                'account', json_build_object('number', 'A-' || n, 'contract', 'Д-' || n, 'contractDate', '2026-01-01'),
                'lines', json_build_array(json_build_object('position', 1, 'name', 'Интернет; "Офис"', 'quantity', '1',
                  'unit', 'мес', 'vatRate', '22 %', 'net', n || '.00',
                  'vat', round(n * 0.22, 2)::text, 'gross', round(n * 1.22, 2)::text)))::text
            from generate_series(1, ?) n
            """).param(count).update();
    }

    /** Runs a step to its end; returns what it told. */
    public List<String> run(String step, Map<String, String> parameters) {
        try (StepWork work = begin(step, parameters)) {
            while (piece(work)) {
                // until nothing is left
            }
        }
        List<String> told = List.copyOf(notes);
        notes.clear();
        return told;
    }

    public StepWork begin(String step, Map<String, String> parameters) {
        StepKind kind = context.getBeansOfType(StepKind.class).values().stream()
                .filter(each -> each.word().equals(step))
                .findFirst()
                .orElseThrow();
        kind.check(new Parameters(parameters));
        return kind.begin(new StepRequest(1, new Parameters(parameters), 0, 1, new Telling()));
    }

    /** One piece in its transaction; whether there was one. */
    public boolean piece(StepWork work) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            StepWork.Piece piece = work.next();
            if (piece != null) {
                piece.perform();
            }
            return piece != null;
        }));
    }

    /** One piece of which the process did not live to see the commit; whether there was one. */
    public boolean lostPiece(StepWork work) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            StepWork.Piece piece = work.next();
            if (piece != null) {
                piece.perform();
            }
            status.setRollbackOnly();
            return piece != null;
        }));
    }

    private final class Telling implements Progress {
        @Override
        public void expect(long units, String unit) {}

        @Override
        public void advance(long units) {}

        @Override
        public void counted(long things, String unit) {}

        @Override
        public void note(String fact) {
            notes.add(fact);
        }
    }

    public List<String> rows(String sql) {
        return jdbc.sql(sql)
                .query((row, number) -> {
                    List<String> columns = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        columns.add(String.valueOf(row.getString(i)));
                    }
                    return String.join(" ", columns);
                })
                .list();
    }

    public long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** The files of a folder, by name; none where it is not there. */
    public static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
