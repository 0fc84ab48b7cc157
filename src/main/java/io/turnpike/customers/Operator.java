package io.turnpike.customers;

import java.time.ZoneId;
import java.util.Currency;

/**
 * A company that bills its customers by this program.
 *
 * @param zone of its days: billing days, validity, bands
 * @param currency of all its amounts
 * @param country ISO 3166 code
 */
public record Operator(long id, String code, String name, ZoneId zone, Currency currency, String country) {}
