package io.turnpike.ledger;

import io.turnpike.money.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A movement of money in the books of one operator and one currency. It cannot be built unless its postings sum to zero.
 *
 * @param accountingDate the day it counts for, in the operator's zone
 * @param reference what a bookkeeper looks it up by: document or payment number; for payments unique per operator
 * @param documentId the billing document it books, where there is one
 * @param reverses the entry it takes back, where it does
 * @param postings two or more, none zero, all of one currency
 */
public record JournalEntry(
        long operatorId,
        LocalDate accountingDate,
        EntryKind kind,
        String reference,
        @Nullable Long documentId,
        @Nullable Long reverses,
        List<Posting> postings) {

    /** More postings than any entry needs; a longer list is a mistake. */
    private static final int MOST_POSTINGS = 10_000;

    public JournalEntry {
        postings = List.copyOf(postings);
        if (postings.size() < 2 || postings.size() > MOST_POSTINGS) {
            throw new IllegalArgumentException(
                    "a journal entry has 2.." + MOST_POSTINGS + " postings, not " + postings);
        }
        Money sum = Money.zero(postings.get(0).amount().currency());
        for (Posting posting : postings) {
            sum = sum.plus(posting.amount());
        }
        if (!sum.isZero()) {
            throw new IllegalArgumentException("debits and credits of " + reference + " differ by " + sum);
        }
    }

    public Currency currency() {
        return postings.get(0).amount().currency();
    }

    /** Begins an entry; {@link Draft#build} ends it. */
    public static Draft on(long operatorId, LocalDate accountingDate, EntryKind kind, String reference) {
        return new Draft(operatorId, accountingDate, kind, reference);
    }

    /** The entry that takes back this one, posted on a later or the same day. */
    public JournalEntry reversed(long entryId, LocalDate onDay) {
        if (onDay.isBefore(accountingDate)) {
            throw new IllegalArgumentException(
                    "a reversal on " + onDay + " would precede its entry of " + accountingDate);
        }
        List<Posting> opposite = postings.stream().map(Posting::reversed).toList();
        return new JournalEntry(operatorId, onDay, EntryKind.REVERSAL, reference, documentId, entryId, opposite);
    }

    /** An entry being put together: amounts of nothing are left out. */
    public static final class Draft {
        private final long operatorId;
        private final LocalDate accountingDate;
        private final EntryKind kind;
        private final String reference;
        private final List<Posting> postings = new ArrayList<>();
        private @Nullable Long documentId;

        private Draft(long operatorId, LocalDate accountingDate, EntryKind kind, String reference) {
            this.operatorId = operatorId;
            this.accountingDate = accountingDate;
            this.kind = kind;
            this.reference = reference;
        }

        public Draft document(long id) {
            documentId = id;
            return this;
        }

        public Draft post(LedgerAccount account, Money amount) {
            return add(account, null, amount);
        }

        public Draft post(LedgerAccount account, long accountId, Money amount) {
            return add(account, accountId, amount);
        }

        /** Whether nothing would be booked. */
        public boolean isEmpty() {
            return postings.isEmpty();
        }

        public JournalEntry build() {
            return new JournalEntry(operatorId, accountingDate, kind, reference, documentId, null, postings);
        }

        private Draft add(LedgerAccount account, @Nullable Long accountId, Money amount) {
            if (!amount.isZero()) {
                postings.add(new Posting(account, accountId, amount));
            }
            return this;
        }
    }
}
