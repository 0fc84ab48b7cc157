package io.turnpike.payments;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which payments are wanted; null for any. The days are {@code [from, to)}. */
public record PaymentQuery(
        @Nullable String operator,
        @Nullable PaymentState wanted,
        @Nullable String source,
        @Nullable String account,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {
    /** Every payment. */
    public static final PaymentQuery ALL = new PaymentQuery(null, null, null, null, null, null);

    @Nullable String state() {
        return wanted == null ? null : wanted.word();
    }
}
