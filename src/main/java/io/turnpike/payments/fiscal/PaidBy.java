package io.turnpike.payments.fiscal;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** By what a customer paid, as receipts tell it apart. */
enum PaidBy {
    CASH("cash", 0),
    /** Cards and transfers (tag 1081 of the fiscal data format). */
    ELECTRONIC("electronic", 1),
    /** Out of what was paid before (tag 1215). */
    ADVANCE("advance", 2);

    static final Map<String, PaidBy> WORDS =
            Arrays.stream(values()).collect(Collectors.toMap(PaidBy::word, each -> each));

    private final String word;
    private final int code;

    PaidBy(String word, int code) {
        this.word = word;
        this.code = code;
    }

    String word() {
        return word;
    }

    /** As registers number them. */
    int code() {
        return code;
    }
}
