package io.turnpike.documents.wording;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.Map;

/** English, with day before month. */
final class EnglishWording implements Wording {
    private static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };
    private static final String[] UNITS = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };
    private static final String[] POWERS = {"", " thousand", " million", " billion", " trillion"};

    /** One and many of the major unit, one and many of the minor unit. */
    private record Names(String one, String many, String minorOne, String minorMany) {}

    private static final Map<String, Names> CURRENCIES = Map.ofEntries(
            Map.entry("RUB", new Names("rouble", "roubles", "kopeck", "kopecks")),
            Map.entry("EUR", new Names("euro", "euros", "cent", "cents")),
            Map.entry("USD", new Names("US dollar", "US dollars", "cent", "cents")),
            Map.entry("GBP", new Names("pound sterling", "pounds sterling", "penny", "pence")),
            Map.entry("CHF", new Names("Swiss franc", "Swiss francs", "centime", "centimes")),
            Map.entry("PLN", new Names("zloty", "zlotys", "grosz", "groszy")),
            Map.entry("CZK", new Names("Czech koruna", "Czech korunas", "heller", "hellers")),
            Map.entry("BYN", new Names("Belarusian rouble", "Belarusian roubles", "kopeck", "kopecks")),
            Map.entry("KZT", new Names("tenge", "tenge", "tiyn", "tiyn")),
            Map.entry("UAH", new Names("hryvnia", "hryvnias", "kopiyka", "kopiykas")),
            Map.entry("JPY", new Names("yen", "yen", "", "")),
            Map.entry("CNY", new Names("yuan", "yuan", "fen", "fen")));

    @Override
    public String number(BigDecimal number) {
        return Digits.grouped(number, ',', '.');
    }

    @Override
    public String day(LocalDate day) {
        return day.getDayOfMonth() + " " + MONTHS[day.getMonthValue() - 1].substring(0, 3) + " " + day.getYear();
    }

    @Override
    public String longDay(LocalDate day) {
        return day.getDayOfMonth() + " " + MONTHS[day.getMonthValue() - 1] + " " + day.getYear();
    }

    @Override
    public String month(YearMonth month) {
        return MONTHS[month.getMonthValue() - 1] + " " + month.getYear();
    }

    @Override
    public String inWords(BigDecimal amount, Currency currency) {
        Digits.Parts parts = Digits.Parts.of(amount, Currencies.decimals(currency));
        String words = (parts.negative() ? "minus " : "") + words(parts.major());
        Names names = CURRENCIES.get(currency.getCurrencyCode());
        String text = names == null
                ? words + " " + currency.getCurrencyCode() + Currencies.fraction(parts)
                : words + " " + (parts.major() == 1 ? names.one() : names.many()) + minor(parts, names);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String minor(Digits.Parts parts, Names names) {
        return parts.minorDigits().isEmpty()
                ? ""
                : " " + parts.minorDigits() + " " + (parts.minor() == 1 ? names.minorOne() : names.minorMany());
    }

    private static String words(long number) {
        if (number == 0) {
            return UNITS[0];
        }
        StringBuilder out = new StringBuilder();
        long divisor = 1_000_000_000_000L;
        for (int power = POWERS.length - 1; power >= 0; power--) {
            int group = (int) (number / divisor % 1000);
            if (group > 0) {
                boolean lastSmall = power == 0 && group < 100 && out.length() > 0;
                out.append(out.length() == 0 ? "" : lastSmall ? " and " : " ");
                hundreds(out, group);
                out.append(POWERS[power]);
            }
            divisor /= 1000;
        }
        return out.toString();
    }

    private static void hundreds(StringBuilder out, int group) {
        int rest = group % 100;
        if (group >= 100) {
            out.append(UNITS[group / 100]).append(" hundred").append(rest > 0 ? " and " : "");
        }
        if (rest >= 20) {
            out.append(TENS[rest / 10]).append(rest % 10 > 0 ? "-" + UNITS[rest % 10] : "");
        } else if (rest > 0) {
            out.append(UNITS[rest]);
        }
    }
}
