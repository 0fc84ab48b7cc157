package io.turnpike.documents.wording;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.Map;

/** Russian: no-break space between thousands, decimal comma, counted nouns in three forms. */
final class RussianWording implements Wording {
    private static final char NO_BREAK_SPACE = '\u00A0';

    private static final String[] MONTHS = {
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь"
    };
    private static final String[] MONTHS_GENITIVE = {
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря"
    };
    private static final String[] UNITS = {
        "ноль",
        "один",
        "два",
        "три",
        "четыре",
        "пять",
        "шесть",
        "семь",
        "восемь",
        "девять",
        "десять",
        "одиннадцать",
        "двенадцать",
        "тринадцать",
        "четырнадцать",
        "пятнадцать",
        "шестнадцать",
        "семнадцать",
        "восемнадцать",
        "девятнадцать"
    };
    private static final String[] TENS = {
        "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"
    };
    private static final String[] HUNDREDS = {
        "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"
    };

    /** A counted noun: 1 рубль, 2 рубля, 5 рублей. */
    private record Noun(String one, String few, String many, boolean feminine) {
        static Noun he(String one, String few, String many) {
            return new Noun(one, few, many, false);
        }

        static Noun she(String one, String few, String many) {
            return new Noun(one, few, many, true);
        }

        String counted(long number) {
            long lastTwo = number % 100;
            long last = number % 10;
            if (lastTwo >= 11 && lastTwo <= 14) {
                return many;
            }
            return last == 1 ? one : last >= 2 && last <= 4 ? few : many;
        }
    }

    private static final Noun[] POWERS = {
        Noun.he("", "", ""),
        Noun.she("тысяча", "тысячи", "тысяч"),
        Noun.he("миллион", "миллиона", "миллионов"),
        Noun.he("миллиард", "миллиарда", "миллиардов"),
        Noun.he("триллион", "триллиона", "триллионов")
    };

    private record Names(Noun major, Noun minor) {}

    private static final Noun KOPECK = Noun.she("копейка", "копейки", "копеек");
    private static final Noun CENT = Noun.he("цент", "цента", "центов");
    private static final Map<String, Names> CURRENCIES = Map.ofEntries(
            Map.entry("RUB", new Names(Noun.he("рубль", "рубля", "рублей"), KOPECK)),
            Map.entry("EUR", new Names(Noun.he("евро", "евро", "евро"), CENT)),
            Map.entry("USD", new Names(Noun.he("доллар США", "доллара США", "долларов США"), CENT)),
            Map.entry(
                    "BYN", new Names(Noun.he("белорусский рубль", "белорусских рубля", "белорусских рублей"), KOPECK)),
            Map.entry("KZT", new Names(Noun.he("тенге", "тенге", "тенге"), Noun.he("тиын", "тиына", "тиынов"))),
            Map.entry("UAH", new Names(Noun.she("гривна", "гривны", "гривен"), KOPECK)),
            Map.entry("AMD", new Names(Noun.he("драм", "драма", "драмов"), Noun.she("лума", "лумы", "лум"))),
            Map.entry("KGS", new Names(Noun.he("сом", "сома", "сомов"), Noun.he("тыйын", "тыйына", "тыйынов"))),
            Map.entry("UZS", new Names(Noun.he("сум", "сума", "сумов"), Noun.he("тийин", "тийина", "тийинов"))),
            Map.entry("AZN", new Names(Noun.he("манат", "маната", "манатов"), Noun.he("гяпик", "гяпика", "гяпиков"))),
            Map.entry("GEL", new Names(Noun.he("лари", "лари", "лари"), Noun.he("тетри", "тетри", "тетри"))),
            Map.entry(
                    "GBP",
                    new Names(
                            Noun.he("фунт стерлингов", "фунта стерлингов", "фунтов стерлингов"),
                            Noun.he("пенс", "пенса", "пенсов"))),
            Map.entry(
                    "CHF",
                    new Names(
                            Noun.he("швейцарский франк", "швейцарских франка", "швейцарских франков"),
                            Noun.he("сантим", "сантима", "сантимов"))),
            Map.entry("PLN", new Names(Noun.he("злотый", "злотых", "злотых"), Noun.he("грош", "гроша", "грошей"))),
            Map.entry("CNY", new Names(Noun.he("юань", "юаня", "юаней"), Noun.he("фэнь", "фэня", "фэней"))));

    @Override
    public String number(BigDecimal number) {
        return Digits.grouped(number, NO_BREAK_SPACE, ',');
    }

    @Override
    public String day(LocalDate day) {
        return Digits.two(day.getDayOfMonth()) + "." + Digits.two(day.getMonthValue()) + "." + day.getYear();
    }

    @Override
    public String longDay(LocalDate day) {
        return day.getDayOfMonth() + " " + MONTHS_GENITIVE[day.getMonthValue() - 1] + " " + day.getYear()
                + NO_BREAK_SPACE + "г.";
    }

    @Override
    public String month(YearMonth month) {
        return MONTHS[month.getMonthValue() - 1] + " " + month.getYear() + NO_BREAK_SPACE + "г.";
    }

    @Override
    public String inWords(BigDecimal amount, Currency currency) {
        Digits.Parts parts = Digits.Parts.of(amount, Currencies.decimals(currency));
        Names names = CURRENCIES.get(currency.getCurrencyCode());
        String words = (parts.negative() ? "минус " : "")
                + words(parts.major(), names != null && names.major().feminine());
        String text = names == null
                ? words + " " + currency.getCurrencyCode() + Currencies.fraction(parts)
                : words + " " + names.major().counted(parts.major()) + " " + parts.minorDigits() + " "
                        + names.minor().counted(parts.minor());
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String words(long number, boolean feminine) {
        if (number == 0) {
            return UNITS[0];
        }
        StringBuilder out = new StringBuilder();
        long divisor = 1_000_000_000_000L;
        for (int power = POWERS.length - 1; power >= 0; power--) {
            int group = (int) (number / divisor % 1000);
            if (group > 0) {
                hundreds(out, group, power == 0 ? feminine : POWERS[power].feminine());
                word(out, POWERS[power].counted(group));
            }
            divisor /= 1000;
        }
        return out.toString();
    }

    private static void hundreds(StringBuilder out, int group, boolean feminine) {
        int rest = group % 100;
        word(out, HUNDREDS[group / 100]);
        if (rest >= 20) {
            word(out, TENS[rest / 10]);
            rest %= 10;
        }
        if (rest > 0) {
            word(out, feminine && rest == 1 ? "одна" : feminine && rest == 2 ? "две" : UNITS[rest]);
        }
    }

    private static void word(StringBuilder out, String word) {
        if (!word.isEmpty()) {
            out.append(out.length() == 0 ? "" : " ").append(word);
        }
    }
}
