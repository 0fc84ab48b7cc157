package io.turnpike.payments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person did to a payment.
 *
 * @param act added, matched, unmatched or reversed
 * @param accountNumber of the account it was put on, or taken from
 * @param agent who did it
 */
public record PaymentAct(String act, @Nullable String accountNumber, String agent, String reason, Instant at) {}
