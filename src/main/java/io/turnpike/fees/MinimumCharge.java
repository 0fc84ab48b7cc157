package io.turnpike.fees;

import java.util.Map;
import java.util.Set;

/**
 * The least a service pays for a period: when what counts comes to less, the rest is charged as a top-up after the period's end.
 *
 * @param terms the amount as a fee in arrears, with its interval, proration and suspension
 * @param counts what counts towards it; at least one kind
 */
public record MinimumCharge(RecurringFee terms, Set<Counted> counts) {
    /** The fee name under which a top-up is charged; no fee of a plan may take it. */
    public static final String FEE = "minimum-charge";

    /** Kinds of charges that count towards a minimum. */
    public enum Counted {
        RECURRING_FEES,
        ONE_TIME_FEES,
        USAGE;

        /** The words of definitions. */
        public static final Map<String, Counted> WORDS =
                Map.of("recurring-fees", RECURRING_FEES, "one-time-fees", ONE_TIME_FEES, "usage", USAGE);
    }

    public MinimumCharge {
        counts = Set.copyOf(counts);
        if (counts.isEmpty()) {
            throw new IllegalArgumentException("something must count towards a minimum charge");
        }
        if (terms.bill() != BillTiming.IN_ARREARS || !terms.name().equals(FEE)) {
            throw new IllegalArgumentException("a minimum charge is billed in arrears under the name " + FEE);
        }
    }
}
