package io.turnpike.cli;

import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;

/** Amounts of charges as people read them. */
final class Micros {
    private static final int FEWEST_DECIMALS = 2;

    private Micros() {}

    /** Millionths of a major unit as a decimal with at least two places: {@code 1.90}, {@code 0.333333}. */
    static String text(long micros) {
        BigDecimal plain = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return plain.setScale(Math.max(FEWEST_DECIMALS, plain.scale())).toPlainString();
    }

    /** Amounts by currency, which are never added up: {@code 12.30 RUB, 4.00 EUR}. */
    static String text(Map<String, Long> microsByCurrency) {
        return microsByCurrency.entrySet().stream()
                .map(amount -> text(amount.getValue(), amount.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** The amount with its currency. */
    static String text(long micros, String currency) {
        return text(micros) + " " + currency;
    }
}
