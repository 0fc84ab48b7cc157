package io.turnpike.payments.online;

import io.turnpike.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/** Sums as payment systems write them: digits, and after the mark at most the decimals of the currency. Nothing else is a sum. */
final class SumText {
    /** A milliard is more than anybody pays at once. */
    private static final int MOST_WHOLE_DIGITS = 9;

    private SumText() {}

    /** Empty for what is no sum: signs, exponents, blanks, the other mark, decimals that the currency has not. */
    static Optional<Money> read(String written, Currency currency, Wire wire) {
        int decimals = currency.getDefaultFractionDigits();
        if (wire.minorUnits()) {
            return written.matches("[0-9]{1," + (MOST_WHOLE_DIGITS + decimals) + "}")
                    ? Optional.of(new Money(currency, Long.parseLong(written)))
                    : Optional.empty();
        }
        String pattern = "[0-9]{1," + MOST_WHOLE_DIGITS + "}"
                + (decimals == 0 ? "" : "(\\" + wire.decimalMark() + "[0-9]{1," + decimals + "})?");
        return written.matches(pattern)
                ? Optional.of(Money.of(currency, new BigDecimal(written.replace(wire.decimalMark(), '.'))))
                : Optional.empty();
    }

    /** What a sum is written as, for who wrote it otherwise. */
    static String expected(Currency currency, Wire wire) {
        String example = "\"" + of(Money.of(currency, BigDecimal.valueOf(500)), wire) + "\"";
        return wire.minorUnits()
                ? "a whole number of minor units above 0, as " + example
                : "a text of digits above 0, as " + example;
    }

    static String of(Money amount, Wire wire) {
        return wire.minorUnits()
                ? String.valueOf(amount.minor())
                : amount.major().toPlainString().replace('.', wire.decimalMark());
    }
}
