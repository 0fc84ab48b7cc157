package io.turnpike.payments.advances;

/**
 * VAT on advances of a period under one computed rate, in minor units.
 *
 * @param rate such as {@code 20/120}
 * @param deducted whether it was deducted; its amounts are negative then
 */
public record AdvanceVatTurnover(String rate, boolean deducted, long netMinor, long vatMinor, long grossMinor) {}
