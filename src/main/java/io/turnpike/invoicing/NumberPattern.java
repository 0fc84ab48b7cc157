package io.turnpike.invoicing;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How a document's number is written: {@code A-{yy}-{number:6}} gives {@code A-26-000042}. Places are {@code {yyyy}}, {@code {yy}}
 * and, once, {@code {number}} or {@code {number:N}}, which pads with zeros to N digits; the number starts at 1 each year.
 */
public record NumberPattern(String pattern) {
    private static final Pattern NUMBER = Pattern.compile("\\{number(?::([1-9]))?}");

    public NumberPattern {
        String rest =
                NUMBER.matcher(pattern).replaceAll("").replace("{yyyy}", "").replace("{yy}", "");
        if (rest.contains("{") || rest.contains("}") || places(pattern).size() != 1) {
            throw new IllegalArgumentException("not a pattern of numbers: " + pattern);
        }
    }

    public String format(int year, long number) {
        String digits = String.valueOf(number);
        return before(year) + "0".repeat(Math.max(0, padding() - digits.length())) + digits + after(year);
    }

    /** What stands before the number. */
    String before(int year) {
        return withYear(pattern.substring(0, place().start()), year);
    }

    /** What stands behind it. */
    String after(int year) {
        return withYear(pattern.substring(place().end()), year);
    }

    /** Least digits of the number. */
    int padding() {
        String digits = place().group(1);
        return digits == null ? 1 : Integer.parseInt(digits);
    }

    private MatchResult place() {
        return places(pattern).get(0);
    }

    private static List<MatchResult> places(String pattern) {
        return NUMBER.matcher(pattern).results().toList();
    }

    private static String withYear(String text, int year) {
        return text.replace("{yyyy}", String.valueOf(year)).replace("{yy}", String.format("%02d", year % 100));
    }
}
