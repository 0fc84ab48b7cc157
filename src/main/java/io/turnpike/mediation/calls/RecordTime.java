package io.turnpike.mediation.calls;

import io.turnpike.mediation.layout.Fault;
import io.turnpike.mediation.layout.TextRecord;
import io.turnpike.mediation.layout.TimeReader;
import org.jspecify.annotations.Nullable;

/** Reads one time of a record: from the first of its columns that holds one, or from several joined. */
final class RecordTime {
    /** Date and time columns are short; a longer one is no time. */
    private static final int MOST_JOINED_BYTES = 128;

    private final CallFormat.TimeRule rule;
    private final TimeReader reader;
    private final byte[] joined = new byte[MOST_JOINED_BYTES];
    private int slot;
    private @Nullable Fault fault;

    RecordTime(CallFormat.TimeRule rule) {
        this.rule = rule;
        this.reader = new TimeReader(rule.format());
        this.slot = rule.slots().get(0);
    }

    /** The epoch second, or {@link TimeReader#NONE}. */
    long read(TextRecord record) {
        return read(record, Long.MIN_VALUE);
    }

    /** As {@link #read(TextRecord)}; of the two instants of a repeated time the earlier is not meant when it is before another time. */
    long read(TextRecord record, long notBefore) {
        fault = null;
        WordMap<Boolean> word = rule.summer();
        Boolean summer = word == null ? null : word.meaning(record);
        if (rule.joined()) {
            return joined(record, summer, notBefore);
        }
        for (int candidate : rule.slots()) {
            slot = candidate;
            if (!RecordFields.isAbsent(record, candidate, rule.absent())) {
                return reader.epochSecond(
                        record.bytes(), record.from(candidate), record.to(candidate), summer, notBefore);
            }
        }
        fault = Fault.EMPTY_FIELD;
        return TimeReader.NONE;
    }

    private long joined(TextRecord record, @Nullable Boolean summer, long notBefore) {
        int length = 0;
        for (int part : rule.slots()) {
            int size = record.to(part) - record.from(part);
            if (size == 0 || length + size + 1 > joined.length) {
                slot = part;
                fault = size == 0 ? Fault.EMPTY_FIELD : Fault.BAD_TIME;
                return TimeReader.NONE;
            }
            if (length > 0) {
                joined[length++] = ' ';
            }
            System.arraycopy(record.bytes(), record.from(part), joined, length, size);
            length += size;
        }
        slot = rule.slots().get(0);
        return reader.epochSecond(joined, 0, length, summer, notBefore);
    }

    Fault fault() {
        Fault own = fault;
        return own == null ? reader.fault() : own;
    }

    /** The column that was read last. */
    int slot() {
        return slot;
    }
}
