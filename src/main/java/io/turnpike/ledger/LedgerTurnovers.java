package io.turnpike.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads how the accounts of the books moved through any period, as known at any moment. What was kept when a period was closed is not
 * summed again.
 */
@Component
public class LedgerTurnovers {
    private final TurnoverMapper mapper;

    LedgerTurnovers(TurnoverMapper mapper) {
        this.mapper = mapper;
    }

    /** All accounts of the books with a balance or a movement, by code. */
    @Transactional(readOnly = true)
    public List<LedgerTurnover> of(BooksAsKnown books) {
        List<LedgerTurnover> turnovers =
                new ArrayList<>(mapper.turnovers(books, mapper.keptDay(books).orElse(ClosedPeriods.BEGINNING)));
        turnovers.sort(Comparator.comparing(LedgerTurnover::code));
        return turnovers;
    }

    /** The currencies an operator's books are kept in, by code. */
    @Transactional(readOnly = true)
    public List<Currency> currencies(long operatorId) {
        return mapper.currencies(operatorId).stream().map(Currency::getInstance).toList();
    }
}
