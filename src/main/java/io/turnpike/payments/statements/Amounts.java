package io.turnpike.payments.statements;

import io.turnpike.money.Money;
import java.math.BigDecimal;
import java.util.Currency;

/** Amounts as banks write them: digits, and decimals after a dot or a comma. */
final class Amounts {
    /** What a bigint of minor units holds with room for sums. */
    private static final int MOST_WHOLE_DIGITS = 15;

    private Amounts() {}

    /**
     * Minor units of a text such as {@code 1500}, {@code 1500.5} or {@code -1500,50}.
     *
     * @throws NumberFormatException for anything else: blanks, thousands' marks, more decimals than the currency has
     */
    static long minor(String text, Currency currency) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        int mark = Math.max(digits.indexOf('.'), digits.indexOf(','));
        String whole = mark < 0 ? digits : digits.substring(0, mark);
        String part = mark < 0 ? "" : digits.substring(mark + 1);
        boolean sound = !whole.isEmpty()
                && whole.length() <= MOST_WHOLE_DIGITS
                && part.length() <= currency.getDefaultFractionDigits()
                && allDigits(whole)
                && allDigits(part)
                && (mark < 0 || !part.isEmpty());
        if (!sound) {
            throw new NumberFormatException("no amount in " + currency + ": '" + text + "'");
        }
        long minor = new BigDecimal(part.isEmpty() ? whole : whole + "." + part)
                .movePointRight(currency.getDefaultFractionDigits())
                .longValueExact();
        return negative ? -minor : minor;
    }

    private static boolean allDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static String text(long minor, Currency currency) {
        return new Money(currency, minor).toString();
    }
}
