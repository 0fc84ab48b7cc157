package io.turnpike.fees;

import java.util.Map;

/** What is charged for a part of a period. The days of a bridge after a change of the billing day are prorated by day always. */
public enum Proration {
    /** Days over the days of the period they belong to. */
    BY_DAY("days"),
    /** Days over a fixed 30 days a month; a period held without gap costs its full price whatever its days. */
    BY_30_DAYS("of 30 days"),
    /** A month begun is a month charged; for fees of several months or years. */
    WHOLE_MONTHS("months"),
    /** The whole price for any part; what holds on the first day holds for the period. */
    NONE("period");

    /** The words of definitions. */
    public static final Map<String, Proration> WORDS =
            Map.of("by-day", BY_DAY, "by-30-days", BY_30_DAYS, "whole-months", WHOLE_MONTHS, "no", NONE);

    private final String unit;

    Proration(String unit) {
        this.unit = unit;
    }

    /** What its units are called in an explanation. */
    String unit() {
        return unit;
    }
}
