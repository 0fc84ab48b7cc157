package io.turnpike.documents.wording;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;

/**
 * Any language by the Java platform's locale data (Unicode CLDR): figures, days and months as it writes them. It has no words for
 * amounts: these are written in figures.
 */
final class LocaleWording implements Wording {
    private static final char NO_BREAK_SPACE = '\u00A0';
    private static final char NARROW_NO_BREAK_SPACE = '\u202F';

    private final char group;
    private final char point;
    private final DateTimeFormatter day;
    private final DateTimeFormatter longDay;
    private final DateTimeFormatter month;

    LocaleWording(Locale locale) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        char between = symbols.getGroupingSeparator();
        this.group = between == NARROW_NO_BREAK_SPACE ? NO_BREAK_SPACE : between;
        this.point = symbols.getDecimalSeparator();
        this.day = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
        this.longDay = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale);
        this.month = DateTimeFormatter.ofPattern("LLLL uuuu", locale);
    }

    @Override
    public String number(BigDecimal number) {
        return Digits.grouped(number, group, point);
    }

    @Override
    public String day(LocalDate date) {
        return day.format(date);
    }

    @Override
    public String longDay(LocalDate date) {
        return longDay.format(date);
    }

    @Override
    public String month(YearMonth of) {
        return month.format(of);
    }

    @Override
    public String inWords(BigDecimal amount, Currency currency) {
        return money(amount, currency) + NO_BREAK_SPACE + currency.getCurrencyCode();
    }
}
