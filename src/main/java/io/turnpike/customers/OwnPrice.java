package io.turnpike.customers;

import io.turnpike.time.DateRange;
import java.util.Optional;

/**
 * What an account pays for itself at a node of the tariff tree, whatever its plan says there.
 *
 * @param serviceId the only service it holds for; empty: all of the account
 * @param node path of the tariff tree: {@code voice/outgoing/national}, {@code voice/outgoing/+74951234567}
 * @param band name of a time band of the plan at that node; empty: at all times
 * @param price as it is written in a plan: {@code 1.10 RUB/min}
 */
public record OwnPrice(Optional<Long> serviceId, String node, String band, String price, DateRange valid) {}
