package io.turnpike.payments.statements;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** Days as Russian banks write them: {@code 02.11.2026}. */
final class Days {
    private static final DateTimeFormatter DOTTED =
            DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private Days() {}

    static LocalDate of(String text) {
        return LocalDate.parse(text, DOTTED);
    }
}
