package io.turnpike.charging;

import io.turnpike.database.StoredText;
import io.turnpike.mediation.calls.CallDecoder;
import io.turnpike.mediation.calls.CallFormat;
import io.turnpike.mediation.calls.CallSink;
import io.turnpike.mediation.calls.Part;
import io.turnpike.mediation.calls.Rejection;
import io.turnpike.mediation.files.InputFile;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.layout.Fault;
import io.turnpike.mediation.suspense.SuspendedRecord;
import io.turnpike.usage.UsageEvent;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Parts of long calls as they are stored: held while they wait, and kept once charged to know a second delivery. */
@Component
class HeldParts {
    private final JdbcTemplate jdbc;
    private final Clock clock;

    HeldParts(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A part with its place.
     *
     * @param charged its call was charged already
     * @param usage what it counts with in the control totals of its file: of a charged first part with what rounding the call once
     *     makes different
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes of a record, never compared
    record Stored(
            int fileId,
            long line,
            long offset,
            byte[] raw,
            @Nullable String header,
            Instant heldAt,
            boolean charged,
            Volume usage,
            Part part) {
        /** @param counts what it counts with from now on */
        Stored asCharged(Volume counts) {
            return new Stored(fileId, line, offset, raw, header, heldAt, true, counts, part);
        }
    }

    /** Keeps parts, in the transaction of their file's position. */
    void keep(InputFile file, @Nullable String header, List<CallPricing.HeldPart> parts) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate(
                """
                insert into held_part (file_id, line_number, byte_offset, format, merge_key, raw, header, held_at,
                    unit, quantity)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                parts.stream()
                        .map(held -> new Object[] {
                            file.fileId(),
                            held.line(),
                            held.offset(),
                            file.format(),
                            held.part().call(),
                            held.raw(),
                            StoredText.of(header),
                            now,
                            held.usage().unit(),
                            held.usage().quantity()
                        })
                        .toList());
    }

    /** Holds a part that comes out of suspense, and from now on counts its wait. */
    void keepAgain(SuspendedRecord record, Part part) {
        jdbc.update(
                """
                insert into held_part (file_id, line_number, byte_offset, format, merge_key, raw, header, held_at,
                    unit, quantity)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                record.fileId(),
                record.line(),
                record.offset(),
                record.format(),
                part.call(),
                record.raw(),
                record.header(),
                Timestamp.from(clock.instant()),
                usage(part).unit(),
                usage(part).quantity());
    }

    /** How much usage a part is by itself. */
    static Volume usage(Part part) {
        return Volume.of(part.event().kind().unit(), part.event().quantity());
    }

    /** Until the transaction ends, nobody else charges held parts of the format; two would charge or suspend the same call. */
    void lock(CallFormat format) {
        jdbc.queryForList("select pg_advisory_xact_lock(hashtext('held parts'), hashtext(?))", format.name());
    }

    /** Names of the formats of which parts wait. */
    List<String> waitingFormats() {
        return jdbc.queryForList(
                "select distinct format from held_part where state = 'held' order by format", String.class);
    }

    /** All parts of the calls of which a part waits, by call. */
    Map<String, List<Stored>> waiting(CallFormat format) {
        Map<String, List<Stored>> calls = new LinkedHashMap<>();
        jdbc.query(
                """
                select file_id, line_number, byte_offset, raw, header, held_at, state, unit, quantity
                from held_part
                where format = ?
                  and merge_key in (select merge_key from held_part where format = ? and state = 'held')
                order by merge_key, held_at, file_id, line_number
                """,
                row -> {
                    Optional<String> header = Optional.ofNullable(row.getString(5));
                    Rejection record = new Rejection(
                            row.getLong(2),
                            row.getLong(3),
                            row.getBytes(4).length,
                            Fault.BAD_PART,
                            "",
                            "",
                            row.getBytes(4));
                    Part part = decode(format, record, header);
                    calls.computeIfAbsent(part.call(), call -> new ArrayList<>())
                            .add(new Stored(
                                    row.getInt(1),
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getBytes(4),
                                    row.getString(5),
                                    row.getTimestamp(6).toInstant(),
                                    row.getString(7).equals("charged"),
                                    Volume.stored(row.getString(8), row.getLong(9)),
                                    part));
                },
                format.name(),
                format.name());
        return calls;
    }

    /** @param counts what the part counts with from now on in the control totals of its file */
    void charged(Stored part, Volume counts) {
        jdbc.update(
                "update held_part set state = 'charged', unit = ?, quantity = ? where file_id = ? and line_number = ?",
                counts.unit(),
                counts.quantity(),
                part.fileId,
                part.line);
    }

    void remove(Stored part) {
        jdbc.update("delete from held_part where file_id = ? and line_number = ?", part.fileId, part.line);
    }

    private static Part decode(CallFormat format, Rejection record, Optional<String> header) {
        OnePart sink = new OnePart();
        CallDecoder.again(format, record, header, sink);
        if (sink.part == null) {
            throw new IllegalStateException("line " + record.line() + " is no part of a call any more: the reader "
                    + format.name() + " was changed while parts were held; restore it until they are charged");
        }
        return sink.part;
    }

    /** Takes the one part that a held record is. */
    private static final class OnePart implements CallSink {
        private @Nullable Part part;

        @Override
        public void event(UsageEvent event, long line, long offset, int length) {}

        @Override
        public void part(Part found, long line, long offset, int length) {
            part = found;
        }

        @Override
        public void rejected(Rejection rejection) {}

        @Override
        public void filtered(String why, long line, long offset, int length, Volume usage) {}
    }
}
