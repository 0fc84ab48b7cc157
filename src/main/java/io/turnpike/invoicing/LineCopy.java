package io.turnpike.invoicing;

import io.turnpike.database.CopyRows;
import java.util.List;
import javax.sql.DataSource;

/** Copies lines into {@code document_line}. */
final class LineCopy implements AutoCloseable {
    private static final int COLUMNS = 20;

    private final CopyRows copy;

    private LineCopy(CopyRows copy) {
        this.copy = copy;
    }

    static LineCopy into(DataSource dataSource) {
        return new LineCopy(CopyRows.into(
                dataSource,
                "document_line (bill_id, part, position, account_id, service_id, item, zone, plan, credit, name, period_from,"
                        + " period_to, quantity, amount_micros, vat_rate, revenue, net_minor, vat_minor, gross_minor,"
                        + " debit_note)"));
    }

    void lines(long billId, LinePart part, List<BillLine> lines) {
        lines(billId, part, 0, 1, lines);
    }

    /** The lines of a bill's debit notes, one behind the other. */
    void debits(long billId, List<Debit> debits) {
        int position = 1;
        for (int i = 0; i < debits.size(); i++) {
            lines(billId, LinePart.DEBITED, i + 1, position, debits.get(i).lines());
            position += debits.get(i).lines().size();
        }
    }

    private void lines(long billId, LinePart part, int debitNote, int firstPosition, List<BillLine> lines) {
        int position = firstPosition;
        for (BillLine line : lines) {
            LineKey key = line.key();
            copy.row(COLUMNS).putLong(billId).putShort(part.code()).putInt(position++);
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
                    .putLong(line.amount().gross())
                    .putShort(debitNote);
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
