package io.turnpike.definitions;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One mistake in a definition.
 *
 * @param message what is wrong
 * @param remedy what to write instead, with the allowed values
 */
public record Problem(Place place, String message, String remedy) {
    private static final char NO_BREAK = '\u00a0';

    private static final Pattern MIXED =
            Pattern.compile("\\w*([A-Za-z]\\p{IsCyrillic}|\\p{IsCyrillic}[A-Za-z])[\\w\\p{IsCyrillic}]*");

    /**
     * The mistake as staff see it:
     *
     * <pre>
     * rating-rules/home/2026-01-01.yaml:9:19: unknown unit 'RUB/minute'
     *     9 |     price: 0.0900 RUB/minute
     *       |                   ^^^^^^^^^^
     *   write RUB/s, RUB/min or RUB/h
     * </pre>
     */
    public String render() {
        StringBuilder out = new StringBuilder().append(place).append(": ").append(message);
        if (place.line() > 0) {
            String line = place.file()
                    .text()
                    .lines()
                    .skip(place.line() - 1L)
                    .findFirst()
                    .orElse("");
            String number = String.format("%5d", place.line());
            out.append('\n').append(number).append(" | ").append(line);
            out.append('\n').append("      | ").append(" ".repeat(Math.max(0, place.column() - 1)));
            out.append("^".repeat(Math.max(1, place.length())));
        }
        out.append("\n  ").append(remedy);
        unseen().ifPresent(hint -> out.append("\n  ").append(hint));
        return out.toString();
    }

    /** What an editor does not show: a no-break blank from a word processor, a Cyrillic letter that looks like a Latin one. */
    private Optional<String> unseen() {
        List<String> lines = place.file().lines();
        if (place.line() == 0 || place.line() > lines.size()) {
            return Optional.empty();
        }
        String line = lines.get(place.line() - 1);
        String above = place.line() == 1 ? "" : lines.get(place.line() - 2);
        if (line.indexOf(NO_BREAK) >= 0 || above.indexOf(NO_BREAK) >= 0) {
            return Optional.of("a blank on this line or the one above is a no-break blank (U+00A0): write a plain one");
        }
        int from = Math.min(place.column() - 1, line.length());
        Matcher mixed = MIXED.matcher(line.substring(from, Math.min(from + place.length(), line.length())));
        return mixed.find()
                ? Optional.of("'" + mixed.group() + "' mixes Latin and Cyrillic letters that look alike: type it anew")
                : Optional.empty();
    }
}
