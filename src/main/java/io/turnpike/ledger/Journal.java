package io.turnpike.ledger;

import io.turnpike.database.CopyRows;
import io.turnpike.money.Money;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes the journal. Entries join the caller's transaction, so that what they book and what caused it commit together; the
 * database checks each statement's entries again and folds the balances.
 */
@Component
public class Journal {
    private static final int ENTRY_COLUMNS = 10;
    private static final int POSTING_COLUMNS = 7;

    /** So many are posted by one statement: a COPY of each table costs six on the way, which is most of the time of a few rows. */
    private static final int FEW = 100;

    private final JournalMapper mapper;
    private final DataSource dataSource;
    private final Clock clock;

    Journal(JournalMapper mapper, DataSource dataSource, Clock clock) {
        this.mapper = mapper;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Posts one entry; returns its id. An entry of a closed period is refused. */
    @Transactional
    public long post(JournalEntry entry) {
        return postAll(List.of(entry)).get(0);
    }

    /**
     * Posts entries; returns their ids in the same order. Many go by two COPYs (a block of 10 000 to 50 000 pays best), a few by one
     * statement.
     */
    @Transactional
    public List<Long> postAll(List<JournalEntry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        Instant recordedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (entries.size() <= FEW) {
            return mapper.postFew(FewEntries.of(entries), recordedAt);
        }
        List<Long> ids = mapper.nextEntryIds(entries.size());
        copyEntries(entries, ids, recordedAt);
        copyPostings(entries, ids, recordedAt);
        return ids;
    }

    /** Takes an entry back by its opposite; a second reversal of the same entry is refused. */
    @Transactional
    public long reverse(long entryId, LocalDate onDay) {
        return post(entry(entryId)
                .orElseThrow(() -> new IllegalArgumentException("there is no journal entry " + entryId))
                .reversed(entryId, onDay));
    }

    /** Whether anything was ever posted to an account of the books. */
    @Transactional(readOnly = true)
    public boolean knows(long operatorId, LedgerAccount account, Currency currency) {
        return mapper.ledgerAccountId(operatorId, account.code(), currency.getCurrencyCode()) != null;
    }

    /** An entry as it was posted. */
    @Transactional(readOnly = true)
    public Optional<JournalEntry> entry(long entryId) {
        JournalMapper.EntryRow row = mapper.entry(entryId);
        if (row == null) {
            return Optional.empty();
        }
        Currency currency = Currency.getInstance(row.currency());
        List<Posting> postings = mapper.postings(entryId).stream()
                .map(posting -> new Posting(
                        new LedgerAccount(posting.code()),
                        posting.accountId(),
                        new Money(currency, posting.amountMinor())))
                .toList();
        return Optional.of(new JournalEntry(
                row.operatorId(),
                row.accountingDate(),
                EntryKind.ofCode(row.kind()),
                row.reference(),
                row.documentId(),
                row.reverses(),
                postings));
    }

    private void copyEntries(List<JournalEntry> entries, List<Long> ids, Instant recordedAt) {
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "journal_entry (entry_id, operator_id, currency, accounting_date, recorded_at, kind, reference, postings,"
                        + " document_id, reverses)")) {
            for (int i = 0; i < entries.size(); i++) {
                JournalEntry entry = entries.get(i);
                copy.row(ENTRY_COLUMNS)
                        .putLong(ids.get(i))
                        .putLong(entry.operatorId())
                        .putText(entry.currency().getCurrencyCode())
                        .putDate(entry.accountingDate())
                        .putInstant(recordedAt)
                        .putShort(entry.kind().code())
                        .putText(entry.reference())
                        .putShort(entry.postings().size());
                putOptional(copy, entry.documentId());
                putOptional(copy, entry.reverses());
            }
            copy.finish();
        }
    }

    private void copyPostings(List<JournalEntry> entries, List<Long> ids, Instant recordedAt) {
        Map<ChartKey, Long> chart = chart(entries);
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "posting (entry_id, line, ledger_account_id, account_id, amount_minor, accounting_date, recorded_at)")) {
            for (int i = 0; i < entries.size(); i++) {
                JournalEntry entry = entries.get(i);
                int line = 1;
                for (Posting posting : entry.postings()) {
                    copy.row(POSTING_COLUMNS).putLong(ids.get(i)).putShort(line++);
                    copy.putLong(chart.getOrDefault(ChartKey.of(entry, posting), 0L));
                    putOptional(copy, posting.accountId())
                            .putLong(posting.amount().minor())
                            .putDate(entry.accountingDate())
                            .putInstant(recordedAt);
                }
            }
            copy.finish();
        }
    }

    /** The accounts of the books that entries post to; those of an operator and currency are few, and read at once. */
    private Map<ChartKey, Long> chart(List<JournalEntry> entries) {
        Map<ChartKey, Long> chart = new HashMap<>();
        Set<Books> read = new HashSet<>();
        for (JournalEntry entry : entries) {
            Books books = new Books(entry.operatorId(), entry.currency().getCurrencyCode());
            if (read.add(books)) {
                mapper.ledgerAccounts(books.operatorId(), books.currency())
                        .forEach(row -> chart.put(
                                new ChartKey(books.operatorId(), new LedgerAccount(row.code()), books.currency()),
                                row.ledgerAccountId()));
            }
            for (Posting posting : entry.postings()) {
                chart.computeIfAbsent(ChartKey.of(entry, posting), this::added);
            }
        }
        return chart;
    }

    private Long added(ChartKey key) {
        mapper.addLedgerAccount(
                key.operatorId(),
                key.account().code(),
                key.currency(),
                key.account().perCustomerAccount());
        Long known = mapper.ledgerAccountId(key.operatorId(), key.account().code(), key.currency());
        if (known == null) {
            throw new IllegalStateException("the ledger account " + key + " was not added");
        }
        return known;
    }

    private static CopyRows putOptional(CopyRows copy, @Nullable Long value) {
        return value == null ? copy.putNull() : copy.putLong(value);
    }

    /** The books of an operator in one currency. */
    private record Books(long operatorId, String currency) {}

    /** What names a row of the chart of accounts. */
    private record ChartKey(long operatorId, LedgerAccount account, String currency) {
        static ChartKey of(JournalEntry entry, Posting posting) {
            return new ChartKey(
                    entry.operatorId(),
                    posting.ledgerAccount(),
                    entry.currency().getCurrencyCode());
        }
    }
}
