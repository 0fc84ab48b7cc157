package io.turnpike.customers;

import io.turnpike.money.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/** What may stand in a cell, by kind of value. */
final class Cells {
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_CODE = 64;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private Cells() {}

    /** Any words on one line. */
    static String text(String text) throws BadCell {
        return limited(text, LONGEST_TEXT);
    }

    /** A natural key: no blanks, so that it can be written in commands and file names. */
    static String code(String text) throws BadCell {
        if (text.charAt(0) == '#') {
            throw bad("'" + text + "' begins with #", "begin it otherwise: a line that begins with # is a comment");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ') {
                throw bad("'" + text + "' has a blank", "write letters, digits and - _ . / # without blanks");
            }
        }
        return limited(text, LONGEST_CODE);
    }

    static String date(String text) throws BadCell {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() < 1900 || date.getYear() > 9998) {
                throw bad("'" + text + "' is out of range", "write a year from 1900 to 9998");
            }
            return text;
        } catch (DateTimeParseException e) {
            throw bad("'" + text + "' is no date", "write the year first: 2026-03-31");
        }
    }

    /** A day or a local time in the operator's zone, or an instant that names its offset; whole seconds. */
    static String moment(String text) throws BadCell {
        try {
            if (text.length() <= "2026-03-31".length()) {
                return date(text) + "T00:00:00";
            }
            String iso = text.replace(' ', 'T');
            boolean named = iso.endsWith("Z") || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > 7;
            return named
                    ? Instant.parse(iso).truncatedTo(ChronoUnit.SECONDS).toString()
                    : LocalDateTime.parse(iso).truncatedTo(ChronoUnit.SECONDS) + "";
        } catch (DateTimeParseException e) {
            throw bad(
                    "'" + text + "' is no time",
                    "write a day (2026-03-31), a time in the operator's zone (2026-03-31T14:00:00) or one with its offset"
                            + " (2026-03-31T14:00:00+03:00, 2026-03-31T11:00:00Z)");
        }
    }

    static String billingDay(String text) throws BadCell {
        return whole(text, 1, 31, "is no day of a month");
    }

    static String quantity(String text) throws BadCell {
        return whole(text, 0, 1_000_000, "is no quantity");
    }

    static Column.Cell oneOf(String... words) {
        return text -> {
            for (String word : words) {
                if (word.equals(text)) {
                    return word;
                }
            }
            throw bad("'" + text + "' is not known", "write one of: " + String.join(", ", words));
        };
    }

    static Column.Cell digits(String what, int... lengths) {
        return text -> {
            for (int length : lengths) {
                if (text.length() == length && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    return text;
                }
            }
            StringBuilder allowed = new StringBuilder();
            for (int length : lengths) {
                allowed.append(allowed.isEmpty() ? "" : " or ").append(length);
            }
            throw bad("'" + text + "' is no " + what, "write " + allowed + " digits");
        };
    }

    static String zone(String text) throws BadCell {
        try {
            if (text.indexOf('/') > 0 || "UTC".equals(text)) {
                return ZoneId.of(text).getId();
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw bad(
                "'" + text + "' is no time zone", "write a name of the tz database: Europe/Moscow, Europe/Berlin, UTC");
    }

    static String currency(String text) throws BadCell {
        try {
            return Currency.getInstance(text).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw bad("'" + text + "' is no currency", "write its ISO 4217 code: RUB, EUR, USD");
        }
    }

    static String country(String text) throws BadCell {
        if (!COUNTRIES.contains(text)) {
            throw bad("'" + text + "' is no country", "write its ISO 3166 code of two capitals: RU, DE");
        }
        return text;
    }

    /** An ISO 639 language with an optional region: {@code ru}, {@code en}. */
    static String language(String text) throws BadCell {
        if (!text.matches("[a-z]{2}(-[A-Z]{2})?")) {
            throw bad("'" + text + "' is no language", "write its ISO 639 code of two small letters: ru, en");
        }
        return text;
    }

    static String group(String text) throws BadCell {
        if (!text.matches("[a-z][a-z0-9-]*")) {
            throw bad("'" + text + "' is no group", "write one word of small letters, digits and hyphens: vip, staff");
        }
        return limited(text, LONGEST_CODE);
    }

    /** An amount with its currency; staged as minor units and currency. */
    static String amount(String text) throws BadCell {
        String[] parts = text.split(" ", 2);
        try {
            if (parts.length == 2) {
                Money money = Money.of(Currency.getInstance(parts[1].strip()), new BigDecimal(parts[0]));
                if (!money.isNegative()) {
                    return money.minor() + " " + money.currency().getCurrencyCode();
                }
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // said below
        }
        throw bad("'" + text + "' is no amount", "write it with its currency and no part of a minor unit: 100.00 RUB");
    }

    private static String whole(String text, int least, int most, String not) throws BadCell {
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return Integer.toString(value);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw bad("'" + text + "' " + not, "write a whole number from " + least + " to " + most);
    }

    private static String limited(String text, int most) throws BadCell {
        if (text.length() > most) {
            throw bad("is " + text.length() + " characters long", "write at most " + most + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw bad("holds a zero byte", "save the file as plain UTF-8 text");
        }
        return text;
    }

    private static BadCell bad(String message, String remedy) {
        return new BadCell("", message, remedy);
    }
}
