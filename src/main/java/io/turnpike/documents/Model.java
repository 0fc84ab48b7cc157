package io.turnpike.documents;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads values of a document's snapshot by path, such as {@code operator.bank.bic}. */
record Model(Map<String, Object> values) {
    /** The text at a path; empty when it is absent or blank. */
    Optional<String> text(String path) {
        Object value = values;
        for (String key : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value == null
                        || value instanceof Map
                        || value instanceof List
                        || value.toString().isBlank()
                ? Optional.empty()
                : Optional.of(value.toString());
    }

    /** @throws IllegalArgumentException when the snapshot has no such value */
    String required(String path) {
        return text(path).orElseThrow(() -> new IllegalArgumentException("the document has no '" + path + "'"));
    }

    /** @throws IllegalArgumentException when the value is absent or no decimal number */
    BigDecimal decimal(String path) {
        String text = required(path);
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + path + "' is no decimal number: '" + text + "'", e);
        }
    }
}
