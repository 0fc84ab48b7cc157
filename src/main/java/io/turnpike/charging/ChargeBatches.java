package io.turnpike.charging;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The batches charges are written in: each transaction that charges takes the next number. */
@Component
public class ChargeBatches {
    private final JdbcClient jdbc;

    ChargeBatches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A cut-off: every charge of a batch up to it is committed, every later charge has a later batch. Waits for the transactions that
     * are charging now; those that begin meanwhile wait for this one, so it is a short transaction of its own.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public int cutoff() {
        jdbc.sql("select pg_advisory_xact_lock(" + ChargeWriter.BATCH_LOCK + ")")
                .query(row -> {});
        return jdbc.sql("select case when is_called then last_value else 0 end::integer from charge_batch_seq")
                .query(Integer.class)
                .single();
    }

    /** Notes how far back the usage of the running transaction's batch reaches. */
    void reaches(int batch, Instant oldestUsage) {
        jdbc.sql("""
                        insert into charge_batch (batch_id, oldest_usage)
                        values (?, ?)
                        on conflict (batch_id) do update set oldest_usage = least(charge_batch.oldest_usage, excluded.oldest_usage)
                        """).params(batch, Timestamp.from(oldestUsage)).update();
    }

    /** When the oldest usage began that was charged or corrected in later batches than one, up to another; empty where none was. */
    @Transactional(readOnly = true)
    public Optional<Instant> oldestUsage(int after, int through) {
        return jdbc.sql("select min(oldest_usage) from charge_batch where batch_id > ? and batch_id <= ?")
                .params(after, through)
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }
}
