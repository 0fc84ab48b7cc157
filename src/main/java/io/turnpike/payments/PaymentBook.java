package io.turnpike.payments;

import io.turnpike.database.CopyRows;
import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.payments.fiscal.ReceiptQueue;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * Books money received: each payment's row and its journal entry in one transaction, the caller's. The other side of the money is
 * the account of the customer it is for, or the suspense account.
 */
@Component
public class PaymentBook {
    private static final int COLUMNS = 24;

    /** So many are booked by one statement; more by COPY, which costs less a row and more on the way. */
    private static final int FEW = 100;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PaymentMapper mapper;
    private final Journal journal;
    private final ClosedPeriods closed;
    private final ReceiptQueue receiptQueue;
    private final DataSource dataSource;
    private final Clock clock;

    PaymentBook(
            PaymentMapper mapper,
            Journal journal,
            ClosedPeriods closed,
            ReceiptQueue receiptQueue,
            DataSource dataSource,
            Clock clock) {
        this.mapper = mapper;
        this.journal = journal;
        this.closed = closed;
        this.receiptQueue = receiptQueue;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Until the transaction ends, nobody else books payments of this source. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void holdSource(String source) {
        mapper.holdSource(source);
    }

    /** Which of these references of a source came before, and as what. Hold the source first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, KnownReference> known(String source, List<String> references) {
        Map<String, KnownReference> known = new HashMap<>();
        mapper.knownReferences(source, references.toArray(String[]::new))
                .forEach(each -> known.putIfAbsent(each.reference(), each));
        return known;
    }

    /**
     * Books payments whose references are new to their sources; returns their ids in the same order. Money of a day that is closed
     * is booked on the first open one. Those that get a fiscal receipt have it queued.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Long> receive(List<Receipt> receipts) {
        if (receipts.isEmpty()) {
            return List.of();
        }
        Map<Long, Optional<LocalDate>> closedUpTo = new HashMap<>();
        List<JournalEntry> entries = new ArrayList<>();
        for (Receipt receipt : receipts) {
            LocalDate open = closedUpTo
                    .computeIfAbsent(receipt.operatorId(), closed::closedUpTo)
                    .filter(receipt.day()::isBefore)
                    .orElse(receipt.day());
            Receipt.Owner owner = receipt.owner();
            entries.add(received(receipt, open, owner == null ? null : owner.accountId()));
        }
        List<Long> booked = journal.postAll(entries);
        List<Long> ids = written(receipts, booked);
        receiptQueue.booked(ids, receipts.stream().map(Receipt::source).collect(Collectors.toSet()));
        return ids;
    }

    /** The ids of payments whose rows it writes, each with its entry. */
    private List<Long> written(List<Receipt> receipts, List<Long> entries) {
        Instant recordedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (receipts.size() <= FEW) {
            return mapper.bookFew(rows(receipts, entries), recordedAt);
        }
        List<Long> ids = mapper.nextPaymentIds(receipts.size());
        copy(receipts, ids, entries, recordedAt);
        return ids;
    }

    /** Writes down that a payment was taken back; its entries are reversed by the caller. */
    @Transactional(propagation = Propagation.MANDATORY)
    void reversed(Payment payment) {
        mapper.placePayment(
                payment.paymentId(),
                PaymentState.REVERSED.word(),
                null,
                payment.matchedBy(),
                payment.receivedEntry(),
                null);
        receiptQueue.reversed(payment.paymentId());
    }

    /**
     * Books payments that came another way than by a statement of the bank: what of them came to the bank is known again when a statement
     * tells of it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Long> receiveBeforeStatement(List<Receipt> receipts) {
        List<Long> ids = receive(receipts);
        if (!ids.isEmpty()) {
            mapper.awaitStatement(ids.toArray(Long[]::new));
        }
        return ids;
    }

    private static String rows(List<Receipt> receipts, List<Long> entries) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            Receipt each = receipts.get(i);
            Map<String, Object> row = new HashMap<>();
            row.put("operator_id", each.operatorId());
            row.put("source", each.source());
            row.put("reference", each.reference());
            putFilled(row, "document_number", each.number());
            row.put("paid_on", each.day().toString());
            row.put("amount_minor", each.amount().minor());
            row.put("commission_minor", each.commission().minor());
            row.put("currency", each.amount().currency().getCurrencyCode());
            row.put("into_account", each.into().code());
            putFilled(row, "own_account", each.from().ownAccount());
            putFilled(row, "payer_name", each.from().name());
            putFilled(row, "payer_inn", each.from().inn());
            putFilled(row, "payer_account", each.from().account());
            putFilled(row, "purpose", each.from().purpose());
            if (!each.from().said().isEmpty()) {
                row.put("said", new RawValue(each.from().said()));
            }
            Receipt.FilePlace place = each.place();
            if (place != null) {
                row.put("file_id", place.fileId());
                row.put("line_number", place.line());
            }
            row.put("received_entry", entries.get(i));
            Receipt.Owner owner = each.owner();
            if (owner != null) {
                row.put("account_id", owner.accountId());
                row.put("matched_by", owner.by());
                row.put("matched_entry", entries.get(i));
            }
            row.put("state", (owner == null ? PaymentState.UNMATCHED : PaymentState.MATCHED).word());
            rows.add(row);
        }
        return JSON.writeValueAsString(rows);
    }

    private static void putFilled(Map<String, Object> row, String column, String text) {
        if (!text.isEmpty()) {
            row.put(column, text);
        }
    }

    private static JournalEntry received(Receipt receipt, LocalDate day, @Nullable Long accountId) {
        return entry(
                JournalEntry.on(receipt.operatorId(), day, EntryKind.PAYMENT, receipt.bookReference())
                        .post(receipt.into(), receipt.amount()),
                receipt.amount(),
                accountId);
    }

    /** The credit side: a customer's account, or the suspense account. */
    static JournalEntry entry(JournalEntry.Draft draft, io.turnpike.money.Money amount, @Nullable Long accountId) {
        return (accountId == null
                        ? draft.post(LedgerAccount.SUSPENSE, amount.negated())
                        : draft.post(LedgerAccount.RECEIVABLES, accountId, amount.negated()))
                .build();
    }

    private void copy(List<Receipt> receipts, List<Long> ids, List<Long> entries, Instant recordedAt) {
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "payment (payment_id, operator_id, source, reference, document_number, paid_on, amount_minor,"
                        + " commission_minor, currency, into_account, own_account, payer_name, payer_inn, payer_account,"
                        + " purpose, said, file_id, line_number, account_id, matched_by, received_entry, matched_entry,"
                        + " state, recorded_at)")) {
            for (int i = 0; i < receipts.size(); i++) {
                Receipt each = receipts.get(i);
                Receipt.Owner owner = each.owner();
                copy.row(COLUMNS)
                        .putLong(ids.get(i))
                        .putLong(each.operatorId())
                        .putText(each.source())
                        .putText(each.reference())
                        .putText(orNull(each.number()))
                        .putDate(each.day())
                        .putLong(each.amount().minor())
                        .putLong(each.commission().minor())
                        .putText(each.amount().currency().getCurrencyCode())
                        .putText(each.into().code());
                putPayer(copy, each.from());
                putPlace(copy, each.place());
                if (owner == null) {
                    copy.putNull().putNull().putLong(entries.get(i)).putNull().putText(PaymentState.UNMATCHED.word());
                } else {
                    copy.putLong(owner.accountId())
                            .putText(owner.by())
                            .putLong(entries.get(i))
                            .putLong(entries.get(i))
                            .putText(PaymentState.MATCHED.word());
                }
                copy.putInstant(recordedAt);
            }
            copy.finish();
        }
    }

    private static void putPayer(CopyRows copy, Receipt.Payer from) {
        copy.putText(orNull(from.ownAccount()))
                .putText(orNull(from.name()))
                .putText(orNull(from.inn()))
                .putText(orNull(from.account()))
                .putText(orNull(from.purpose()))
                .putText(orNull(from.said()));
    }

    private static void putPlace(CopyRows copy, Receipt.@Nullable FilePlace place) {
        if (place == null) {
            copy.putNull().putNull();
        } else {
            copy.putInt(place.fileId()).putLong(place.line());
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
