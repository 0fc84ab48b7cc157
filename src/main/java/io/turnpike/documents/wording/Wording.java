package io.turnpike.documents.wording;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One language's way of writing figures. Immutable. */
public sealed interface Wording permits EnglishWording, LocaleWording, RussianWording {
    /** All languages of ISO 639-1. */
    Set<String> KNOWN = Set.of(Locale.getISOLanguages());

    /** The wording of an ISO 639 language such as {@code ru}; empty when there is no such language. */
    static Optional<Wording> of(String language) {
        return switch (language) {
            case "en" -> Optional.of(new EnglishWording());
            case "ru" -> Optional.of(new RussianWording());
            default ->
                KNOWN.contains(language) ? Optional.of(new LocaleWording(new Locale(language))) : Optional.empty();
        };
    }

    /** A decimal number with all its digits, grouped by thousands. */
    String number(BigDecimal number);

    /** A day in short: {@code 31.01.2026} or {@code 31 Jan 2026}. */
    String day(LocalDate day);

    /** A day with its month in words: {@code 31 января 2026 г.} or {@code 31 January 2026}. */
    String longDay(LocalDate day);

    /** A month: {@code январь 2026 г.} or {@code January 2026}. */
    String month(YearMonth month);

    /**
     * An amount in words, the minor units in digits: {@code Сто один рубль 05 копеек}, {@code One hundred and one roubles 05
     * kopecks}. A currency without a name in this language is written by its code; a language without words for amounts writes figures.
     *
     * @throws ArithmeticException when the amount has more digits than the currency, or 10^15 and more major units
     */
    String inWords(BigDecimal amount, Currency currency);

    /** An amount with the currency's decimals. */
    default String money(BigDecimal amount, Currency currency) {
        return number(amount.setScale(Currencies.decimals(currency), java.math.RoundingMode.UNNECESSARY));
    }

    /** A price: at least the currency's decimals, and further ones where they are not zero. */
    default String price(BigDecimal price, Currency currency) {
        BigDecimal stripped = price.stripTrailingZeros();
        return number(stripped.setScale(Math.max(stripped.scale(), Currencies.decimals(currency))));
    }

    /** A quantity: decimals only where they are not zero. */
    default String quantity(BigDecimal quantity) {
        BigDecimal stripped = quantity.stripTrailingZeros();
        return number(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }

    /** A day in short and the time to the second. */
    default String moment(LocalDateTime at) {
        return day(at.toLocalDate()) + " " + Digits.two(at.getHour()) + ":" + Digits.two(at.getMinute()) + ":"
                + Digits.two(at.getSecond());
    }

    /** First and last day; the month where they are exactly one, the day where they are the same. */
    default String period(LocalDate first, LocalDate last) {
        YearMonth month = YearMonth.from(first);
        boolean wholeMonth = first.equals(month.atDay(1)) && last.equals(month.atEndOfMonth());
        if (first.equals(last)) {
            return day(first);
        }
        return wholeMonth ? month(month) : day(first) + " – " + day(last);
    }

    /** The languages that have forms without further files, and words for amounts. */
    static List<String> shipped() {
        return List.of("en", "ru");
    }
}
