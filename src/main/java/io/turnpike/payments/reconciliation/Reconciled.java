package io.turnpike.payments.reconciliation;

import io.turnpike.time.DateRange;
import java.util.List;
import java.util.Map;

/**
 * What came of a comparison.
 *
 * @param days that were compared
 * @param totals by day and currency
 * @param differences how many payments differ, by kind; one may be of several kinds
 * @param differing how many payments differ
 * @param operators codes of the operators whose payments ours are
 */
public record Reconciled(
        DateRange days, List<DayTotals> totals, Map<Kind, Long> differences, long differing, List<String> operators) {
    public Reconciled {
        totals = List.copyOf(totals);
        differences = Map.copyOf(differences);
        operators = List.copyOf(operators);
    }

    /** Whether both sides say the same. */
    public boolean agrees() {
        return differing == 0;
    }
}
