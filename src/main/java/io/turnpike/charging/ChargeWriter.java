package io.turnpike.charging;

import io.turnpike.database.CopyFailed;
import io.turnpike.database.CopyRows;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes priced rows by COPY in the transaction of the file position. The unique key of the month's partition is the duplicate
 * check: it costs only its index as long as there is no duplicate, and only a block that holds one is looked into row by row.
 */
@Component
class ChargeWriter {
    private static final int COLUMNS = 15;

    /** Shared by all who write charges, taken alone by a bill run that fixes its cut-off. */
    static final String BATCH_LOCK = "hashtext('charge batches')";

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final ChargeMonths months;

    ChargeWriter(DataSource dataSource, JdbcClient jdbc, ChargeMonths months) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.months = months;
    }

    /** The number of this transaction's batch; a cut-off waits until the transaction has ended. */
    int nextBatch() {
        return jdbc.sql("select nextval('charge_batch_seq')::integer from (select pg_advisory_xact_lock_shared("
                        + BATCH_LOCK + ")) l")
                .query(Integer.class)
                .single();
    }

    /**
     * Writes all rows, or none.
     *
     * @return false when a row's record was charged before or stands in the block twice; then nothing was written
     */
    boolean write(ChargeBlock block, int batch) {
        if (block.size() == 0) {
            return true;
        }
        months.ensure(block);
        jdbc.sql("savepoint charges").update();
        try {
            copy(block, batch);
            jdbc.sql("release savepoint charges").update();
            markUnsettled(block);
            return true;
        } catch (CopyFailed e) {
            if (!e.isDuplicate()) {
                throw e;
            }
            jdbc.sql("rollback to savepoint charges").update();
            return false;
        }
    }

    /** Notes the accounts and months that have to be settled; in a fixed order, so that two writers never wait for each other. */
    private void markUnsettled(ChargeBlock block) {
        TreeSet<Unsettled> marks =
                new TreeSet<>(Comparator.comparingLong(Unsettled::account).thenComparing(Unsettled::month));
        for (int row = 0; row < block.size(); row++) {
            if ((block.flags(row) & ChargeBlock.PROVISIONAL) != 0) {
                YearMonth month = YearMonth.from(
                        Instant.ofEpochSecond(block.epochSecond(row)).atOffset(ZoneOffset.UTC));
                marks.add(new Unsettled(block.account(row), month));
            }
        }
        if (!marks.isEmpty()) {
            jdbc.sql("""
                            insert into unsettled (account_id, month)
                            select account_id, month
                            from unnest(?::bigint[], ?::date[]) as mark (account_id, month)
                            on conflict do nothing
                            """)
                    .params(
                            marks.stream().map(Unsettled::account).toArray(Long[]::new),
                            marks.stream().map(mark -> mark.month + "-01").toArray(String[]::new))
                    .update();
        }
    }

    private record Unsettled(long account, YearMonth month) {}

    /** Where the record of each row was charged first: in an earlier block, or in an earlier row of this one. */
    Map<Integer, FirstPlace> duplicates(ChargeBlock block) {
        Map<Integer, FirstPlace> found = chargedBefore(block);
        Map<Key, Integer> rows = new HashMap<>();
        for (int row = 0; row < block.size(); row++) {
            Integer first =
                    rows.putIfAbsent(new Key(block.epochSecond(row), block.hashHigh(row), block.hashLow(row)), row);
            if (first != null && !found.containsKey(row)) {
                found.put(row, new FirstPlace(block.file(first), block.line(first)));
            }
        }
        return found;
    }

    /** Where a record stands that was charged. */
    record FirstPlace(int fileId, long line) {}

    private record Key(long epochSecond, long high, long low) {}

    private Map<Integer, FirstPlace> chargedBefore(ChargeBlock block) {
        jdbc.sql(
                        "create temporary table if not exists incoming (row_number integer, usage_time timestamptz, dedupe_key uuid)"
                                + " on commit delete rows")
                .update();
        jdbc.sql("truncate incoming").update();
        try (CopyRows copy = CopyRows.into(dataSource, "incoming (row_number, usage_time, dedupe_key)")) {
            for (int row = 0; row < block.size(); row++) {
                copy.row(3)
                        .putInt(row)
                        .putEpochSecond(block.epochSecond(row))
                        .putUuid(block.hashHigh(row), block.hashLow(row));
            }
            copy.finish();
        }
        Map<Integer, FirstPlace> found = new HashMap<>();
        jdbc.sql("""
                        select i.row_number, c.file_id, c.line_number
                        from incoming i
                        join usage_charge c on c.usage_time = i.usage_time and c.dedupe_key = i.dedupe_key
                        """).query(rs -> {
            found.put(rs.getInt(1), new FirstPlace(rs.getInt(2), rs.getLong(3)));
        });
        return found;
    }

    private void copy(ChargeBlock block, int batch) {
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "usage_charge (usage_time, dedupe_key, account_id, service_id, quantity, covered, amount_micros, rate_id,"
                        + " file_id, line_number, batch_id, kind, flags, party, owner)")) {
            for (int row : block.byKey()) {
                copy.row(COLUMNS)
                        .putEpochSecond(block.epochSecond(row))
                        .putUuid(block.hashHigh(row), block.hashLow(row))
                        .putLong(block.account(row))
                        .putLong(block.service(row))
                        .putLong(block.quantity(row))
                        .putLong(block.covered(row))
                        .putLong(block.amountMicros(row))
                        .putInt(block.rate(row))
                        .putInt(block.file(row))
                        .putLong(block.line(row))
                        .putInt(batch)
                        .putShort(block.kind(row))
                        .putShort(block.flags(row))
                        .putText(block.party(row))
                        .putText(block.owner(row));
            }
            copy.finish();
        }
    }
}
