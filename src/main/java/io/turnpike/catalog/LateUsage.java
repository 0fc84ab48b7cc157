package io.turnpike.catalog;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What becomes of a service's usage that arrives after its period was billed. The plan says it: {@code late-usage}. */
public enum LateUsage {
    /** It stands on the next invoice, with the days of its own period. */
    NEXT_INVOICE("next-invoice"),
    /** A debit note for each earlier bill asks for it; what is taken back goes onto credit notes. */
    DEBIT_NOTE("debit-note");

    private final String word;

    LateUsage(String word) {
        this.word = word;
    }

    /** As plans and the database write it. */
    public String word() {
        return word;
    }

    static Map<String, LateUsage> words() {
        return Arrays.stream(values())
                .collect(Collectors.toMap(LateUsage::word, policy -> policy, (a, b) -> a, LinkedHashMap::new));
    }
}
