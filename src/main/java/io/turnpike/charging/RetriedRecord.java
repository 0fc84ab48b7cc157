package io.turnpike.charging;

import io.turnpike.mediation.calls.CallDecoder;
import io.turnpike.mediation.calls.CallFormat;
import io.turnpike.mediation.calls.CallSink;
import io.turnpike.mediation.calls.Part;
import io.turnpike.mediation.calls.Rejection;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.layout.Fault;
import io.turnpike.mediation.suspense.SuspendedRecord;
import io.turnpike.usage.UsageEvent;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record in suspense is when it is read again: usage, a part of a long call, still unreadable, or nothing that is charged
 * any more (then all three are null).
 */
final class RetriedRecord implements CallSink {
    private final SuspendedRecord record;
    private @Nullable UsageEvent event;
    private @Nullable Part part;
    private @Nullable Rejection rejection;

    private RetriedRecord(SuspendedRecord record) {
        this.record = record;
    }

    static RetriedRecord read(CallFormat format, SuspendedRecord record) {
        RetriedRecord retried = new RetriedRecord(record);
        Fault before = faultOf(record.reason());
        Rejection stored = new Rejection(
                record.line(),
                record.offset(),
                record.raw().length,
                before == null ? Fault.EMPTY_FIELD : before,
                "",
                "",
                record.raw());
        Optional<String> header = Optional.ofNullable(record.header());
        if (before == Fault.LINE_TOO_LONG) {
            retried.rejection = stillBad(stored, "only its beginning is kept: have it delivered in a file of its own");
        } else if (header.isEmpty() && format.text().lines().headerFirst()) {
            retried.rejection = stillBad(stored, "it stood before the header and cannot be read without one");
        } else {
            CallDecoder.again(format, stored, header, retried);
        }
        return retried;
    }

    private static Rejection stillBad(Rejection stored, String why) {
        return new Rejection(stored.line(), stored.offset(), stored.length(), stored.reason(), "", why, stored.raw());
    }

    /** The fault of the text; null where the record could be read and failed later. */
    private static @Nullable Fault faultOf(String reason) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.word().equals(reason))
                .findFirst()
                .orElse(null);
    }

    SuspendedRecord record() {
        return record;
    }

    @Nullable UsageEvent usage() {
        return event;
    }

    @Nullable Part callPart() {
        return part;
    }

    @Nullable Rejection rejection() {
        return rejection;
    }

    @Override
    public void event(UsageEvent found, long line, long offset, int length) {
        event = found;
    }

    @Override
    public void part(Part found, long line, long offset, int length) {
        part = found;
    }

    @Override
    public void rejected(Rejection found) {
        rejection = found;
    }

    @Override
    public void filtered(String why, long line, long offset, int length, Volume usage) {
        // neither usage nor part nor rejection: nothing is kept of it
    }
}
