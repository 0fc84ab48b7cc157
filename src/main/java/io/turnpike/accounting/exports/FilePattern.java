package io.turnpike.accounting.exports;

import io.turnpike.accounting.Content;
import io.turnpike.accounting.Facts;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files: text with marks in braces. What is marked of a record splits records into files: {@code {day}} makes one a day.
 *
 * @param text such as {@code {operator}-{kind}-{day}.csv}
 */
public record FilePattern(String text) {
    static final String OPERATOR = "operator";
    static final String PERIOD = "period";
    static final String DAY = "day";
    static final String KIND = "kind";
    static final String BATCH = "batch";

    private static final Pattern MARK = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._ +-]*");
    private static final Set<String> MARKS = Set.of(OPERATOR, PERIOD, DAY, KIND, BATCH);

    /** Refused where a mark is not known, or the name could leave its folder or be taken for unfinished. */
    public FilePattern {
        Matcher mark = MARK.matcher(text);
        while (mark.find()) {
            if (!MARKS.contains(mark.group(1))) {
                throw new IllegalArgumentException("unknown mark {" + mark.group(1) + "}");
            }
        }
        String plain = MARK.matcher(text).replaceAll("");
        if (text.isEmpty() || text.startsWith(".") || !PLAIN.matcher(plain).matches()) {
            throw new IllegalArgumentException("no name of a file: " + text);
        }
    }

    boolean has(String mark) {
        return text.contains("{" + mark + "}");
    }

    /** What makes a record go into one file and not another. */
    Map<String, String> split(Content content, Facts facts) {
        return Map.of(
                DAY, has(DAY) && content.hasDays() ? String.valueOf(facts.day()) : "",
                KIND, has(KIND) ? facts.value("kind") : "");
    }

    /** The name of a file. */
    String name(Map<String, String> values) {
        Set<String> missing = new HashSet<>();
        Matcher mark = MARK.matcher(text);
        StringBuilder name = new StringBuilder();
        while (mark.find()) {
            String value = values.get(mark.group(1));
            if (value == null || value.isEmpty()) {
                missing.add(mark.group(1));
            }
            mark.appendReplacement(name, Matcher.quoteReplacement(String.valueOf(value)));
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("a file named " + text + " has no " + missing);
        }
        return mark.appendTail(name).toString();
    }
}
