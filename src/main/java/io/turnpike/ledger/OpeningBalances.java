package io.turnpike.ledger;

import io.turnpike.money.Money;
import java.time.LocalDate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The balances accounts bring from an older system. */
@Component
public class OpeningBalances {
    private final Journal journal;
    private final JournalMapper mapper;

    OpeningBalances(Journal journal, JournalMapper mapper) {
        this.journal = journal;
        this.mapper = mapper;
    }

    /**
     * Takes over a balance: what the customer owes is positive, what was paid ahead negative. The second time it changes nothing.
     *
     * @param reference unique per operator, usually the account's number; under it another balance is refused
     * @return the journal entry, the first one where it was taken over before
     */
    @Transactional
    public long takeOver(long operatorId, long accountId, LocalDate day, Money owed, String reference) {
        JournalEntry entry = JournalEntry.on(operatorId, day, EntryKind.OPENING, reference)
                .post(LedgerAccount.RECEIVABLES, accountId, owed)
                .post(LedgerAccount.OPENING_BALANCES, owed.negated())
                .build();
        Long booked = mapper.openingByReference(operatorId, reference);
        if (booked == null) {
            return journal.post(entry);
        }
        JournalEntry before = journal.entry(booked).orElseThrow();
        if (!before.equals(entry)) {
            throw new IllegalArgumentException(
                    "reference " + reference + " was booked as " + before + " and comes again as " + entry);
        }
        return booked;
    }
}
