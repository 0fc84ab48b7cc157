package io.turnpike.mediation.suspense;

import io.turnpike.mediation.files.Volume;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record in suspense.
 *
 * @param file name of the file as delivered
 * @param line from 1
 * @param raw the record's bytes as they were read
 * @param reason a word of the reader ({@code bad-time}), of identification ({@code unknown-service}) or of rating ({@code no-rate})
 * @param usageTime start of the usage, where the record could be read so far
 * @param state open, rated, duplicate, filtered or discarded
 * @param tries how often a retry was made
 * @param note why a person discarded it
 * @param unit of the quantity: s, B or events; null where nothing is known of the record
 * @param quantity how much usage it is, as far as it could be read
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes of a record, never compared
public record SuspendedRecord(
        long suspenseId,
        int fileId,
        String file,
        String format,
        long line,
        long offset,
        byte[] raw,
        @Nullable String header,
        String reason,
        String detail,
        @Nullable Instant usageTime,
        String state,
        int tries,
        Instant suspendedAt,
        @Nullable String note,
        @Nullable String unit,
        long quantity) {
    /** What it counts with in the control totals of its file. */
    public Volume usage() {
        return Volume.stored(unit, quantity);
    }
}
