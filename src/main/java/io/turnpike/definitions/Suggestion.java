package io.turnpike.definitions;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** "Did you mean …": the known word nearest to one that is not known. */
public final class Suggestion {
    private Suggestion() {}

    /** The nearest word within two edits, or a third of the word's length. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        int most = Math.max(2, word.length() / 3);
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= most)
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The remedy line: the nearest word if there is one, and all that is allowed. */
    public static String remedy(String word, Collection<String> known) {
        String all = known.isEmpty() ? "there is none to name yet" : "write one of: " + String.join(", ", known);
        return nearest(word, known)
                .map(near -> "did you mean '" + near + "'? " + all)
                .orElse(all);
    }

    /** Levenshtein distance, case ignored. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                char a = Character.toLowerCase(left.charAt(i - 1));
                char b = Character.toLowerCase(right.charAt(j - 1));
                int substitution = previous[j - 1] + (a == b ? 0 : 1);
                row[j] = Math.min(substitution, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[right.length()];
    }
}
