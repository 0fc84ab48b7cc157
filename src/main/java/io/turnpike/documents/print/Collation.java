package io.turnpike.documents.print;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.Map;

/**
 * The order of names and streets in print: letters regardless of case and accent (ё as е, ä as a, ß as ss), Latin before Cyrillic,
 * digits before letters and runs of digits by their value, everything else ignored. Fixed here, because the JDK's locale data changes between
 * versions and a reprint must come out in the same order. Texts that differ only in what is ignored are ordered by their
 * characters, so the order is total.
 */
final class Collation implements Comparator<String> {
    static final Collation INSTANCE = new Collation();

    /** Letters that Unicode does not take apart into a letter and an accent; ß as DIN 5007 has it. */
    private static final Map<Character, String> LETTERS =
            Map.of('ß', "ss", 'æ', "ae", 'œ', "oe", 'ø', "o", 'ł', "l", 'đ', "d", 'ð', "d", 'þ', "th", 'ı', "i");

    private Collation() {}

    @Override
    public int compare(String left, String right) {
        int byLetters = compareFolded(folded(left), folded(right));
        return byLetters != 0 ? byLetters : left.compareTo(right);
    }

    /** Lower-case letters without accents, digits, and one blank between words. */
    private static String folded(String text) {
        String parts = Normalizer.normalize(text.replace('й', '\uE100').replace('Й', '\uE100'), Normalizer.Form.NFD);
        StringBuilder out = new StringBuilder(parts.length());
        for (int i = 0; i < parts.length(); i++) {
            char character = Character.toLowerCase(parts.charAt(i));
            if (character == '\uE100') {
                out.append('й'); // a letter of its own, no и with an accent
            } else if (Character.isLetterOrDigit(character)) {
                out.append(LETTERS.getOrDefault(character, String.valueOf(character)));
            } else if (Character.isWhitespace(character) && out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString().stripTrailing();
    }

    private static int compareFolded(String left, String right) {
        int i = 0;
        int j = 0;
        while (i < left.length() && j < right.length()) {
            if (isDigit(left.charAt(i)) && isDigit(right.charAt(j))) {
                int endLeft = endOfDigits(left, i);
                int endRight = endOfDigits(right, j);
                int byValue = compareDigits(left.substring(i, endLeft), right.substring(j, endRight));
                if (byValue != 0) {
                    return byValue;
                }
                i = endLeft;
                j = endRight;
            } else if (left.charAt(i) != right.charAt(j)) {
                return Character.compare(left.charAt(i), right.charAt(j));
            } else {
                i++;
                j++;
            }
        }
        return Integer.compare(left.length() - i, right.length() - j);
    }

    /** By value, however many digits. */
    static int compareDigits(String left, String right) {
        String a = left.replaceFirst("^0+(?=.)", "");
        String b = right.replaceFirst("^0+(?=.)", "");
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    static int endOfDigits(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
