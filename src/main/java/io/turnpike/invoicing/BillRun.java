package io.turnpike.invoicing;

import java.time.LocalDate;
import java.util.Locale;

/**
 * A bill run: everything due for one operator through a day, of usage committed before the cut-off.
 *
 * @param runDay the day it bills through: usage before it, fees due up to and including it
 * @param cutoffBatch last batch of charges it takes; later ones are late usage for the next run
 */
public record BillRun(
        long billRunId,
        long operatorId,
        String operatorCode,
        LocalDate runDay,
        Reason reason,
        int cutoffBatch,
        State state) {

    /** What the run was made for. */
    public enum Reason {
        /** Every account whose period has ended. */
        CYCLE("cycle"),
        /** Chosen accounts, outside their cycle. */
        ACCOUNT("account"),
        /** Chosen accounts: what came late for a period already billed. */
        PAST_PERIOD("past-period");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** How far it has come. */
    public enum State {
        DRAFTING,
        DRAFT,
        RELEASING,
        RELEASED,
        DISCARDED
    }

    static BillRun of(Row row) {
        return new BillRun(
                row.billRunId(),
                row.operatorId(),
                row.operatorCode(),
                row.runDay(),
                Reason.valueOf(row.reason().toUpperCase(Locale.ROOT).replace('-', '_')),
                row.cutoffBatch(),
                State.valueOf(row.state().toUpperCase(Locale.ROOT)));
    }

    /** As stored. */
    record Row(
            long billRunId,
            long operatorId,
            String operatorCode,
            LocalDate runDay,
            String reason,
            int cutoffBatch,
            String state) {}
}
