package io.turnpike.mediation.calls;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the names of a source's files look: {@code cdr_{series}_{any}_{sequence}.csv}. {@code {sequence}} is a rising number,
 * {@code {series}} a word that files of one sequence have in common, {@code {any}} whatever else changes. {@code .gz} at the end
 * and folders before the name do not count.
 *
 * @param first the number a sequence begins with, also after the last
 * @param last the number after which it begins again; 0 for never
 */
public record FileNamePattern(String text, Pattern pattern, boolean hasSequence, long first, long last) {
    /**
     * A file name taken apart.
     *
     * @param series empty where the pattern names none
     */
    public record NamedFile(String series, OptionalLong sequence) {}

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException for an unknown word in braces
     */
    public static FileNamePattern of(String text, long first, long last) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            int literalEnd = open < 0 ? text.length() : open;
            if (literalEnd > at) {
                regex.append(Pattern.quote(text.substring(at, literalEnd)));
            }
            if (open < 0) {
                break;
            }
            int close = text.indexOf('}', open);
            String word = close < 0 ? "" : text.substring(open + 1, close);
            regex.append(
                    switch (word) {
                        case "sequence" -> "(?<sequence>[0-9]{1,18})";
                        case "series" -> "(?<series>.+?)";
                        case "any" -> ".+?";
                        default -> throw new IllegalArgumentException("unknown {" + word + "}");
                    });
            at = close + 1;
        }
        return new FileNamePattern(text, Pattern.compile(regex.toString()), text.contains("{sequence}"), first, last);
    }

    /** The parts of a name; empty when it does not look like the pattern. */
    public Optional<NamedFile> read(String name) {
        String bare = name.substring(name.lastIndexOf('/') + 1);
        Matcher matcher = pattern.matcher(bare.endsWith(".gz") ? bare.substring(0, bare.length() - 3) : bare);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new NamedFile(
                text.contains("{series}") ? matcher.group("series") : "",
                hasSequence ? OptionalLong.of(Long.parseLong(matcher.group("sequence"))) : OptionalLong.empty()));
    }
}
