package io.turnpike.fees;

import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/**
 * What all revisions of a fee for its days should come to by the facts known now.
 *
 * @param period the billing period the days lie in
 * @param due the day from which a first charge is billed
 * @param totalMicros never negative
 */
record FeeTarget(
        String fee,
        DateRange days,
        DateRange period,
        LocalDate due,
        Currency currency,
        long totalMicros,
        ExactAmount exact,
        long carriedMicros,
        long countedMicros,
        List<FeePart> parts) {}
