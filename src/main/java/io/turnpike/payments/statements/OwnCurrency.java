package io.turnpike.payments.statements;

import io.turnpike.mediation.layout.UnusableFile;
import java.util.Currency;
import java.util.Map;

/**
 * The currency of a Russian bank account: digits 6 to 8 of its 20 (Regulation 809-P of the Bank of Russia, annex 1), in which 810
 * stands for the rouble.
 */
final class OwnCurrency {
    private static final int LENGTH = 20;
    private static final Map<String, String> CODES = Map.of(
            "810", "RUB", "643", "RUB", "840", "USD", "978", "EUR", "156", "CNY", "398", "KZT", "933", "BYN", "051",
            "AMD", "417", "KGS");

    private OwnCurrency() {}

    /** Roubles for what is no account of 20 digits; a code that is not known makes the file unusable: no sum of it is sure. */
    static Currency of(String account) {
        String code = account.length() == LENGTH ? account.substring(5, 8) : "810";
        String currency = CODES.get(code);
        if (currency == null) {
            throw new UnusableFile("account " + account + " is kept in a currency of code " + code + "; known are "
                    + String.join(", ", CODES.keySet().stream().sorted().toList()));
        }
        return Currency.getInstance(currency);
    }

    /**
     * By an ISO 4217 code; RUR, which some banks still write, is the rouble.
     *
     * @throws NumberFormatException for what is none, or has no minor units
     */
    static Currency coded(String code) {
        try {
            Currency currency = Currency.getInstance(code.equals("RUR") ? "RUB" : code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new NumberFormatException("no currency: '" + code + "'");
    }

    /** Of what belongs to no account. */
    static Currency rouble() {
        return Currency.getInstance("RUB");
    }
}
