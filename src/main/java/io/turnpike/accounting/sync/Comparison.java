package io.turnpike.accounting.sync;

import io.turnpike.accounting.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Two records, field by field. Lines are compared where both sides have them, by their places, as {@code line 2 line-net}. */
final class Comparison {
    private static final String LINE = "line ";

    private Comparison() {}

    /**
     * The fields in which two records differ.
     *
     * @param fields that the other side tells; what it does not tell is no difference
     */
    static List<String> differing(Facts ours, Facts theirs, List<String> fields) {
        List<String> differing = new ArrayList<>();
        for (String field : fields) {
            if (!same(ours, theirs, field)) {
                differing.add(field);
            }
        }
        if (!theirs.lines().isEmpty()) {
            for (int i = 0; i < Math.max(ours.lines().size(), theirs.lines().size()); i++) {
                lines(ours, theirs, i, differing);
            }
        }
        return differing;
    }

    /** Whether a field says the same. A full name that repeats the name need not be written: formats leave it out. */
    static boolean same(Facts ours, Facts theirs, String field) {
        String own = ours.value(field);
        String other = theirs.value(field);
        return own.equals(other) || (field.equals("full-name") && other.isEmpty() && own.equals(theirs.value("name")));
    }

    private static void lines(Facts ours, Facts theirs, int place, List<String> differing) {
        if (place >= ours.lines().size() || place >= theirs.lines().size()) {
            differing.add(LINE + (place + 1));
            return;
        }
        SortedMap<String, String> own = ours.lines().get(place);
        theirs.lines().get(place).forEach((field, value) -> {
            if (!value.equals(own.getOrDefault(field, ""))) {
                differing.add(LINE + (place + 1) + " " + field);
            }
        });
    }

    /** The text of such a field; empty where the record has none. */
    static String value(Facts facts, String field) {
        if (!field.startsWith(LINE)) {
            return facts.value(field);
        }
        String[] words = field.split(" ", 3);
        int place = Integer.parseInt(words[1]) - 1;
        if (place >= facts.lines().size()) {
            return "";
        }
        SortedMap<String, String> line = facts.lines().get(place);
        return words.length == 3 ? line.getOrDefault(words[2], "") : line.toString();
    }
}
