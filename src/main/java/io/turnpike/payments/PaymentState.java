package io.turnpike.payments;

import java.util.Locale;

/** Where the money of a payment stands. */
public enum PaymentState {
    /** On a customer's account. */
    MATCHED,
    /** On the suspense account of the books: nobody knows yet whose it is. */
    UNMATCHED,
    /** Taken back: cancelled, or bounced. */
    REVERSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PaymentState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
