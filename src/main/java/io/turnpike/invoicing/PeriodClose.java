package io.turnpike.invoicing;

import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Closes months of an operator's books, one after the other, when no bill run is left open that would book into them. */
@Component
public class PeriodClose {
    private final ClosedPeriods periods;
    private final BillRunMapper runs;

    PeriodClose(ClosedPeriods periods, BillRunMapper runs) {
        this.periods = periods;
        this.runs = runs;
    }

    /**
     * Closes a month for good.
     *
     * @throws IllegalStateException when a bill run with documents of the month is open, or the month or a later one is closed
     */
    @Transactional
    public void close(String operatorCode, YearMonth month, String byWhom) {
        Long operatorId = runs.lockOperator(operatorCode);
        if (operatorId == null) {
            throw new IllegalArgumentException("there is no operator '" + operatorCode + "'");
        }
        LocalDate after = month.plusMonths(1).atDay(1);
        periods.closedUpTo(operatorId)
                .filter(closed -> closed.isAfter(month.atDay(1)))
                .ifPresent(closed -> {
                    throw new IllegalStateException("the books of " + operatorCode + " are closed up to "
                            + closed.minusDays(1) + " already: close " + YearMonth.from(closed) + " next");
                });
        List<Long> open = runs.openWithDocumentsBefore(operatorId, after);
        if (!open.isEmpty()) {
            throw new IllegalStateException("bill runs " + open + " hold documents of " + month
                    + " or before and are not released: release or discard them first");
        }
        LocalDate from = periods.closedUpTo(operatorId).orElse(month.atDay(1));
        periods.close(operatorId, new DateRange(from, after), byWhom);
    }
}
