package io.turnpike.mediation.calls;

import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.files.VolumeCount;
import io.turnpike.mediation.layout.CursorState;
import io.turnpike.mediation.layout.Fault;
import io.turnpike.mediation.layout.FieldNumbers;
import io.turnpike.mediation.layout.LineBlock;
import io.turnpike.mediation.layout.RecordCursor;
import io.turnpike.mediation.layout.TextLayout;
import io.turnpike.mediation.layout.TextRecord;
import io.turnpike.mediation.layout.Trailer;
import io.turnpike.mediation.layout.UnusableFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads one file of call records, block by block, from its start or from a {@link Checkpoint}. After each block {@link #checkpoint}
 * says where to go on; after the last one {@link #finish} checks the trailer. Not for two threads at once.
 *
 * <p>Throws {@link UnusableFile} when the file as a whole does not fit its reader.
 */
public final class CallDecoder {
    private final CallFormat format;
    private final RecordCursor cursor;
    private final RecordFields fields;
    private final boolean sumsQuantity;
    private long events;
    private long rejected;
    private long filtered;
    private long parts;
    private long quantityMicros;
    private long filteredDigest;
    private final VolumeCount read = new VolumeCount();
    private long trailerLine;
    private long trailerRecords;
    private long trailerMicros;

    /** Goes on at a checkpoint of the same file; {@link Checkpoint#START} to begin. */
    public CallDecoder(CallFormat format, Checkpoint from) {
        this.format = format;
        this.cursor = new RecordCursor(format.text(), format.columns(), from.position());
        this.fields = new RecordFields(format);
        this.sumsQuantity = format.rules().quantity().slot() >= 0
                && format.text().lines().trailer().flatMap(rule -> rule.sum()).isPresent();
        Totals before = from.totals();
        this.events = before.events();
        this.rejected = before.rejected();
        this.filtered = before.filtered();
        this.parts = before.parts();
        this.quantityMicros = before.quantityMicros();
        this.filteredDigest = before.filteredDigest();
        this.trailerLine = from.trailerLine();
        this.trailerRecords = from.trailerRecords();
        this.trailerMicros = from.trailerMicros();
    }

    /**
     * Reads one record again, after the cause of its rejection is mended.
     *
     * @param rejection where the record stood, and its bytes
     * @param header the header line in force there, from {@link #header}
     */
    public static void again(CallFormat format, Rejection rejection, Optional<String> header, CallSink sink) {
        if (format.text().lines().headerFirst() && header.isEmpty()) {
            throw new IllegalArgumentException("a record of " + format.name() + " cannot be read without its header");
        }
        // behind the end it stays, as long as the reader knows an end
        boolean afterTrailer = rejection.reason() == Fault.AFTER_TRAILER
                && format.text().lines().trailer().isPresent();
        CursorState before = new CursorState(rejection.offset(), rejection.line() - 1, header, false, afterTrailer);
        CallDecoder decoder = new CallDecoder(format, new Checkpoint(before, Totals.NONE, 0, -1, FieldNumbers.BAD));
        byte[] raw = rejection.raw();
        boolean unfinished = rejection.reason() == Fault.UNFINISHED_LINE;
        byte[] line = unfinished ? raw : Arrays.copyOf(raw, raw.length + 1);
        if (!unfinished) {
            line[raw.length] = '\n';
        }
        decoder.decode(new LineBlock(line, line.length, rejection.offset(), true, 0), sink);
    }

    /** Reads the block that follows the one before. */
    public void decode(LineBlock block, CallSink sink) {
        cursor.open(block);
        while (cursor.next()) {
            Optional<Fault> fault = cursor.fault();
            if (fault.isPresent()) {
                reject(sink, fault.get(), "", lineDetail(fault.get()));
            } else {
                record(sink);
            }
        }
        cursor.trailers().forEach(this::keep);
    }

    private void record(CallSink sink) {
        TextRecord record = cursor.record();
        if (sumsQuantity) {
            long micros = format.rules().quantity().micros(record);
            quantityMicros += micros == FieldNumbers.BAD ? 0 : micros;
        }
        switch (fields.read(record)) {
            case FILTERED -> {
                filtered++;
                filteredDigest = cursor.digest(filteredDigest);
                String why = fields.column();
                Volume usage = fields.filteredUsage();
                read.add(usage);
                sink.filtered(why, cursor.line(), cursor.offset(), (int) cursor.length(), usage);
            }
            case REJECTED -> reject(sink, fields.fault(), fields.column(), fields.detail());
            case EVENT -> {
                events++;
                read.add(fields.event().kind().unit(), fields.event().quantity());
                sink.event(fields.event(), cursor.line(), cursor.offset(), (int) cursor.length());
            }
            case PART -> {
                parts++;
                read.add(fields.event().kind().unit(), fields.event().quantity());
                sink.part(fields.part(), cursor.line(), cursor.offset(), (int) cursor.length());
            }
        }
    }

    private void reject(CallSink sink, Fault reason, String column, String detail) {
        rejected++;
        read.add(Volume.ofRecords(1));
        sink.rejected(
                new Rejection(cursor.line(), cursor.offset(), cursor.length(), reason, column, detail, cursor.raw()));
    }

    private String lineDetail(Fault fault) {
        TextLayout text = format.text();
        return switch (fault) {
            case TOO_FEW_COLUMNS, TOO_MANY_COLUMNS -> cursor.record().fields() + " columns";
            case LINE_TOO_LONG -> cursor.length() + " bytes, " + text.lines().longestBytes() + " are allowed";
            case UNFINISHED_LINE -> "the last line has no line end and may be cut off";
            case BAD_QUOTES, BAD_PAIR, SHORT_LINE ->
                "at column " + (cursor.record().fields() + 1);
            default -> "";
        };
    }

    /** What the trailers of files put together say is summed up. */
    private void keep(Trailer trailer) {
        boolean first = trailerLine == 0;
        trailerLine = trailer.line();
        long records = trailer.records().orElse(-1L);
        trailerRecords = first ? records : trailerRecords < 0 || records < 0 ? -1 : trailerRecords + records;
        byte[] text = trailer.sum().orElse("").getBytes(StandardCharsets.US_ASCII);
        long micros = format.rules().quantity().micros(text, 0, text.length);
        trailerMicros = first ? micros : sum(trailerMicros, micros);
    }

    private static long sum(long one, long other) {
        boolean good = one != FieldNumbers.BAD
                && other != FieldNumbers.BAD
                && Math.abs(one) < Long.MAX_VALUE / 2
                && Math.abs(other) < Long.MAX_VALUE / 2;
        return good ? one + other : FieldNumbers.BAD;
    }

    /** What was read of the file, from its start. */
    public Totals totals() {
        return new Totals(events, rejected, filtered, parts, quantityMicros, filteredDigest);
    }

    /** How much this decoder has read, counted apart from what becomes of it. */
    public Volume read() {
        return read.volume();
    }

    /** Where to go on after the last block. */
    public Checkpoint checkpoint() {
        return new Checkpoint(cursor.state(), totals(), trailerLine, trailerRecords, trailerMicros);
    }

    /** The header line in force, which a rejected record needs to be read again. */
    public Optional<String> header() {
        return cursor.state().header();
    }

    /** Checks, after the last block, what the file says of itself. */
    public FileCheck finish() {
        return FileCheck.of(format, checkpoint());
    }

    /** The only format of this decoder. */
    public CallFormat format() {
        return format;
    }
}
