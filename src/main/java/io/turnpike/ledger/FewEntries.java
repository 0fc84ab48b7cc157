package io.turnpike.ledger;

import java.util.List;

/**
 * Entries that are posted by one statement, column by column as it takes them. {@code ofEntry} is the place of a posting's entry,
 * from 1.
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the statement and forgotten
record FewEntries(
        Long[] operatorIds,
        String[] currencies,
        String[] days,
        Short[] kinds,
        String[] references,
        Short[] postings,
        Long[] documentIds,
        Long[] reverses,
        Lines lines) {
    /** Their postings. */
    @SuppressWarnings("ArrayRecordComponent")
    record Lines(
            Integer[] ofEntry,
            Short[] numbers,
            String[] codes,
            Boolean[] perCustomer,
            Long[] accountIds,
            Long[] minors) {}

    static FewEntries of(List<JournalEntry> entries) {
        int size = entries.size();
        FewEntries few = new FewEntries(
                new Long[size],
                new String[size],
                new String[size],
                new Short[size],
                new String[size],
                new Short[size],
                new Long[size],
                new Long[size],
                lines(entries.stream()
                        .mapToInt(entry -> entry.postings().size())
                        .sum()));
        int line = 0;
        for (int i = 0; i < size; i++) {
            JournalEntry entry = entries.get(i);
            few.operatorIds[i] = entry.operatorId();
            few.currencies[i] = entry.currency().getCurrencyCode();
            few.days[i] = entry.accountingDate().toString();
            few.kinds[i] = entry.kind().code();
            few.references[i] = entry.reference();
            few.postings[i] = (short) entry.postings().size();
            few.documentIds[i] = entry.documentId();
            few.reverses[i] = entry.reverses();
            short number = 1;
            for (Posting posting : entry.postings()) {
                few.lines.ofEntry[line] = i + 1;
                few.lines.numbers[line] = number++;
                few.lines.codes[line] = posting.ledgerAccount().code();
                few.lines.perCustomer[line] = posting.ledgerAccount().perCustomerAccount();
                few.lines.accountIds[line] = posting.accountId();
                few.lines.minors[line] = posting.amount().minor();
                line++;
            }
        }
        return few;
    }

    private static Lines lines(int size) {
        return new Lines(
                new Integer[size],
                new Short[size],
                new String[size],
                new Boolean[size],
                new Long[size],
                new Long[size]);
    }
}
