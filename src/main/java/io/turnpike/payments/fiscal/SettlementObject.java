package io.turnpike.payments.fiscal;

import java.util.Map;

/** What is paid for (tag 1212 of the fiscal data format). */
enum SettlementObject {
    SERVICE("service", 4),
    /** A payment, for what is not known yet or was rendered before. */
    PAYMENT("payment", 10);

    static final Map<String, SettlementObject> WORDS = Map.of("service", SERVICE, "payment", PAYMENT);

    private final String word;
    private final int code;

    SettlementObject(String word, int code) {
        this.word = word;
        this.code = code;
    }

    String word() {
        return word;
    }

    /** As format 1.2 numbers it. */
    int code() {
        return code;
    }
}
