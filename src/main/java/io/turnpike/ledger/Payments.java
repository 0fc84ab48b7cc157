package io.turnpike.ledger;

import io.turnpike.money.Money;
import java.time.LocalDate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Money booked by hand: a payment against what the customer owes, and the balance an account brings from an older system. What
 * banks and payment systems send has its own package and books through the same journal.
 */
@Component
public class Payments {
    private final Journal journal;
    private final JournalMapper mapper;

    Payments(Journal journal, JournalMapper mapper) {
        this.journal = journal;
        this.mapper = mapper;
    }

    /**
     * A payment as it was received.
     *
     * @param reference unique per operator: the second booking of the same reference changes nothing
     * @param amount more than zero
     */
    public record Payment(long operatorId, long accountId, LocalDate day, Money amount, String reference) {
        public Payment {
            if (!amount.isPositive()) {
                throw new IllegalArgumentException("a payment is more than zero, not " + amount);
            }
        }
    }

    /** Books a payment into the bank or the cash desk; returns the entry, the first one where it was booked before. */
    @Transactional
    public long pay(Payment payment, LedgerAccount into) {
        if (!into.equals(LedgerAccount.BANK) && !into.equals(LedgerAccount.CASH)) {
            throw new IllegalArgumentException("a payment goes to bank or cash, not to " + into.code());
        }
        return once(JournalEntry.on(payment.operatorId(), payment.day(), EntryKind.PAYMENT, payment.reference())
                .post(into, payment.amount())
                .post(
                        LedgerAccount.RECEIVABLES,
                        payment.accountId(),
                        payment.amount().negated())
                .build());
    }

    /**
     * Takes over a balance: what the customer owes is positive, what was paid ahead negative.
     *
     * @param reference unique per operator, usually the account's number
     */
    @Transactional
    public long openingBalance(long operatorId, long accountId, LocalDate day, Money owed, String reference) {
        return once(JournalEntry.on(operatorId, day, EntryKind.OPENING, reference)
                .post(LedgerAccount.RECEIVABLES, accountId, owed)
                .post(LedgerAccount.OPENING_BALANCES, owed.negated())
                .build());
    }

    private long once(JournalEntry entry) {
        Long booked = mapper.entryByReference(entry.operatorId(), entry.kind().code(), entry.reference());
        if (booked == null) {
            return journal.post(entry);
        }
        JournalEntry before = journal.entry(booked).orElseThrow();
        if (!before.equals(entry)) {
            throw new IllegalArgumentException(
                    "reference " + entry.reference() + " was booked as " + before + " and comes again as " + entry);
        }
        return booked;
    }
}
