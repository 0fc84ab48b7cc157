package io.turnpike.mediation.layout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How a time is written: {@code yyyy-MM-dd HH:mm:ss.SSS}. Letters as in {@link java.time.format.DateTimeFormatter}, each with a
 * fixed width: {@code yyyy yy MM dd HH mm ss}; {@code MMM} an English month, {@code EEE} an English weekday (passed over);
 * {@code d M H} one or two digits; {@code S} any number of decimals of a second; {@code X} an offset ({@code Z +03 +0300 +03:00});
 * {@code z} a zone's word or an offset. Everything else stands for itself, letters in apostrophes.
 */
public final class TimePattern {
    private static final String LETTERS = "yMdHmsSXzE";

    /** One stretch of the pattern: a letter with its width, or with width 0 a byte that stands for itself. */
    record Token(char letter, int width) {}

    private final List<Token> tokens;
    private final String text;

    private TimePattern(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException for a letter or width that is not known, or without year, month, day, hour and minute
     */
    public static TimePattern of(String pattern) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            char letter = pattern.charAt(at);
            int end = at + 1;
            if (letter == '\'') {
                end = pattern.indexOf('\'', at + 1) + 1;
                if (end == 0) {
                    throw new IllegalArgumentException("an apostrophe is not closed");
                }
                pattern.substring(at + 1, end - 1).chars().forEach(c -> tokens.add(new Token((char) c, 0)));
            } else if (LETTERS.indexOf(letter) >= 0) {
                while (end < pattern.length() && pattern.charAt(end) == letter) {
                    end++;
                }
                tokens.add(checked(letter, end - at));
            } else if (Character.isLetter(letter)) {
                throw new IllegalArgumentException("unknown letter " + letter);
            } else {
                tokens.add(new Token(letter, 0));
            }
            at = end;
        }
        for (char needed : new char[] {'y', 'M', 'd', 'H', 'm'}) {
            if (tokens.stream().noneMatch(token -> token.letter() == needed && token.width() > 0)) {
                throw new IllegalArgumentException("no " + needed);
            }
        }
        return new TimePattern(pattern, List.copyOf(tokens));
    }

    private static Token checked(char letter, int width) {
        boolean known = switch (letter) {
            case 'y' -> width == 2 || width == 4;
            case 'M' -> width <= 3;
            case 'd', 'H', 'm', 's' -> width <= 2;
            case 'E' -> width == 3;
            default -> true;
        };
        if (!known) {
            throw new IllegalArgumentException("unknown width of " + letter);
        }
        return new Token(letter, width);
    }

    List<Token> tokens() {
        return tokens;
    }

    @Override
    public String toString() {
        return text;
    }

    /** The number of an English month at this place, from 1; 0 for no month. */
    static int month(byte[] bytes, int at, int to) {
        if (at + 3 > to) {
            return 0;
        }
        String word = new String(bytes, at, 3, StandardCharsets.ISO_8859_1);
        int place = "JanFebMarAprMayJunJulAugSepOctNovDec".indexOf(word);
        return place % 3 == 0 ? place / 3 + 1 : 0;
    }
}
