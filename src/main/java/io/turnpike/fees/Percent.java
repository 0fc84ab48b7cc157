package io.turnpike.fees;

import java.math.BigDecimal;

/**
 * A share of a price.
 *
 * @param hundredths hundredths of a percent: 5000 is 50 %; 0 to 10 000
 */
public record Percent(int hundredths) {
    /** Hundredths in the whole. */
    public static final int WHOLE = 10_000;

    public static final Percent FULL = new Percent(WHOLE);

    public Percent {
        if (hundredths < 0 || hundredths > WHOLE) {
            throw new IllegalArgumentException("a share is from 0 % to 100 %, not " + hundredths + " hundredths");
        }
    }

    /** Reads {@code 50 %} or {@code 33.33 %}. */
    public static Percent parse(String text) {
        String number = text.strip();
        if (!number.endsWith("%")) {
            throw new IllegalArgumentException("'" + text + "' has no percent sign");
        }
        number = number.substring(0, number.length() - 1).strip();
        return new Percent(new BigDecimal(number).movePointRight(2).intValueExact());
    }

    public boolean isFull() {
        return hundredths == WHOLE;
    }

    /** {@code 50 %}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString() + " %";
    }
}
