package io.turnpike.mediation.calls;

import io.turnpike.mediation.layout.FieldNumbers;
import io.turnpike.mediation.layout.TextRecord;
import java.util.Map;

/**
 * How much was used.
 *
 * @param slot the column; -1 when it is the time from start to end, -2 when every record is one event
 * @param unit what the column counts
 * @param impliedDecimals how many of its last digits are decimals
 * @param emptyIsZero an empty column means zero; otherwise the record is refused
 * @param fraction what becomes of fractions of a second, byte or event
 * @param longest more is refused as a wrong record
 */
record QuantityRule(int slot, Unit unit, int impliedDecimals, boolean emptyIsZero, Fraction fraction, long longest) {
    static final int BETWEEN_TIMES = -1;
    static final int EACH = -2;

    /** What a quantity column counts, in base units: seconds, bytes or events. */
    enum Unit {
        SECONDS(1, 1),
        MILLISECONDS(1, 1_000),
        MICROSECONDS(1, 1_000_000),
        MINUTES(60, 1),
        /** {@code 1:02:03} or {@code 62:03}. */
        CLOCK(1, 1),
        /** {@code 010203}: the last four digits are minutes and seconds. */
        CLOCK_DIGITS(1, 1),
        BYTES(1, 1),
        KIBIBYTES(1024, 1),
        MEBIBYTES(1024 * 1024, 1),
        EVENTS(1, 1);

        static final Map<String, Unit> WORDS = Map.of(
                "s", SECONDS,
                "ms", MILLISECONDS,
                "us", MICROSECONDS,
                "min", MINUTES,
                "h:mm:ss", CLOCK,
                "hhmmss", CLOCK_DIGITS,
                "B", BYTES,
                "KiB", KIBIBYTES,
                "MiB", MEBIBYTES,
                "events", EVENTS);

        private final long factor;
        private final long divisor;

        Unit(long factor, long divisor) {
            this.factor = factor;
            this.divisor = divisor;
        }

        boolean measuresTime() {
            return switch (this) {
                case SECONDS, MILLISECONDS, MICROSECONDS, MINUTES, CLOCK, CLOCK_DIGITS -> true;
                case BYTES, KIBIBYTES, MEBIBYTES, EVENTS -> false;
            };
        }

        boolean measuresBytes() {
            return this == BYTES || this == KIBIBYTES || this == MEBIBYTES;
        }

        /** In millionths of the base unit; {@link FieldNumbers#BAD} beyond what a long holds. A rest under a millionth rounds up. */
        long base(long micros) {
            if (factor == divisor) { // both are 1: no division for every record
                return micros;
            }
            if (micros == FieldNumbers.BAD || Math.abs(micros) > Long.MAX_VALUE / factor - divisor) {
                return FieldNumbers.BAD;
            }
            return -Math.floorDiv(-micros * factor, divisor);
        }
    }

    /** The quantity in millionths; {@link FieldNumbers#BAD} when the column is no number. */
    long micros(TextRecord record) {
        return micros(record.bytes(), record.from(slot), record.to(slot));
    }

    /** The same of any text that is written like the column, such as the sum in a trailer. */
    long micros(byte[] bytes, int from, int to) {
        if (unit == Unit.CLOCK) {
            return clock(bytes, from, to);
        }
        if (unit == Unit.CLOCK_DIGITS) {
            return clockDigits(FieldNumbers.wholeNumber(bytes, from, to));
        }
        return unit.base(FieldNumbers.micros(bytes, from, to, impliedDecimals));
    }

    private static long clockDigits(long number) {
        long seconds = number % 100;
        long minutes = number / 100 % 100;
        long hours = number / 10_000;
        return number < 0 || seconds > 59 || minutes > 59 || hours > MOST_CLOCK_PART
                ? FieldNumbers.BAD
                : (hours * 3600 + minutes * 60 + seconds) * FieldNumbers.MICROS;
    }

    private static long clock(byte[] bytes, int from, int to) {
        long seconds = 0;
        int begin = from;
        int colons = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] == ':') {
                long part = FieldNumbers.wholeNumber(bytes, begin, at);
                long most = colons == 0 ? MOST_CLOCK_PART : 59;
                if (part < 0 || part > most || colons == 2) {
                    return FieldNumbers.BAD;
                }
                seconds = (seconds + part) * 60;
                begin = at + 1;
                colons++;
            }
        }
        long last = FieldNumbers.micros(bytes, begin, to, 0);
        return last < 0 || last >= 60 * FieldNumbers.MICROS || colons == 0
                ? FieldNumbers.BAD
                : seconds * FieldNumbers.MICROS + last;
    }

    private static final long MOST_CLOCK_PART = 1_000_000;
}
