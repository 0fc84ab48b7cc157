package io.turnpike.payments.fiscal;

/** What a receipt is of. */
enum Operation {
    /** Money of a customer came in (приход). */
    SELL("sell"),
    /** It was given back (возврат прихода). */
    SELL_REFUND("sell-refund");

    private final String word;

    Operation(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Operation ofWord(String word) {
        return word.equals(SELL_REFUND.word) ? SELL_REFUND : SELL;
    }
}
