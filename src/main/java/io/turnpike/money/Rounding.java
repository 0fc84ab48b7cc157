package io.turnpike.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/**
 * A written rounding rule: the step an amount is rounded to, and the way. Never defaulted in code: it comes from a plan, a tax
 * rule or a document set-up.
 *
 * @param stepMicros the step in millionths of the currency's major unit, from 1 (0.000001) to 10 000 000 (10)
 * @param mode up and down are away from and towards zero; half-up and half-even break ties
 */
public record Rounding(long stepMicros, RoundingMode mode) {
    /** Millionths in one major unit. */
    public static final long MICROS = 1_000_000L;

    private static final long LARGEST_STEP_MICROS = 10 * MICROS;

    /** The words used in definitions, in the order they are named in errors. */
    public static final Map<String, RoundingMode> MODES = Map.of(
            "up", RoundingMode.UP,
            "down", RoundingMode.DOWN,
            "half-up", RoundingMode.HALF_UP,
            "half-even", RoundingMode.HALF_EVEN);

    public Rounding {
        if (stepMicros < 1 || stepMicros > LARGEST_STEP_MICROS) {
            throw new IllegalArgumentException(
                    "rounding step " + stepMicros + " micro-units is not within 1.." + LARGEST_STEP_MICROS);
        }
        if (!MODES.containsValue(mode)) {
            throw new IllegalArgumentException("rounding mode " + mode + " is not one of up, down, half-up, half-even");
        }
    }

    /** The mode of a written word such as {@code half-up}; empty when there is no such word. */
    public static Optional<RoundingMode> mode(String word) {
        return Optional.ofNullable(MODES.get(word));
    }

    /** Rounds an amount already held in micro-units to a multiple of the step. */
    public long round(long micros) {
        return roundQuotient(micros, 1);
    }

    /**
     * Rounds the exact fraction {@code numeratorMicros / denominator} to a multiple of the step, in micro-units.
     *
     * @param denominator greater than zero
     */
    public long roundQuotient(long numeratorMicros, long denominator) {
        long divisor = Math.multiplyExact(denominator, stepMicros);
        return Math.multiplyExact(divide(numeratorMicros, divisor, mode), stepMicros);
    }

    /** Rounds an exact decimal amount in major units to a multiple of the step, in micro-units. */
    public long round(BigDecimal major) {
        BigDecimal steps = major.divide(BigDecimal.valueOf(stepMicros, 6), 0, mode);
        return Math.multiplyExact(steps.longValueExact(), stepMicros);
    }

    /** Divides and rounds to a whole number; the divisor is greater than zero. */
    public static long divide(long dividend, long divisor, RoundingMode mode) {
        long quotient = dividend / divisor;
        long remainder = dividend % divisor;
        if (remainder == 0) {
            return quotient;
        }
        long away = dividend < 0 ? quotient - 1 : quotient + 1;
        // |remainder| against the other part of the divisor: a tie without doubling, so nothing overflows
        int half = Long.compare(Math.abs(remainder), divisor - Math.abs(remainder));
        return switch (mode) {
            case UP -> away;
            case DOWN -> quotient;
            case HALF_UP -> half >= 0 ? away : quotient;
            case HALF_EVEN -> half > 0 || (half == 0 && quotient % 2 != 0) ? away : quotient;
            case CEILING, FLOOR, HALF_DOWN, UNNECESSARY ->
                throw new IllegalArgumentException("not a billing mode: " + mode);
        };
    }
}
