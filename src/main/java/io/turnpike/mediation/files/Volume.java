package io.turnpike.mediation.files;

import io.turnpike.usage.UsageKind;
import org.jspecify.annotations.Nullable;

/**
 * How much usage there is. A difference of two volumes may be negative.
 *
 * @param records source records: a call merged of three parts counts three
 * @param seconds of calls
 * @param bytes of traffic
 * @param events messages, and all that is sold by the piece
 */
public record Volume(long records, long seconds, long bytes, long events) {
    public static final Volume NONE = new Volume(0, 0, 0, 0);

    private static final String SECONDS = "s";
    private static final String BYTES = "B";
    private static final String EVENTS = "events";

    /** Records of which it is not known how much usage they are. */
    public static Volume ofRecords(long records) {
        return new Volume(records, 0, 0, 0);
    }

    /** One record with so much usage. */
    public static Volume of(UsageKind.Unit unit, long quantity) {
        return switch (unit) {
            case SECOND -> new Volume(1, quantity, 0, 0);
            case BYTE -> new Volume(1, 0, quantity, 0);
            case EVENT -> new Volume(1, 0, 0, quantity);
        };
    }

    /** One record as it is stored; {@link #unit} and {@link #quantity} give it back. */
    public static Volume stored(@Nullable String unit, long quantity) {
        return new Volume(
                1,
                SECONDS.equals(unit) ? quantity : 0,
                BYTES.equals(unit) ? quantity : 0,
                EVENTS.equals(unit) ? quantity : 0);
    }

    /** What one record is measured in; null where nothing is known of it, and where it is nothing. */
    public @Nullable String unit() {
        return seconds != 0 ? SECONDS : bytes != 0 ? BYTES : events != 0 ? EVENTS : null;
    }

    /** How much one record is, in its unit. */
    public long quantity() {
        return seconds + bytes + events;
    }

    public Volume plus(Volume other) {
        return new Volume(
                Math.addExact(records, other.records),
                Math.addExact(seconds, other.seconds),
                Math.addExact(bytes, other.bytes),
                Math.addExact(events, other.events));
    }

    public Volume minus(Volume other) {
        return new Volume(
                Math.subtractExact(records, other.records),
                Math.subtractExact(seconds, other.seconds),
                Math.subtractExact(bytes, other.bytes),
                Math.subtractExact(events, other.events));
    }

    /** The same usage of so many records. */
    public Volume withRecords(long number) {
        return new Volume(number, seconds, bytes, events);
    }
}
