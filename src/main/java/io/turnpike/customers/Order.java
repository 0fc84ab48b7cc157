package io.turnpike.customers;

import java.time.LocalDate;

/**
 * An order for a one-time fee of the service's plan.
 *
 * @param quantity 0 when it is cancelled
 */
public record Order(String fee, LocalDate day, int quantity) {}
