package io.turnpike.invoicing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a document's number is written: {@code A-{yy}-{number:6}} gives {@code A-26-000042}. Places are {@code {yyyy}}, {@code {yy}},
 * {@code {number}} and {@code {number:N}}, which pads with zeros to N digits; the number starts at 1 each year.
 */
public record NumberPattern(String pattern) {
    private static final Pattern PLACE = Pattern.compile("\\{(yyyy|yy|number(?::([1-9]))?)}");

    public NumberPattern {
        String rest = PLACE.matcher(pattern).replaceAll("");
        boolean numbered = PLACE.matcher(pattern)
                .results()
                .anyMatch(place -> place.group(1).startsWith("number"));
        if (rest.contains("{") || rest.contains("}") || !numbered) {
            throw new IllegalArgumentException("not a pattern of numbers: " + pattern);
        }
    }

    public String format(int year, long number) {
        Matcher places = PLACE.matcher(pattern);
        StringBuilder out = new StringBuilder();
        while (places.find()) {
            places.appendReplacement(out, Matcher.quoteReplacement(text(places, year, number)));
        }
        return places.appendTail(out).toString();
    }

    private static String text(Matcher place, int year, long number) {
        return switch (place.group(1)) {
            case "yyyy" -> String.valueOf(year);
            case "yy" -> String.format("%02d", year % 100);
            default ->
                place.group(2) == null ? String.valueOf(number) : String.format("%0" + place.group(2) + "d", number);
        };
    }
}
