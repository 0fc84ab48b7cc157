package io.turnpike.invoicing;

import io.turnpike.money.Rounding;
import io.turnpike.tax.VatRate;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The VAT that money received ahead holds, at the rate computed from the rate of a supply: 20/120 of 20 %.
 *
 * @param hundredths of the rate of a supply, in hundredths of a per cent
 * @param mode how VAT is rounded to the minor unit
 */
public record AdvanceVat(int hundredths, RoundingMode mode) {
    private static final int WHOLE = 10_000;

    static AdvanceVat of(VatRate rate, RoundingMode mode) {
        return new AdvanceVat(rate.hundredths(), mode);
    }

    /** Reads what {@link #text} says. */
    public static AdvanceVat parse(String text, RoundingMode mode) {
        return of(VatRate.parse(text.substring(0, text.indexOf('/')) + " %"), mode);
    }

    /** {@code 20/120}. */
    public String text() {
        return percent(hundredths) + "/" + percent(WHOLE + hundredths);
    }

    private static String percent(int hundredths) {
        return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
    }

    /** Of a gross amount in minor units. */
    public long of(long gross) {
        return Rounding.divide(Math.multiplyExact(gross, hundredths), WHOLE + hundredths, mode);
    }
}
