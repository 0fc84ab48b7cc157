package io.turnpike.invoicing;

import io.turnpike.database.CopyRows;
import java.util.List;
import javax.sql.DataSource;

/** Copies lines into {@code document_line}. */
final class LineCopy implements AutoCloseable {
    private static final int COLUMNS = 19;

    private final CopyRows copy;

    private LineCopy(CopyRows copy) {
        this.copy = copy;
    }

    static LineCopy into(DataSource dataSource) {
        return new LineCopy(
                CopyRows.into(
                        dataSource,
                        "document_line (bill_id, part, position, account_id, service_id, item, zone, plan, credit, name, period_from,"
                                + " period_to, quantity, amount_micros, vat_rate, revenue, net_minor, vat_minor, gross_minor)"));
    }

    void lines(long billId, LinePart part, List<BillLine> lines) {
        int position = 1;
        for (BillLine line : lines) {
            LineKey key = line.key();
            copy.row(COLUMNS).putLong(billId).putShort(part.code()).putShort(position++);
            copy.putLong(key.accountId());
            if (key.serviceId() == 0) {
                copy.putNull();
            } else {
                copy.putLong(key.serviceId());
            }
            copy.putText(line.item().code())
                    .putText(key.zone().isEmpty() ? null : key.zone())
                    .putText(key.plan().isEmpty() ? null : key.plan())
                    .putBoolean(key.credit())
                    .putText(line.name())
                    .putDate(line.from())
                    .putDate(line.to())
                    .putText(line.quantity().stripTrailingZeros().toPlainString())
                    .putLong(line.micros())
                    .putText(line.rate().text())
                    .putText(line.item().revenue())
                    .putLong(line.amount().net())
                    .putLong(line.amount().vat())
                    .putLong(line.amount().gross());
        }
    }

    void finish() {
        copy.finish();
    }

    @Override
    public void close() {
        copy.close();
    }
}
