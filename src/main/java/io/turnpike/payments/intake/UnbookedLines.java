package io.turnpike.payments.intake;

import io.turnpike.database.CopyRows;
import io.turnpike.payments.statements.StatementLine;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes what becomes of lines that are not booked, a COPY for each kind: a registry that comes a second time consists of nothing
 * else. Belongs into the transaction that books the other lines of the block.
 */
@Component
class UnbookedLines {
    private static final int SET_ASIDE_COLUMNS = 11;
    private static final int QUARANTINED_COLUMNS = 11;
    private static final int REPEATED_COLUMNS = 7;

    private final RefundLines refunds;
    private final DataSource dataSource;
    private final Clock clock;

    UnbookedLines(RefundLines refunds, DataSource dataSource, Clock clock) {
        this.refunds = refunds;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Writes the lines, and names the refunds that some tell of.
     *
     * @param owners asked only where a refund is awaited
     */
    void write(int fileId, String source, SortedLines sorted, Supplier<MoneyOwners.Known> owners) {
        setAside(fileId, source, sorted.setAside);
        refunds.name(fileId, sorted.setAside, owners);
        quarantined(fileId, source, sorted.quarantined);
        repeated(fileId, sorted.repeated);
    }

    private void setAside(int fileId, String source, List<SortedLines.SetAside> lines) {
        if (lines.isEmpty()) {
            return;
        }
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "payment_set_aside (file_id, line_number, direction, source, reference, rule, happened_on, currency,"
                        + " amount_minor, party, purpose)")) {
            for (SortedLines.SetAside each : lines) {
                StatementLine line = each.line();
                copy.row(SET_ASIDE_COLUMNS)
                        .putInt(fileId)
                        .putLong(line.text().line())
                        .putText(line.direction().word())
                        .putText(source)
                        .putText(line.reference())
                        .putText(each.rule())
                        .putDate(line.day())
                        .putText(line.amount().currency().getCurrencyCode())
                        .putLong(line.amount().minor())
                        .putText(orNull(line.party().name()))
                        .putText(orNull(line.purpose()));
            }
            copy.finish();
        }
    }

    private void quarantined(int fileId, String source, List<SortedLines.Quarantined> lines) {
        if (lines.isEmpty()) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "payment_quarantine (file_id, line_number, source, reference, direction, currency, amount_minor, reason,"
                        + " detail, raw, quarantined_at)")) {
            for (SortedLines.Quarantined each : lines) {
                copy.row(QUARANTINED_COLUMNS)
                        .putInt(fileId)
                        .putLong(each.text().line())
                        .putText(source)
                        .putText(each.reference())
                        .putText(each.direction().word())
                        .putText(each.currency());
                putOptional(copy, each.minor())
                        .putText(each.reason())
                        .putText(each.detail())
                        .putBytes(each.text().bytes())
                        .putInstant(now);
            }
            copy.finish();
        }
    }

    private void repeated(int fileId, List<SortedLines.Repeat> lines) {
        if (lines.isEmpty()) {
            return;
        }
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "payment_repeat (file_id, line_number, direction, currency, amount_minor, first_file_id,"
                        + " first_line_number)")) {
            for (SortedLines.Repeat each : lines) {
                StatementLine line = each.line();
                Integer firstFile = each.first().fileId();
                copy.row(REPEATED_COLUMNS)
                        .putInt(fileId)
                        .putLong(line.text().line())
                        .putText(line.direction().word())
                        .putText(line.amount().currency().getCurrencyCode())
                        .putLong(line.amount().minor());
                putOptional(
                        firstFile == null ? copy.putNull() : copy.putInt(firstFile),
                        each.first().lineNumber());
            }
            copy.finish();
        }
    }

    private static CopyRows putOptional(CopyRows copy, @Nullable Long value) {
        return value == null ? copy.putNull() : copy.putLong(value);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
