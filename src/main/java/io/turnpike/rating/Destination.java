package io.turnpike.rating;

/**
 * The other side of an event as tariffs see it: a number, searched by prefix, or a word, rated as written. Digits alone are a
 * number from {@link #SHORTEST_NUMBER} digits on; fewer are a short code such as 112, which is never a call to the country of
 * that prefix. A leading plus always means a number.
 *
 * @param word the party as written
 * @param firstDigit where the digits begin, -1 where it is no number
 */
record Destination(String word, int firstDigit) {
    /** The shortest international numbers, of the smallest countries, have seven digits. */
    static final int SHORTEST_NUMBER = 7;

    static Destination of(String party) {
        int from = !party.isEmpty() && party.charAt(0) == '+' ? 1 : 0;
        boolean digits = party.length() > from;
        for (int i = from; i < party.length() && digits; i++) {
            digits = party.charAt(i) >= '0' && party.charAt(i) <= '9';
        }
        boolean number = digits && (from == 1 || party.length() >= SHORTEST_NUMBER);
        return new Destination(party, number ? from : -1);
    }

    boolean isNumber() {
        return firstDigit >= 0;
    }

    /** As errors show it: numbers with a plus. */
    @Override
    public String toString() {
        return firstDigit == 0 ? "+" + word : word;
    }
}
