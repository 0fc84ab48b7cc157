package io.turnpike.payments.matching;

import java.util.Set;

/** What of a purpose can be a number, for those who look for one in it. */
public final class PurposeWords {
    private PurposeWords() {}

    /** Words of four characters or more with a digit, as written. */
    public static Set<String> numbers(String purpose) {
        return new PurposeText(purpose).numbers();
    }
}
