package io.turnpike.payments.intake;

import io.turnpike.payments.matching.MatchingRules;
import io.turnpike.payments.statements.PaymentFormat;

/** One source of payments: how its files are read, and whose money they bring. */
record PaymentSource(PaymentFormat format, MatchingRules rules) {
    String name() {
        return format.name();
    }

    /** Who books by it holds this: all statements of banks together, because one may bring what the other brought. */
    String lock() {
        return format.ofBankAccounts() ? "statements of banks" : name();
    }
}
