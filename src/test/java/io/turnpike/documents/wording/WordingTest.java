package io.turnpike.documents.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    private final Wording russian = Wording.of("ru").orElseThrow();
    private final Wording english = Wording.of("en").orElseThrow();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.00            | RUB | Ноль рублей 00 копеек
            0.01            | RUB | Ноль рублей 01 копейка
            1.02            | RUB | Один рубль 02 копейки
            2.05            | RUB | Два рубля 05 копеек
            11.11           | RUB | Одиннадцать рублей 11 копеек
            14.21           | RUB | Четырнадцать рублей 21 копейка
            21.00           | RUB | Двадцать один рубль 00 копеек
            112.00          | RUB | Сто двенадцать рублей 00 копеек
            1000.00         | RUB | Одна тысяча рублей 00 копеек
            1001.00         | RUB | Одна тысяча один рубль 00 копеек
            2002.00         | RUB | Две тысячи два рубля 00 копеек
            5000.40         | RUB | Пять тысяч рублей 40 копеек
            11000.00        | RUB | Одиннадцать тысяч рублей 00 копеек
            21000.00        | RUB | Двадцать одна тысяча рублей 00 копеек
            1234567.89      | RUB | Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей 89 копеек
            2000000.00      | RUB | Два миллиона рублей 00 копеек
            1000000000.00   | RUB | Один миллиард рублей 00 копеек
            -3.50           | RUB | Минус три рубля 50 копеек
            1.01            | EUR | Один евро 01 цент
            22.02           | EUR | Двадцать два евро 02 цента
            1.00            | USD | Один доллар США 00 центов
            2.00            | UAH | Две гривны 00 копеек
            5               | JPY | Пять JPY
            7.25            | SEK | Семь SEK 25/100
            7.250           | KWD | Семь KWD 250/1000
            """)
    void amounts_in_russian_words(BigDecimal amount, Currency currency, String words) {
        assertThat(russian.inWords(amount, currency)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.00       | EUR | Zero euros 00 cents
            1.01       | EUR | One euro 01 cent
            21.10      | EUR | Twenty-one euros 10 cents
            100.00     | EUR | One hundred euros 00 cents
            101.00     | EUR | One hundred and one euros 00 cents
            999.99     | EUR | Nine hundred and ninety-nine euros 99 cents
            1000.00    | EUR | One thousand euros 00 cents
            1001.00    | EUR | One thousand and one euros 00 cents
            1100.00    | EUR | One thousand one hundred euros 00 cents
            1234567.89 | EUR | One million two hundred and thirty-four thousand five hundred and sixty-seven euros 89 cents
            12.00      | RUB | Twelve roubles 00 kopecks
            1.00       | GBP | One pound sterling 00 pence
            40         | JPY | Forty yen
            -2.50      | USD | Minus two US dollars 50 cents
            7.25       | SEK | Seven SEK 25/100
            """)
    void amounts_in_english_words(BigDecimal amount, Currency currency, String words) {
        assertThat(english.inWords(amount, currency)).isEqualTo(words);
    }

    @Test
    void an_amount_with_too_many_digits_is_refused() {
        Currency rub = Currency.getInstance("RUB");
        assertThatThrownBy(() -> russian.inWords(new BigDecimal("1.001"), rub)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> russian.money(new BigDecimal("1.001"), rub)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> russian.inWords(new BigDecimal("1e15"), rub)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void figures_are_grouped_by_thousands() {
        Currency rub = Currency.getInstance("RUB");
        assertThat(russian.money(new BigDecimal("1234567.5"), rub)).isEqualTo("1\u00A0234\u00A0567,50");
        assertThat(russian.money(new BigDecimal("-999"), rub)).isEqualTo("-999,00");
        assertThat(russian.money(new BigDecimal("-1000"), rub)).isEqualTo("-1\u00A0000,00");
        assertThat(english.money(new BigDecimal("1234567.5"), rub)).isEqualTo("1,234,567.50");
        assertThat(english.price(new BigDecimal("0.03500"), rub)).isEqualTo("0.035");
        assertThat(english.price(new BigDecimal("12"), rub)).isEqualTo("12.00");
        assertThat(english.quantity(new BigDecimal("1200.00"))).isEqualTo("1,200");
    }

    @Test
    void days_and_periods() {
        LocalDate first = LocalDate.of(2026, 2, 1);
        assertThat(russian.longDay(first)).isEqualTo("1 февраля 2026\u00A0г.");
        assertThat(english.longDay(first)).isEqualTo("1 February 2026");
        assertThat(russian.day(first)).isEqualTo("01.02.2026");
        assertThat(english.day(first)).isEqualTo("1 Feb 2026");
        assertThat(russian.period(first, LocalDate.of(2026, 2, 28))).isEqualTo("февраль 2026\u00A0г.");
        assertThat(russian.period(first, LocalDate.of(2026, 2, 27))).isEqualTo("01.02.2026 – 27.02.2026");
        assertThat(russian.period(first, first)).isEqualTo("01.02.2026");
        assertThat(english.moment(LocalDateTime.of(2026, 2, 1, 3, 4, 5))).isEqualTo("1 Feb 2026 03:04:05");
    }
}
