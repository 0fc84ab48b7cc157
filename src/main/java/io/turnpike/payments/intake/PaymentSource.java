package io.turnpike.payments.intake;

import io.turnpike.payments.matching.MatchingRules;
import io.turnpike.payments.statements.PaymentFormat;

/** One source of payments: how its files are read, and whose money they bring. */
record PaymentSource(PaymentFormat format, MatchingRules rules) {
    String name() {
        return format.name();
    }
}
