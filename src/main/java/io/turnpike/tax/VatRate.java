package io.turnpike.tax;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What VAT a supply bears: a percentage, zero included, or none at all. "Without VAT" is not 0 %: the document says so in words
 * and shows no VAT amount.
 */
public sealed interface VatRate {
    /** A supply outside VAT or exempt from it. */
    VatRate WITHOUT_VAT = new WithoutVat();

    /** The words used in definitions and documents for {@link #WITHOUT_VAT}. */
    String WITHOUT_VAT_TEXT = "without VAT";

    /** The rate in hundredths of a per cent: 2000 is 20 %; 0 where there is none. */
    int hundredths();

    /** As in definitions and snapshots: {@code 20 %} or {@code without VAT}. */
    String text();

    /** Reads {@code 20 %}, {@code 5.5 %} or {@code without VAT}. */
    static VatRate parse(String text) {
        if (text.equals(WITHOUT_VAT_TEXT)) {
            return WITHOUT_VAT;
        }
        if (!text.endsWith("%")) {
            throw new IllegalArgumentException("not a VAT rate: " + text);
        }
        BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1).strip());
        return new Percent(percent.movePointRight(2).intValueExact());
    }

    /**
     * A percentage.
     *
     * @param hundredths from 0 to 10 000 (100 %)
     */
    record Percent(int hundredths) implements VatRate {
        private static final int MOST = 10_000;

        public Percent {
            if (hundredths < 0 || hundredths > MOST) {
                throw new IllegalArgumentException("a VAT rate is within 0..100 %, not " + hundredths + " hundredths");
            }
        }

        @Override
        public String text() {
            BigDecimal percent = BigDecimal.valueOf(hundredths, 2);
            boolean whole = hundredths % 100 == 0;
            return (whole ? percent.setScale(0, RoundingMode.UNNECESSARY) : percent.stripTrailingZeros())
                            .toPlainString()
                    + " %";
        }
    }

    /** No VAT. */
    record WithoutVat() implements VatRate {
        @Override
        public int hundredths() {
            return 0;
        }

        @Override
        public String text() {
            return WITHOUT_VAT_TEXT;
        }
    }
}
