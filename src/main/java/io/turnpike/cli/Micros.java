package io.turnpike.cli;

import java.math.BigDecimal;

/** Amounts of charges as people read them. */
final class Micros {
    private static final int FEWEST_DECIMALS = 2;

    private Micros() {}

    /** Millionths of a major unit as a decimal with at least two places: {@code 1.90}, {@code 0.333333}. */
    static String text(long micros) {
        BigDecimal plain = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return plain.setScale(Math.max(FEWEST_DECIMALS, plain.scale())).toPlainString();
    }

    /** The amount with its currency. */
    static String text(long micros, String currency) {
        return text(micros) + " " + currency;
    }
}
