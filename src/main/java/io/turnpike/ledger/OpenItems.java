package io.turnpike.ledger;

import java.util.Currency;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The entries of which what accounts owe is the sum, for those who say which closes which. */
@Component
public class OpenItems {
    private final OpenItemMapper mapper;

    OpenItems(OpenItemMapper mapper) {
        this.mapper = mapper;
    }

    /** Until the transaction ends, nobody books on these accounts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(List<Long> accountIds) {
        mapper.holdBalances(accountIds.toArray(Long[]::new));
    }

    /** By account, day and entry. */
    @Transactional(readOnly = true)
    public List<OpenItem> of(List<Long> accountIds, Currency currency) {
        return mapper.openItems(accountIds.toArray(Long[]::new), currency.getCurrencyCode());
    }
}
