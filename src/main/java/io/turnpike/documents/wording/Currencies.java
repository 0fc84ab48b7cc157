package io.turnpike.documents.wording;

import java.util.Currency;

/** What is known of all currencies alike. */
final class Currencies {
    private Currencies() {}

    /** Decimals of an amount; special drawing rights and metals have none. */
    static int decimals(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    /** One hundredth, one thousandth: how minor units without a name are written. */
    static String fraction(Digits.Parts parts) {
        return parts.minorDigits().isEmpty()
                ? ""
                : " " + parts.minorDigits() + "/1"
                        + "0".repeat(parts.minorDigits().length());
    }
}
