package io.turnpike.documents.print;

import java.util.LinkedHashMap;
import java.util.Map;

/** What printed documents can be grouped and sorted by. */
public enum PrintKey {
    CONTRACT("contract"),
    NUMBER("number"),
    STREET_AND_HOUSE("street-and-house"),
    POSTAL_INDEX("postal-index"),
    CITY("city"),
    NAME("name"),
    PRINT_ZONE("print-zone");

    private final String word;

    PrintKey(String word) {
        this.word = word;
    }

    /** As it is written in an operator's definition. */
    public String word() {
        return word;
    }

    static Map<String, PrintKey> words() {
        Map<String, PrintKey> words = new LinkedHashMap<>();
        for (PrintKey key : values()) {
            words.put(key.word, key);
        }
        return words;
    }
}
