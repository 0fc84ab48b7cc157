package io.turnpike.charging;

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
}
