package io.turnpike.rating;

/**
 * The other side of an event as tariffs see it: a number, searched by prefix, or a word, rated as written. Digits alone are a
 * number from {@link #SHORTEST_NUMBER} digits on; fewer are a short code such as 112, which is never a call to the country of
 * that prefix. A leading plus always means a number.
 *
 * @param word the party as written
 * @param firstDigit where the digits begin, -1 where it is no number
 * @param digits of a number, packed for {@link DigitTrie#longest}
 */
record Destination(String word, int firstDigit, long digits) {
    /** The shortest international numbers, of the smallest countries, have seven digits. */
    static final int SHORTEST_NUMBER = 7;

    static Destination of(String party) {
        int from = !party.isEmpty() && party.charAt(0) == '+' ? 1 : 0;
        long digits = DigitTrie.NO_DIGITS;
        for (int i = from; i < party.length(); i++) {
            int digit = party.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return word(party);
            }
            digits = DigitTrie.with(digits, i - from, digit);
        }
        boolean number = from == 1 ? party.length() > 1 : party.length() >= SHORTEST_NUMBER;
        return number ? new Destination(party, from, digits) : word(party);
    }

    private static Destination word(String party) {
        return new Destination(party, -1, DigitTrie.NO_DIGITS);
    }

    boolean isNumber() {
        return firstDigit >= 0;
    }

    /** Digits of a number. */
    int length() {
        return word.length() - firstDigit;
    }

    /** As errors show it: numbers with a plus. */
    @Override
    public String toString() {
        return firstDigit == 0 ? "+" + word : word;
    }
}
