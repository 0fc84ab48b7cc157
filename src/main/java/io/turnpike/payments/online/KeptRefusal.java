package io.turnpike.payments.online;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that was refused.
 *
 * @param command pay, cancel, refund, or unreadable
 * @param transaction as the system calls it
 * @param typed the account
 * @param currency of the amount; null where there is none
 * @param result the word of it, see {@link Result#word()}
 * @param times how often the same was refused
 */
public record KeptRefusal(
        long refusalId,
        String system,
        String command,
        String transaction,
        String typed,
        @Nullable Long amountMinor,
        @Nullable String currency,
        String result,
        String detail,
        Instant firstAt,
        Instant lastAt,
        int times) {}
