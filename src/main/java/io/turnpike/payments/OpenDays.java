package io.turnpike.payments;

import io.turnpike.ledger.ClosedPeriods;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** On which day what people do is booked. */
@Component
class OpenDays {
    private final ClosedPeriods closed;
    private final Clock clock;

    OpenDays(ClosedPeriods closed, Clock clock) {
        this.closed = closed;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Today at the operator, but not before a day, and not in a closed period. */
    LocalDate today(PayingOperator operator, LocalDate notBefore) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), operator.zoneId());
        LocalDate open = closed.closedUpTo(operator.id()).orElse(today);
        LocalDate day = today.isBefore(open) ? open : today;
        return day.isBefore(notBefore) ? notBefore : day;
    }

    /** Whether a day has not begun yet at the operator. */
    boolean isToCome(PayingOperator operator, LocalDate day) {
        return day.isAfter(LocalDate.ofInstant(clock.instant(), operator.zoneId()));
    }

    boolean isClosed(PayingOperator operator, LocalDate day) {
        return closed.isClosed(operator.id(), day);
    }
}
