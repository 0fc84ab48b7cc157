package io.turnpike.fees;

import java.util.Map;

/** When a period's fee becomes due. */
public enum BillTiming {
    /** On the first day of the period, or of the fee within it. */
    IN_ADVANCE,
    /** On the day after the last day of the period. */
    IN_ARREARS;

    /** The words of definitions. */
    public static final Map<String, BillTiming> WORDS = Map.of("in-advance", IN_ADVANCE, "in-arrears", IN_ARREARS);
}
