package io.turnpike.payments;

/**
 * The payments of an operator in one state.
 *
 * @param state word of a {@link PaymentState}
 * @param currency ISO 4217
 * @param minor their sum in minor units
 */
public record PaymentTotals(String state, String currency, long payments, long minor) {}
