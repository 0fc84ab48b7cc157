package io.turnpike.invoicing;

/**
 * What the bills of a period rendered under one VAT rate, in minor units.
 *
 * @param rate as in the operator's file, such as {@code 22 %} or {@code without VAT}
 * @param takenBack whether these lines take back what earlier documents showed; their amounts are negative
 */
public record VatTurnover(String rate, boolean takenBack, long netMinor, long vatMinor, long grossMinor) {}
