package io.turnpike.fees;

import java.time.LocalDate;

/**
 * The fee terms of a plan from a day on.
 *
 * @param plan the plan's name
 * @param validFrom the first day of this version, as in the file name
 * @param forExisting when it holds for a subscription that began before
 */
public record PlanVersion(String plan, LocalDate validFrom, ForExisting forExisting, FeeTerms terms) {
    /** When a new version holds for those already on the plan. */
    public enum ForExisting {
        /** From its first day; a running period is split there. */
        IMMEDIATE,
        /** From the first period of each fee that begins on or after its first day. */
        NEXT_PERIOD
    }

    /** {@code home-100/2026-01-01}. */
    public String label() {
        return plan + "/" + validFrom;
    }
}
