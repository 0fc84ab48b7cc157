package io.turnpike.ledger;

import io.turnpike.time.DateRange;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Periods of an operator whose books are closed: nothing more is booked into their days, corrections go to an open one. */
@Component
public class ClosedPeriods {
    /** Before every accounting date. */
    public static final LocalDate BEGINNING = LocalDate.of(1900, 1, 1);

    private final JournalMapper mapper;
    private final Clock clock;

    ClosedPeriods(JournalMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * Closes a period for good; overlapping with a closed one is refused. Where all days before are closed too, what every account of the
     * books stands at is kept: later balances begin to count there.
     */
    @Transactional
    public void close(long operatorId, DateRange period, String byWhom) {
        mapper.holdBackEntries();
        mapper.close(operatorId, period.from(), period.to(), clock.instant(), byWhom);
        if (mapper.isClosedThroughout(operatorId, BEGINNING, period.to())) {
            mapper.keepBalances(operatorId, period.from(), period.to());
        }
    }

    /** Whether a day may no longer be booked into. */
    @Transactional(readOnly = true)
    public boolean isClosed(long operatorId, LocalDate day) {
        return mapper.isClosed(operatorId, day);
    }

    /** The day after the last closed one. */
    @Transactional(readOnly = true)
    public Optional<LocalDate> closedUpTo(long operatorId) {
        return Optional.ofNullable(mapper.closedUpTo(operatorId));
    }
}
