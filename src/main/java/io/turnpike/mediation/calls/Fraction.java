package io.turnpike.mediation.calls;

import io.turnpike.mediation.layout.FieldNumbers;

/** What becomes of a fraction of a second, byte or event. */
public enum Fraction {
    UP,
    HALF_UP,
    DOWN,
    /** A fraction is refused. */
    EXACT;

    /** Whole units; {@link FieldNumbers#BAD} where a fraction is refused. Not for negative quantities. */
    public long whole(long micros) {
        long floor = micros / FieldNumbers.MICROS;
        long rest = micros % FieldNumbers.MICROS;
        if (rest == 0) {
            return floor;
        }
        return switch (this) {
            case UP -> floor + 1;
            case HALF_UP -> rest * 2 >= FieldNumbers.MICROS ? floor + 1 : floor;
            case DOWN -> floor;
            case EXACT -> FieldNumbers.BAD;
        };
    }
}
