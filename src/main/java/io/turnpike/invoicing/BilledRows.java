package io.turnpike.invoicing;

import io.turnpike.database.RowReader;
import io.turnpike.invoicing.BillableCharges.UsageRow;
import io.turnpike.invoicing.ReleaseMapper.PartSum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** Readers of the rows that a bill run reads of every account. */
final class BilledRows {
    private BilledRows() {}

    @Component
    static final class Accounts extends RowReader<BilledAccount> {
        @Override
        protected BilledAccount read(ResultSet row) throws SQLException {
            return new BilledAccount(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getObject(4, LocalDate.class),
                    row.getObject(5, LocalDate.class),
                    row.getObject(6, LocalDate.class),
                    row.getObject(7, Integer.class),
                    row.getString(8),
                    row.getString(9),
                    row.getObject(10, LocalDate.class),
                    row.getString(11),
                    row.getString(12),
                    row.getObject(13, Long.class),
                    row.getString(14),
                    row.getString(15),
                    row.getString(16),
                    row.getString(17),
                    row.getString(18),
                    row.getString(19),
                    row.getString(20),
                    row.getString(21),
                    row.getString(22),
                    row.getString(23),
                    row.getString(24));
        }
    }

    @Component
    static final class Usage extends RowReader<UsageRow> {
        @Override
        protected UsageRow read(ResultSet row) throws SQLException {
            return new UsageRow(
                    row.getLong(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getInt(5),
                    row.getObject(6, LocalDate.class),
                    row.getString(7),
                    row.getBigDecimal(8),
                    row.getBigDecimal(9));
        }
    }

    @Component
    static final class Fees extends RowReader<FeeRow> {
        @Override
        protected FeeRow read(ResultSet row) throws SQLException {
            return new FeeRow(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getString(5),
                    row.getObject(6, LocalDate.class),
                    row.getObject(7, LocalDate.class),
                    row.getBigDecimal(8),
                    row.getLong(9),
                    row.getString(10),
                    row.getBoolean(11));
        }
    }

    @Component
    static final class PartSums extends RowReader<PartSum> {
        @Override
        protected PartSum read(ResultSet row) throws SQLException {
            return new PartSum(
                    row.getLong(1),
                    row.getInt(2),
                    row.getInt(3),
                    row.getLong(4),
                    row.getString(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8));
        }
    }
}
