package io.turnpike.customers;

/**
 * A service as people name it.
 *
 * @param operator its code
 * @param account its number
 * @param service its code on the account
 */
public record ServiceKey(String operator, String account, String service) {}
