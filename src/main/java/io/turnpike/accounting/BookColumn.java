package io.turnpike.accounting;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A column of a CSV file of the books.
 *
 * @param title in the header
 * @param field what stands in it; empty where the same text stands in each row
 * @param text that same text; of an import: what the field is where no column says it
 * @param words the file's words by ours
 */
public record BookColumn(String title, Optional<Field> field, Optional<String> text, Map<String, String> words) {
    public BookColumn {
        words = Map.copyOf(words);
    }

    /** Our text in the file's words. */
    public String toTheirs(String text) {
        return words.getOrDefault(text, text);
    }

    /** The file's text in our words; empty where words are written and this is none of them. */
    public Optional<String> toOurs(String text) {
        if (words.isEmpty() || text.isEmpty()) {
            return Optional.of(text);
        }
        return words.entrySet().stream()
                .filter(each -> each.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The words a file may have, for messages. */
    public String theirWords() {
        return words.values().stream().sorted().collect(Collectors.joining(", "));
    }
}
