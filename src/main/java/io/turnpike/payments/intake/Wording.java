package io.turnpike.payments.intake;

import java.lang.Character.UnicodeScript;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A purpose or a name as far as two formats write it alike: one cuts it off, another puts something before it, a third transliterates
 * it.
 *
 * @param plain its letters and digits
 * @param numbers long enough to be those of an account, an invoice or a telephone
 * @param stems beginnings of its words
 */
record Wording(String plain, Set<String> numbers, Set<String> stems) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{5,}");
    private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");
    /** Endings of words are left off. */
    private static final int STEM = 5;

    private static final int MOST_PLAIN = 140;
    /** A shorter piece is the same by chance. */
    private static final int SHORTEST_TOLD = 8;

    static Wording of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder();
        lower.chars().filter(Character::isLetterOrDigit).limit(MOST_PLAIN).forEach(c -> plain.append((char) c));
        Set<String> stems = new HashSet<>();
        WORD.matcher(lower)
                .results()
                .forEach(word -> stems.add(
                        word.group().substring(0, Math.min(STEM, word.group().length()))));
        Set<String> numbers = new HashSet<>();
        NUMBER.matcher(lower).results().forEach(number -> numbers.add(number.group()));
        return new Wording(plain.toString(), Set.copyOf(numbers), Set.copyOf(stems));
    }

    /** Whether one is the other, cut off or with something around it. */
    boolean isLike(Wording other) {
        return holds(plain, other.plain) || holds(other.plain, plain);
    }

    /** Whether the two can hardly be about the same: other numbers, or no word of the same letters in common. */
    boolean contradicts(Wording other) {
        if (isLike(other)) {
            return false;
        }
        if (!numbers.isEmpty() && !other.numbers.isEmpty()) {
            return numbers.stream()
                    .noneMatch(one -> other.numbers.stream()
                            .anyMatch(another -> one.startsWith(another) || another.startsWith(one)));
        }
        return haveLettersInCommon(other) && stems.stream().noneMatch(other.stems::contains);
    }

    private boolean haveLettersInCommon(Wording other) {
        return List.of(UnicodeScript.CYRILLIC, UnicodeScript.LATIN).stream()
                .anyMatch(script -> writes(script) && other.writes(script));
    }

    private boolean writes(UnicodeScript script) {
        return stems.stream().anyMatch(stem -> UnicodeScript.of(stem.charAt(0)) == script);
    }

    private static boolean holds(String whole, String piece) {
        return whole.equals(piece) || (piece.length() >= SHORTEST_TOLD && whole.contains(piece));
    }
}
