package io.turnpike.payments.online;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The dialects payment systems speak. */
public enum DialectKind {
    /** {@code command=check|pay|cancel|status}, XML answers with {@code result}, as OSMP and QIWI have it. */
    OSMP("osmp"),
    /** {@code action=check|payment|cancel|status}, XML answers with {@code CODE}, as banks have it. */
    BANK_ACTION("bank-action"),
    /** Notices of card payments: JSON, signed over its bytes. */
    WEBHOOK("webhook");

    /** All by the word of definitions. */
    static final Map<String, DialectKind> WORDS =
            Arrays.stream(values()).collect(Collectors.toMap(kind -> kind.word, kind -> kind));

    private final String word;

    DialectKind(String word) {
        this.word = word;
    }

    /** As definitions write it. */
    public String word() {
        return word;
    }

    Dialect dialect() {
        return switch (this) {
            case OSMP -> new FormDialect(FormStyle.OSMP);
            case BANK_ACTION -> new FormDialect(FormStyle.BANK_ACTION);
            case WEBHOOK -> new WebhookDialect();
        };
    }
}
