package io.turnpike.payments.intake;

import java.lang.Character.UnicodeScript;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A purpose or a name as far as two formats write it alike: one cuts it off, another puts something before it, a third transliterates
 * it.
 *
 * @param plain its letters and digits
 * @param numbers that may be those of an account, an invoice, a contract or a telephone, without amounts and dates
 * @param cut the last of them where the text ends with it: it may go on; empty where it does not
 * @param stems beginnings of its words, without those that any payment has
 */
record Wording(String plain, Set<String> numbers, String cut, Set<String> stems) {
    /** Digits with what stands between them in dates, amounts and numbers of documents. */
    private static final Pattern FIGURES = Pattern.compile("[0-9]+(?:[.,/-][0-9]+)*");

    private static final Pattern DATE =
            Pattern.compile("[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]+[.,-][0-9]{2}");
    /** A shorter one is a rate, a month or a house. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{3,}");

    private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");
    /** Endings of words are left off. */
    private static final int STEM = 5;

    /** Legal forms, and what payments are called. */
    private static final Set<String> COMMON = Set.of(
            "ооо", "оао", "зао", "пао", "нао", "общес", "огран", "ответ", "акцио", "индив", "предп", "оплат", "плате",
            "перев", "средс", "ltd", "llc", "inc", "gmbh", "oplat", "plate", "payme", "trans");

    private static final int MOST_PLAIN = 140;
    /** A shorter piece is the same by chance. */
    private static final int SHORTEST_TOLD = 8;

    static Wording of(String text) {
        String lower = lower(text);
        Set<String> stems = new HashSet<>();
        WORD.matcher(lower)
                .results()
                .map(word ->
                        word.group().substring(0, Math.min(STEM, word.group().length())))
                .filter(stem -> !COMMON.contains(stem))
                .forEach(stems::add);
        Set<String> numbers = new HashSet<>();
        String cut = "";
        Matcher figures = FIGURES.matcher(lower);
        while (figures.find()) {
            cut = "";
            if (DATE.matcher(figures.group()).matches()
                    || AMOUNT.matcher(figures.group()).matches()) {
                continue;
            }
            Matcher number = NUMBER.matcher(figures.group());
            while (number.find()) {
                numbers.add(number.group());
                cut = figures.start() + number.end() == lower.length() ? number.group() : "";
            }
        }
        return new Wording(letters(lower), Set.copyOf(numbers), cut, Set.copyOf(stems));
    }

    /** Letters and digits of a text. */
    static String plain(String text) {
        return letters(lower(text));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT).replace('ё', 'е');
    }

    private static String letters(String lower) {
        StringBuilder plain = new StringBuilder();
        lower.chars().filter(Character::isLetterOrDigit).limit(MOST_PLAIN).forEach(c -> plain.append((char) c));
        return plain.toString();
    }

    /** Whether one is the other, cut off or with something around it. */
    boolean isLike(Wording other) {
        return holds(plain, other.plain) || holds(other.plain, plain);
    }

    /** Whether each of the two names a number that the other one does not: an account or invoice of its own. */
    boolean namesAnother(Wording other) {
        return !isLike(other) && hasMoreThan(other) && other.hasMoreThan(this);
    }

    /** Whether the two, in letters of the same alphabet, have no word in common. */
    boolean sharesNothing(Wording other) {
        boolean comparable = List.of(UnicodeScript.CYRILLIC, UnicodeScript.LATIN).stream()
                .anyMatch(script -> writes(script) && other.writes(script));
        return !isLike(other) && comparable && stems.stream().noneMatch(other.stems::contains);
    }

    private boolean hasMoreThan(Wording other) {
        return numbers.stream()
                .anyMatch(number -> other.numbers.stream()
                        .noneMatch(its -> same(number, its, other.cut) || same(its, number, cut)));
    }

    /** Whether a number is another one, or that one was cut off. */
    private static boolean same(String number, String its, String cut) {
        return number.equals(its) || (its.equals(cut) && number.startsWith(its));
    }

    private boolean writes(UnicodeScript script) {
        return stems.stream().anyMatch(stem -> UnicodeScript.of(stem.charAt(0)) == script);
    }

    private static boolean holds(String whole, String piece) {
        int at = whole.indexOf(piece);
        int behind = at + piece.length();
        return whole.equals(piece)
                || (piece.length() >= SHORTEST_TOLD
                        && at >= 0
                        && !(at > 0 && splitsNumber(whole, at))
                        && !(behind < whole.length() && splitsNumber(whole, behind)));
    }

    /** Whether there are digits on both sides: half of a number is another number. */
    private static boolean splitsNumber(String text, int at) {
        return Character.isDigit(text.charAt(at - 1)) && Character.isDigit(text.charAt(at));
    }
}
