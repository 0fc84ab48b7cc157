package io.turnpike.invoicing;

import io.turnpike.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What one group of customers may promise to pay later.
 *
 * @param most a promise is not larger
 * @param days a promise given today holds through the day so many days later
 * @param againAfterDays the next one is given so many days after the day of the last one
 * @param lowestBalance an account that stands lower gets none; below zero where it may owe
 * @param fee name of the one-time fee that is ordered for each; null where a promise is free
 */
public record PromiseTerms(
        Money most,
        int days,
        int againAfterDays,
        Money lowestBalance,
        @Nullable String fee) {}
