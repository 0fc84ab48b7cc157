package io.turnpike.charging;

import io.turnpike.database.CopyFailed;
import io.turnpike.database.CopyRows;
import io.turnpike.mediation.files.FileOrder;
import io.turnpike.mediation.files.FileOrder.Place;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
    private final ChargeBatches batches;

    ChargeWriter(DataSource dataSource, JdbcClient jdbc, ChargeMonths months, ChargeBatches batches) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.months = months;
        this.batches = batches;
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
     * @return false when a row's record was charged before, stands in the block twice, or is being charged by another transaction
     *     that waited for this one; then nothing was written
     */
    boolean write(ChargeBlock block, int batch) {
        if (!writeSettled(block, batch)) {
            return false;
        }
        markUnsettled(block);
        return true;
    }

    /** As {@link #write}, of charges that have their final price: they do not have to be settled any more. */
    boolean writeSettled(ChargeBlock block, int batch) {
        if (block.size() == 0) {
            return true;
        }
        months.ensure(block);
        jdbc.sql("savepoint charges").update();
        try {
            copy(block, batch);
            jdbc.sql("release savepoint charges").update();
            batches.reaches(batch, Instant.ofEpochSecond(block.oldestEpochSecond()));
            return true;
        } catch (CopyFailed e) {
            if (!e.isDuplicate() && !e.isDeadlock()) {
                throw e;
            }
            jdbc.sql("rollback to savepoint charges").update();
            return false;
        }
    }

    /**
     * Notes the accounts and months that have to be settled, without waiting for another writer.
     * Settling waits until the charges are there, or the charges until it is over and has taken the marks it found away: a mark that
     * is there already would go with it otherwise, and the charges stay as they are.
     */
    private void markUnsettled(ChargeBlock block) {
        long[] marks = new long[block.size()];
        int provisional = 0;
        MonthNumber month = new MonthNumber();
        for (int row = 0; row < block.size(); row++) {
            if ((block.flags(row) & ChargeBlock.PROVISIONAL) != 0) {
                marks[provisional++] = block.account(row) << MonthNumber.BITS | month.of(block.epochSecond(row));
            }
        }
        if (provisional > 0) {
            jdbc.sql("lock table settle_gate in row exclusive mode").update();
            long[] distinct =
                    Arrays.stream(marks, 0, provisional).sorted().distinct().toArray();
            jdbc.sql("""
                            select mark_unsettled(
                                array_agg(account_id), array_agg((date '1970-01-01' + month * interval '1 month')::date))
                            from unnest(?::bigint[], ?::integer[]) as mark (account_id, month)
                            """)
                    .params(
                            Arrays.stream(distinct)
                                    .mapToObj(mark -> mark >> MonthNumber.BITS)
                                    .toArray(Long[]::new),
                            Arrays.stream(distinct)
                                    .mapToObj(mark -> (int) mark & MonthNumber.MASK)
                                    .toArray(Integer[]::new))
                    .query(rows -> {});
        }
    }

    /**
     * The rows whose key was charged: in an earlier block, or in another row of this one. The charges are locked, so that what they name
     * can be changed.
     *
     * @param order which row of this block counts where it holds a record twice
     */
    Map<Integer, ChargedBefore> chargedBefore(ChargeBlock block, FileOrder order) {
        Map<Integer, ChargedBefore> found = chargedInEarlierBlocks(block);
        Map<Key, Integer> first = new HashMap<>();
        for (int row = 0; row < block.size(); row++) {
            first.merge(
                    Key.of(block, row),
                    row,
                    (kept, next) -> order.isBefore(place(block, next), place(block, kept)) ? next : kept);
        }
        for (int row = 0; row < block.size(); row++) {
            int counts = Objects.requireNonNull(first.get(Key.of(block, row)));
            if (counts != row) {
                found.putIfAbsent(
                        row, ChargedBefore.of(place(block, counts), block.content(row), block.content(counts)));
            }
        }
        return found;
    }

    private static Place place(ChargeBlock block, int row) {
        return new Place(block.file(row), block.line(row));
    }

    private record Key(long epochSecond, long high, long low) {
        static Key of(ChargeBlock block, int row) {
            return new Key(block.epochSecond(row), block.hashHigh(row), block.hashLow(row));
        }
    }

    private Map<Integer, ChargedBefore> chargedInEarlierBlocks(ChargeBlock block) {
        jdbc.sql("create temporary table if not exists incoming (row_number integer, usage_time timestamptz,"
                        + " dedupe_key uuid) on commit delete rows")
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
        Map<Integer, ChargedBefore> found = new HashMap<>();
        jdbc.sql("""
            select i.row_number, c.file_id, c.line_number, c.kind, c.quantity, c.flags, c.owner, c.party
            from incoming i
            join usage_charge c on c.usage_time = i.usage_time and c.dedupe_key = i.dedupe_key
            order by c.usage_time, c.dedupe_key
            for update of c
            """).query(rs -> {
            int row = rs.getInt(1);
            found.put(
                    row,
                    ChargedBefore.of(
                            new Place(rs.getInt(2), rs.getLong(3)),
                            block.content(row),
                            ChargedBefore.Content.of(
                                    rs.getInt(4), rs.getLong(5), rs.getInt(6), rs.getString(7), rs.getString(8))));
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
