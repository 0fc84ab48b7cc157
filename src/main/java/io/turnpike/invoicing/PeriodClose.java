package io.turnpike.invoicing;

import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.time.DateRange;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Closes months of an operator's books, one after the other, when no bill run is left open that would book into them. */
@Component
public class PeriodClose {
    private final ClosedPeriods periods;
    private final BillRunMapper runs;
    private final Operators operators;
    private final Clock clock;

    PeriodClose(ClosedPeriods periods, BillRunMapper runs, @Lazy Operators operators, Clock clock) {
        this.periods = periods;
        this.runs = runs;
        this.operators = operators;
        this.clock = clock;
    }

    /**
     * Closes a month for good, and what lies before it and is still open.
     *
     * @throws IllegalStateException when the month has not ended, a bill run that would book into it is open, or it is closed already
     */
    @Transactional
    public void close(String operatorCode, YearMonth month, String byWhom) {
        BillRunMapper.KnownOperator known = runs.lockOperator(operatorCode);
        if (known == null) {
            throw new IllegalArgumentException("there is no operator '" + operatorCode + "'");
        }
        long operatorId = known.id();
        LocalDate after = month.plusMonths(1).atDay(1);
        LocalDate today = LocalDate.ofInstant(
                clock.instant(), operators.terms(operatorCode).zone());
        if (after.isAfter(today)) {
            throw new IllegalStateException(
                    month + " has not ended: it is " + today + ", and a closed month is never opened again");
        }
        periods.closedUpTo(operatorId)
                .filter(closed -> closed.isAfter(month.atDay(1)))
                .ifPresent(closed -> {
                    throw new IllegalStateException("the books of " + operatorCode + " are closed up to "
                            + closed.minusDays(1) + " already: close " + YearMonth.from(closed) + " next");
                });
        List<Long> open = runs.openWithBillsBefore(operatorId, after);
        if (!open.isEmpty()) {
            throw new IllegalStateException("bill runs " + open + " hold documents of " + month
                    + " or before and are not released: release or discard them first");
        }
        // the first month that is closed takes all days before it with it
        LocalDate from = periods.closedUpTo(operatorId).orElse(ClosedPeriods.BEGINNING);
        periods.close(operatorId, new DateRange(from, after), byWhom);
    }
}
