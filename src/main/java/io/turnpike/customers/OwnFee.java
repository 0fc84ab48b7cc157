package io.turnpike.customers;

import io.turnpike.time.DateRange;
import java.util.Optional;

/**
 * What an account pays for itself for a fee, whatever its plan says.
 *
 * @param serviceId the only service it holds for; empty: all of the account
 * @param price as it is written in a plan: {@code 250.00 RUB}
 */
public record OwnFee(Optional<Long> serviceId, String fee, String price, DateRange valid) {}
