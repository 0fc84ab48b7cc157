package io.turnpike.documents.print;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** House and flat numbers in the order of a street: 2, 10, 10a, 10/2, 10 к2, 11; a word for "house" before the number is ignored. */
final class HouseNumbers implements Comparator<String> {
    static final HouseNumbers INSTANCE = new HouseNumbers();

    /** What is written before a number and says nothing: house, number, holding, flat. */
    private static final Set<String> WORDS_BEFORE = Set.of(
            "д",
            "дом",
            "вл",
            "владение",
            "кв",
            "квартира",
            "house",
            "no",
            "nr",
            "haus",
            "hausnr",
            "hausnummer",
            "flat",
            "apt",
            "whg");

    private HouseNumbers() {}

    @Override
    public int compare(String left, String right) {
        List<String> a = parts(left);
        List<String> b = parts(right);
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int byPart = comparePart(a.get(i), b.get(i));
            if (byPart != 0) {
                return byPart;
            }
        }
        int byLength = Integer.compare(a.size(), b.size());
        return byLength != 0 ? byLength : left.compareTo(right);
    }

    /** Numbers, words and slashes; blanks, dots, commas and hyphens separate. */
    private static List<String> parts(String number) {
        List<String> parts = new ArrayList<>();
        String lower = number.toLowerCase(Locale.ROOT);
        int at = 0;
        while (at < lower.length()) {
            char character = lower.charAt(at);
            int end = at + 1;
            if (Collation.isDigit(character)) {
                end = Collation.endOfDigits(lower, at);
            } else if (Character.isLetter(character)) {
                while (end < lower.length() && Character.isLetter(lower.charAt(end))) {
                    end++;
                }
            } else if (character != '/') {
                at = end;
                continue;
            }
            parts.add(lower.substring(at, end));
            at = end;
        }
        return parts.size() > 1 && WORDS_BEFORE.contains(parts.get(0)) ? parts.subList(1, parts.size()) : parts;
    }

    private static int comparePart(String left, String right) {
        int byRank = Integer.compare(rank(left), rank(right));
        if (byRank != 0) {
            return byRank;
        }
        return rank(left) == 0 ? Collation.compareDigits(left, right) : Collation.INSTANCE.compare(left, right);
    }

    /** A number before a letter before a fraction before a word such as "корп". */
    private static int rank(String part) {
        if (Collation.isDigit(part.charAt(0))) {
            return 0;
        }
        if (part.equals("/")) {
            return 2;
        }
        boolean block = part.length() > 1 || part.equals("к") || part.equals("с");
        return block ? 3 : 1;
    }
}
