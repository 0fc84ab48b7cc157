package io.turnpike.payments.fiscal;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What a payment is against the service: before it, for it or after it (tag 1214 of the fiscal data format). */
enum SettlementMethod {
    FULL_PREPAYMENT("full-prepayment", true),
    PREPAYMENT("prepayment", true),
    ADVANCE("advance", true),
    FULL_PAYMENT("full-payment", false),
    PARTIAL_PAYMENT("partial-payment", false),
    CREDIT_PAYMENT("credit-payment", false);

    static final Map<String, SettlementMethod> WORDS =
            Arrays.stream(values()).collect(Collectors.toMap(SettlementMethod::word, each -> each));

    private final String word;
    private final boolean ahead;

    SettlementMethod(String word, boolean ahead) {
        this.word = word;
        this.ahead = ahead;
    }

    String word() {
        return word;
    }

    /** Whether it is paid before anything is rendered: its VAT is at the computed rate, such as 22/122. */
    boolean isAhead() {
        return ahead;
    }
}
