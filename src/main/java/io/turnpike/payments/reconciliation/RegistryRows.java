package io.turnpike.payments.reconciliation;

import io.turnpike.database.CopyRows;
import io.turnpike.payments.statements.BadLine;
import io.turnpike.payments.statements.Direction;
import io.turnpike.payments.statements.PaymentFormat;
import io.turnpike.payments.statements.Statement;
import io.turnpike.payments.statements.StatementCheck;
import io.turnpike.payments.statements.StatementEntry;
import io.turnpike.payments.statements.StatementLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registries as rows of temporary tables, so that a million payments are compared by one join. */
final class RegistryRows {
    private static final int COLUMNS = 8;

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    RegistryRows(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    /**
     * Reads the files into {@code registry_row} and sums them by reference into {@code registry_payment}; both are gone with the
     * transaction.
     *
     * @throws UnusableRegistry when the totals of a file do not hold
     */
    void read(PaymentFormat format, List<Path> files, Consumer<Difference> unreadable) {
        jdbc.sql("""
                create temporary table registry_row (
                    reference text not null,
                    day date not null,
                    currency text not null,
                    amount_minor bigint not null, -- less than nothing where it was taken back
                    commission_minor bigint not null,
                    file_number integer not null,
                    line bigint not null,
                    is_in boolean not null) on commit drop
                """).update();
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "registry_row (reference, day, currency, amount_minor, commission_minor, file_number, line, is_in)")) {
            for (int file = 0; file < files.size(); file++) {
                read(format, files.get(file), file, copy, unreadable);
            }
            copy.finish();
        }
        jdbc.sql("""
                create temporary table registry_payment on commit drop as
                select reference, currency, min(day) as day, sum(amount_minor)::bigint as amount_minor,
                    sum(commission_minor)::bigint as commission_minor, count(*) filter (where is_in) as times,
                    (array_agg(file_number order by file_number, line))[1] as file_number,
                    (array_agg(line order by file_number, line))[1] as line
                from registry_row
                group by reference, currency
                """).update();
        jdbc.sql("create index on registry_payment (reference)").update();
        jdbc.sql("analyze registry_payment").update();
    }

    private static void read(
            PaymentFormat format, Path file, int number, CopyRows copy, Consumer<Difference> unreadable) {
        try {
            StatementCheck check = StatementCheck.of(format, file);
            if (!check.complaints().isEmpty()) {
                throw new UnusableRegistry(file + ": " + String.join("; ", check.complaints())
                        + "; nothing was compared: have the registry delivered again");
            }
            try (Statement statement = format.open(file)) {
                for (StatementEntry entry = statement.next(); entry != null; entry = statement.next()) {
                    if (entry instanceof StatementLine line) {
                        put(line, number, copy);
                    } else if (entry instanceof BadLine bad) {
                        String place = file.getFileName() + ":" + bad.text().line();
                        unreadable.accept(new Difference(
                                List.of(Kind.UNREADABLE),
                                place,
                                bad.currency().getCurrencyCode(),
                                null,
                                null,
                                place,
                                bad.reason() + ": " + bad.detail()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void put(StatementLine line, int file, CopyRows copy) {
        long sign = line.direction() == Direction.IN ? 1 : -1;
        copy.row(COLUMNS)
                .putText(line.reference())
                .putDate(line.day())
                .putText(line.amount().currency().getCurrencyCode())
                .putLong(sign * line.amount().minor())
                .putLong(sign * line.commission().minor())
                .putInt(file)
                .putLong(line.text().line())
                .putBoolean(sign > 0);
    }
}
