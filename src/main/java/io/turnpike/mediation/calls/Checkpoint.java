package io.turnpike.mediation.calls;

import io.turnpike.mediation.layout.CursorState;
import io.turnpike.mediation.layout.FieldNumbers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where decoding of a file can go on after a restart: stored in the same transaction as what was read before it.
 *
 * @param position the next byte and line, and the header in force
 * @param totals of what lies before
 * @param trailerLine where the trailer was, 0 for nowhere yet
 * @param trailerRecords what it said, -1 for nothing
 * @param trailerMicros the sum it said, in millionths of the quantity's unit; {@link FieldNumbers#BAD} for none
 */
public record Checkpoint(
        CursorState position, Totals totals, long trailerLine, long trailerRecords, long trailerMicros) {
    /** The beginning of a file. */
    public static final Checkpoint START = new Checkpoint(CursorState.START, Totals.NONE, 0, -1, FieldNumbers.BAD);

    private static final String VERSION = "2";
    private static final int FIELDS = 14;

    public long offset() {
        return position.offset();
    }

    /** How many lines lie before the position. */
    public long lines() {
        return position.lines();
    }

    /** One line of text for a database column; {@link #of} reads it back. */
    public String text() {
        return String.join(
                " ",
                VERSION,
                String.valueOf(position.offset()),
                String.valueOf(position.lines()),
                position.typeLineNext() ? "type-line" : "-",
                position.trailerSeen() ? "trailer" : "-",
                String.valueOf(totals.events()),
                String.valueOf(totals.rejected()),
                String.valueOf(totals.filtered()),
                String.valueOf(totals.parts()),
                String.valueOf(totals.quantityMicros()),
                trailerLine + ":" + trailerRecords,
                String.valueOf(trailerMicros),
                encoded(position.header()),
                String.valueOf(totals.filteredDigest()));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Checkpoint of(String text) {
        String[] part = text.split(" ", -1);
        if (part.length != FIELDS || !part[0].equals(VERSION)) {
            throw new IllegalArgumentException("no position of a call record file: " + text);
        }
        String[] trailer = part[10].split(":", -1);
        return new Checkpoint(
                new CursorState(
                        Long.parseLong(part[1]),
                        Long.parseLong(part[2]),
                        decoded(part[12]),
                        part[3].equals("type-line"),
                        part[4].equals("trailer")),
                new Totals(
                        Long.parseLong(part[5]),
                        Long.parseLong(part[6]),
                        Long.parseLong(part[7]),
                        Long.parseLong(part[8]),
                        Long.parseLong(part[9]),
                        Long.parseLong(part[13])),
                Long.parseLong(trailer[0]),
                Long.parseLong(trailer[1]),
                Long.parseLong(part[11]));
    }

    private static String encoded(Optional<String> text) {
        return text.map(value -> "=" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                .orElse("-");
    }

    private static Optional<String> decoded(String text) {
        return text.equals("-")
                ? Optional.empty()
                : Optional.of(new String(Base64.getDecoder().decode(text.substring(1)), StandardCharsets.UTF_8));
    }
}
