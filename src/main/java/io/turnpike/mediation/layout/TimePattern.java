package io.turnpike.mediation.layout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a time is written: {@code yyyy-MM-dd HH:mm:ss.SSS}. Letters as in {@link java.time.format.DateTimeFormatter}, each with a
 * fixed width: {@code yyyy yy MM dd HH mm ss}; {@code MMM} an English month, {@code EEE} an English weekday (passed over);
 * {@code d M H} one or two digits; {@code S} any number of decimals of a second; {@code X} an offset ({@code Z +03 +0300 +03:00});
 * {@code z} a zone's word or an offset; {@code h} the hour of a 12-hour clock with {@code a} for its AM or PM. What stands in
 * brackets may be missing. A blank stands for one or more. Everything else stands for itself, letters and brackets in apostrophes.
 */
public final class TimePattern {
    private static final String LETTERS = "yMdHhmsaSXzE";
    private static final char OPEN = '[';
    private static final char CLOSE = ']';
    private static final char APOSTROPHE = '\'';

    /**
     * One stretch of the pattern: a letter with its width; with width 0 a byte that stands for itself; with a negative width so many
     * tokens after it that may be missing together.
     */
    record Token(char letter, int width) {
        boolean isOptional() {
            return width < 0;
        }
    }

    private final List<Token> tokens;
    private final String text;

    private TimePattern(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException for a letter or width that is not known, brackets that do not close, or without year, month,
     *     day, hour and minute
     */
    public static TimePattern of(String pattern) {
        List<Token> tokens = new ArrayList<>();
        int open = -1;
        int at = 0;
        while (at < pattern.length()) {
            char letter = pattern.charAt(at);
            if (letter == OPEN || letter == CLOSE) {
                if ((letter == OPEN) == (open >= 0)) {
                    throw new IllegalArgumentException("brackets are opened and closed in turn");
                }
                if (letter == OPEN) {
                    open = tokens.size();
                    tokens.add(new Token(OPEN, 0));
                } else {
                    tokens.set(open, new Token(OPEN, open + 1 - tokens.size()));
                    open = -1;
                }
                at++;
            } else {
                at = stretch(pattern, at, tokens);
            }
        }
        if (open >= 0) {
            throw new IllegalArgumentException("a bracket is not closed");
        }
        boolean halfDays = has(tokens, 'h');
        for (char needed : (halfDays ? "yMdham" : "yMdHm").toCharArray()) {
            if (!has(tokens, needed)) {
                throw new IllegalArgumentException("no " + needed);
            }
        }
        return new TimePattern(pattern, List.copyOf(tokens));
    }

    /** Adds the letters, or what stands for itself, from here; the place after it. */
    private static int stretch(String pattern, int from, List<Token> tokens) {
        char letter = pattern.charAt(from);
        int end = from + 1;
        if (letter == APOSTROPHE) {
            end = pattern.indexOf(APOSTROPHE, from + 1) + 1;
            if (end == 0) {
                throw new IllegalArgumentException("an apostrophe is not closed");
            }
            pattern.substring(from + 1, end - 1).chars().forEach(c -> tokens.add(new Token((char) c, 0)));
        } else if (LETTERS.indexOf(letter) >= 0) {
            while (end < pattern.length() && pattern.charAt(end) == letter) {
                end++;
            }
            tokens.add(checked(letter, end - from));
        } else if (Character.isLetter(letter)) {
            throw new IllegalArgumentException("unknown letter " + letter);
        } else {
            tokens.add(new Token(letter, 0));
        }
        return end;
    }

    /** Whether the letter stands there, and not only in brackets. */
    private static boolean has(List<Token> tokens, char letter) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isOptional()) {
                i -= token.width();
            } else if (token.letter() == letter && token.width() > 0) {
                return true;
            }
        }
        return false;
    }

    boolean hasHalfDays() {
        return has(tokens, 'h');
    }

    private static Token checked(char letter, int width) {
        boolean known = switch (letter) {
            case 'y' -> width == 2 || width == 4;
            case 'M' -> width <= 3;
            case 'd', 'H', 'h', 'm', 's' -> width <= 2;
            case 'a' -> width == 1;
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
        String word = new String(bytes, at, 3, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        int place = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC".indexOf(word);
        return place % 3 == 0 ? place / 3 + 1 : 0;
    }
}
