package io.turnpike.documents;

import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Suggestion;
import io.turnpike.definitions.Yaml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The texts of a template in one language, from its {@code texts.<language>.yaml} files; a nearer folder's text overrides that of
 * a farther one. {@code {1}}, {@code {2}} stand for values.
 */
final class Texts {
    private final Map<String, String> texts;

    private Texts(Map<String, String> texts) {
        this.texts = texts;
    }

    /** @param files the nearest folder's first */
    static Texts read(List<SourceFile> files, Problems problems) {
        Map<String, String> texts = new HashMap<>();
        for (SourceFile file : files) {
            Yaml.read(file, problems).ifPresent(block -> {
                for (Node.Entry entry : block.entries()) {
                    if (entry.value() instanceof Node.Scalar text) {
                        texts.putIfAbsent(entry.key().text(), text.text());
                    } else {
                        problems.add(
                                entry.value().place(),
                                "the text '" + entry.key().text() + "' is a "
                                        + entry.value().shape(),
                                "write one line of text: 'key: text'");
                    }
                }
            });
        }
        return new Texts(texts);
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    /** What to do about a key that does not exist. */
    String remedy(String key) {
        return Suggestion.nearest(key, texts.keySet())
                .map(near -> "did you mean '" + near + "'? ")
                .orElse("")
                .concat("add '" + key + ": …' to a texts file of this language");
    }

    /**
     * The text with values in place of {@code {1}}, {@code {2}}.
     *
     * @throws IllegalArgumentException when the key is unknown, or values and placeholders do not match
     */
    String text(String key, List<String> values) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("unknown text '" + key + "': " + remedy(key));
        }
        if (text.indexOf('{') < 0 && values.isEmpty()) {
            return text;
        }
        String filled = text;
        for (int i = 1; i <= values.size(); i++) {
            String place = "{" + i + "}";
            if (!text.contains(place)) {
                throw new IllegalArgumentException("text '" + key + "' has no place " + place + " for a value");
            }
            filled = filled.replace(place, values.get(i - 1));
        }
        if (text.contains("{" + (values.size() + 1) + "}")) {
            throw new IllegalArgumentException("text '" + key + "' needs more than " + values.size() + " values");
        }
        return filled;
    }
}
