package io.turnpike.payments.intake;

import io.turnpike.database.Emptying;
import io.turnpike.invoicing.BillingFixture;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An operator with three accounts, and files of payments taken in piece by piece as a job does it. */
public final class PaymentsFixture {
    final JdbcClient jdbc;
    final BillingFixture given;
    final TransactionTemplate transaction;
    final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final ImportPayments step;

    public PaymentsFixture(ApplicationContext context) {
        jdbc = context.getBean(JdbcClient.class);
        given = new BillingFixture(jdbc);
        transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        step = context.getBean(ImportPayments.class);
    }

    /** Empties what payments write, and makes the operator of the shipped definitions. */
    public void begin() {
        notes.clear();
        Emptying.tables(
                jdbc,
                "payment, payment_act, payment_quarantine, payment_set_aside, payment_repeat, payment_statement,"
                        + " input_file, journal_entry, posting, account_balance, operator restart identity cascade");
        given.operator("meridian", "Europe/Moscow", "RUB");
    }

    public long account(String number) {
        return given.account("meridian", number, "person");
    }

    public void take(String format, Path file) {
        run(work(format, file));
    }

    StepWork work(String format, Path file) {
        Progress progress = new Progress() {
            @Override
            public void expect(long units, String unit) {}

            @Override
            public void advance(long units) {}

            @Override
            public void counted(long count, String of) {}

            @Override
            public void note(String fact) {
                notes.add(fact);
            }
        };
        return step.begin(
                new StepRequest(1, new Parameters(Map.of("file", file.toString(), "format", format)), 0, 1, progress));
    }

    void run(StepWork work) {
        try (work) {
            while (Boolean.TRUE.equals(transaction.execute(status -> {
                StepWork.Piece piece = work.next();
                if (piece != null) {
                    piece.perform();
                }
                return piece != null;
            }))) {
                // until nothing is left
            }
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

    /** What a ledger account of the operator holds, in minor units. */
    long booked(String code) {
        return jdbc.sql("select coalesce(sum(p.amount_minor), 0) from posting p join ledger_account a using"
                        + " (ledger_account_id) where a.code = ?")
                .param(code)
                .query(Long.class)
                .single();
    }
}
