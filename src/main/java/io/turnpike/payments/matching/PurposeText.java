package io.turnpike.payments.matching;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a payment's purpose. A word is letters and digits; a hyphen or slash inside belongs to it, a dot or comma only
 * between digits, so that dates and sums stay whole.
 */
final class PurposeText {
    /** A purpose of a Russian payment order has 210 characters; what is longer is cut here. */
    private static final int MOST_CHARACTERS = 2_000;

    /** Between {@code договор} and its number. */
    private static final Set<String> FILLERS = Set.of("n", "no", "номер", "nr");

    /** A shorter word is a day, a flat or a count as easily as somebody's number. */
    private static final int SHORTEST_NUMBER = 4;

    private final List<String> words = new ArrayList<>();
    private final List<String> plain = new ArrayList<>();

    PurposeText(String purpose) {
        String text = purpose.substring(0, Math.min(purpose.length(), MOST_CHARACTERS));
        int at = 0;
        while (at < text.length()) {
            int from = at;
            while (at < text.length() && inWord(text, at, from)) {
                at++;
            }
            if (at > from) {
                words.add(text.substring(from, at));
                plain.add(plain(text.substring(from, at)));
            } else {
                at++;
            }
        }
    }

    private static boolean inWord(String text, int at, int from) {
        char c = text.charAt(at);
        if (Character.isLetterOrDigit(c)) {
            return true;
        }
        boolean inside = at > from && at + 1 < text.length();
        if (c == '-' || c == '/') {
            return inside && Character.isLetterOrDigit(text.charAt(at + 1));
        }
        return (c == '.' || c == ',')
                && inside
                && Character.isDigit(text.charAt(at - 1))
                && Character.isDigit(text.charAt(at + 1));
    }

    /** Case and {@code ё} make no difference. */
    static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('ё', 'е');
    }

    /** Whether one of the phrases stands in the text. */
    boolean has(List<Phrase> phrases) {
        for (int at = 0; at < plain.size(); at++) {
            for (Phrase phrase : phrases) {
                if (phrase.standsAt(plain, at)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The words that follow one of the phrases, and what follows it in the same word: {@code л/с100200}. */
    Set<String> after(List<Phrase> phrases) {
        Set<String> found = new LinkedHashSet<>();
        for (int at = 0; at < plain.size(); at++) {
            for (Phrase phrase : phrases) {
                if (phrase.standsAt(plain, at)) {
                    int next = at + phrase.length();
                    if (next < plain.size() && FILLERS.contains(plain.get(next))) {
                        next++;
                    }
                    if (next < words.size()) {
                        found.add(words.get(next));
                    }
                }
                String glued = phrase.gluedBehind(plain, words, at);
                if (!glued.isEmpty()) {
                    found.add(glued);
                }
            }
        }
        return found;
    }

    /** Every word that can be a number: of {@value #SHORTEST_NUMBER} characters or more, with a digit in it, no dates and sums. */
    Set<String> numbers() {
        Set<String> found = new LinkedHashSet<>();
        for (String word : words) {
            boolean dateOrSum = word.indexOf('.') >= 0 || word.indexOf(',') >= 0;
            if (word.length() >= SHORTEST_NUMBER && !dateOrSum && word.chars().anyMatch(Character::isDigit)) {
                found.add(word);
            }
        }
        return found;
    }

    /** One or more words that stand together; one that ends in {@code *} stands for all that begin so. */
    record Phrase(List<String> words) {
        static Phrase of(String text) {
            List<String> words = new ArrayList<>();
            for (String word : plain(text).strip().split("\\s+", -1)) {
                words.add(word);
            }
            if (words.contains("") || words.contains("*")) {
                throw new IllegalArgumentException("no word");
            }
            return new Phrase(List.copyOf(words));
        }

        int length() {
            return words.size();
        }

        boolean standsAt(List<String> text, int at) {
            if (at + words.size() > text.size()) {
                return false;
            }
            for (int i = 0; i < words.size(); i++) {
                if (!fits(words.get(i), text.get(at + i))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean fits(String wanted, String word) {
            return wanted.endsWith("*")
                    ? word.startsWith(wanted.substring(0, wanted.length() - 1))
                    : word.equals(wanted);
        }

        /** The digits behind this phrase of one word; empty where there are none. */
        private String gluedBehind(List<String> text, List<String> original, int at) {
            String wanted = words.get(0);
            if (words.size() > 1 || wanted.endsWith("*") || !text.get(at).startsWith(wanted)) {
                return "";
            }
            String rest = original.get(at).substring(wanted.length());
            return !rest.isEmpty() && Character.isDigit(rest.charAt(0)) ? rest : "";
        }
    }
}
