package io.turnpike.payments.advances;

import io.turnpike.invoicing.AdvanceInvoices;
import io.turnpike.invoicing.AdvanceTerms;
import io.turnpike.invoicing.AdvanceVat;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.ledger.BooksAsKnown;
import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.ledger.OpenItems;
import io.turnpike.money.Money;
import io.turnpike.payments.advances.AdvanceMapper.Held;
import io.turnpike.payments.advances.AdvanceMapper.NewAdvance;
import io.turnpike.payments.advances.AdvanceMapper.NewOffset;
import io.turnpike.payments.advances.AdvanceMapper.OfDay;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives companies VAT invoices on what they paid ahead, and deducts the VAT of an advance when it is applied or taken off. What is to be done
 * follows from what stands in the books and what was done before, so that doing it again does nothing.
 */
@Component
public class Advances {
    private final AdvanceMapper mapper;
    private final AdvanceInvoices documents;
    private final OpenItems items;
    private final Journal journal;
    private final ClosedPeriods closed;

    Advances(AdvanceMapper mapper, AdvanceInvoices documents, OpenItems items, Journal journal, ClosedPeriods closed) {
        this.mapper = mapper;
        this.documents = documents;
        this.items = items;
        this.journal = journal;
        this.closed = closed;
    }

    /** How many documents were released, and how many deductions booked. */
    record Done(int invoices, int deductions) {}

    /** VAT on advances of a period, as known at a moment. */
    @Transactional(readOnly = true)
    public List<AdvanceVatTurnover> vat(BooksAsKnown books) {
        return mapper.advanceVat(books);
    }

    /** The operator of a code; empty where its books have not begun. */
    Optional<Long> operator(String code) {
        return Optional.ofNullable(mapper.advancingOperator(code));
    }

    /** The next accounts of companies with money that may have come ahead. */
    List<Long> accounts(long operatorId, AdvanceTerms terms, long after, int most) {
        return mapper.advancedAccounts(operatorId, terms.from(), after, most);
    }

    /**
     * Does what is due on these accounts; nobody books on them meanwhile.
     *
     * @param through the last day whose documents and money count
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Done settle(long operatorId, OperatorTerms terms, List<Long> accountIds, LocalDate through) {
        items.hold(accountIds);
        LocalDate open = closed.closedUpTo(operatorId).orElse(LocalDate.MIN);
        Books books = new Books(operatorId, terms, accountIds, through, open);
        ClosedDays closedDays = closedDays(books);
        return new Done(charge(books, closedDays), deduct(books, closedDays));
    }

    private ClosedDays closedDays(Books books) {
        List<AdvanceMapper.Closing> closings = mapper.closings(books.accounts());
        Long[] undone = closings.stream()
                .filter(closing -> closing.releasedOn() != null)
                .map(AdvanceMapper.Closing::accountId)
                .distinct()
                .toArray(Long[]::new);
        Map<ClosedDays.Side, Long> amounts = new HashMap<>();
        if (undone.length > 0) {
            mapper.owed(undone, books.currency())
                    .forEach(each ->
                            amounts.put(new ClosedDays.Side(each.accountId(), each.entryId()), Math.abs(each.minor())));
        }
        return ClosedDays.of(closings, amounts);
    }

    /** What is settled: these accounts of an operator, through a day, no entry before the first open day. */
    private record Books(
            long operatorId, OperatorTerms terms, List<Long> accountIds, LocalDate through, LocalDate firstOpen) {
        Long[] accounts() {
            return accountIds.toArray(Long[]::new);
        }

        String currency() {
            return terms.currency().getCurrencyCode();
        }

        LocalDate bookedOn(LocalDate day) {
            return day.isBefore(firstOpen) ? firstOpen : day;
        }

        Money money(long minor) {
            return new Money(terms.currency(), minor);
        }
    }

    private int charge(Books books, ClosedDays closedDays) {
        AdvanceTerms advances = Objects.requireNonNull(books.terms().advances());
        int invoices = 0;
        for (AdvanceMapper.Money money :
                mapper.payments(books.accounts(), books.currency(), advances.from(), books.through())) {
            List<Ahead.Part> parts = Ahead.of(
                    new Ahead.Payment(money.placedOn(), money.amountMinor(), money.beforeMinor()),
                    closedDays.of(money.accountId(), money.matchedEntry()),
                    closedDays.opened(money.accountId(), money.matchedEntry()),
                    advances.withinDays(),
                    books.through());
            for (Ahead.Part part : parts) {
                if (documents.vat(books.terms(), money.receivedOn()).of(part.amount()) > 0) {
                    charge(books, money, part);
                    invoices++;
                }
            }
        }
        return invoices;
    }

    private void charge(Books books, AdvanceMapper.Money money, Ahead.Part part) {
        LocalDate day = books.bookedOn(part.beginsOn());
        AdvanceInvoices.Released document = documents.release(
                books.terms(),
                new AdvanceInvoices.Advance(
                        books.operatorId(),
                        money.accountId(),
                        money.receivedOn(),
                        day,
                        money.reference(),
                        part.amount()));
        Long entry = post(books, day, document.number(), document.documentId(), document.vatMinor());
        mapper.addAdvance(new NewAdvance(
                books.operatorId(),
                money.accountId(),
                money.paymentId(),
                money.matchedEntry(),
                document.documentId(),
                books.currency(),
                money.receivedOn(),
                money.placedOn(),
                part.beginsOn(),
                part.before(),
                part.amount(),
                document.vat().text(),
                document.vatMinor(),
                day,
                Objects.requireNonNull(entry)));
    }

    /** Charges VAT of an advance, or deducts it where it is less than nothing; null where it is nothing. */
    private @Nullable Long post(Books books, LocalDate day, String number, long documentId, long vatMinor) {
        if (vatMinor == 0) {
            return null;
        }
        return journal.post(JournalEntry.on(books.operatorId(), day, EntryKind.ADJUSTMENT, number)
                .document(documentId)
                .post(LedgerAccount.VAT_ON_ADVANCES, books.money(vatMinor))
                .post(LedgerAccount.VAT_PAYABLE, books.money(-vatMinor))
                .build());
    }

    private int deduct(Books books, ClosedDays closedDays) {
        Map<Long, SortedMap<LocalDate, Long>> deducted = byAdvance(mapper.deducted(books.accounts(), books.currency()));
        int deductions = 0;
        for (Held advance : mapper.advances(books.accounts(), books.currency())) {
            SortedMap<LocalDate, Long> due = Deductions.due(
                    new Deductions.Advance(
                            advance.beginsOn(), advance.beforeMinor(), advance.amountMinor(), advance.takenOffOn()),
                    closedDays.of(advance.accountId(), advance.matchedEntry()),
                    deducted.getOrDefault(advance.advanceId(), new TreeMap<>()),
                    books.through());
            deduct(books, advance, due);
            deductions += due.size();
        }
        return deductions;
    }

    /** The VAT of all parts together is that of the advance: each takes what the sum up to it holds more than the sum before. */
    private void deduct(Books books, Held advance, SortedMap<LocalDate, Long> due) {
        AdvanceVat rate =
                AdvanceVat.parse(advance.vatRate(), books.terms().vat().mode());
        long offset = advance.offsetMinor();
        long offsetVat = advance.offsetVatMinor();
        int number = advance.offsets();
        for (Map.Entry<LocalDate, Long> part : due.entrySet()) {
            offset = Math.addExact(offset, part.getValue());
            long vat = (offset == advance.amountMinor() ? advance.vatMinor() : rate.of(offset)) - offsetVat;
            offsetVat = Math.addExact(offsetVat, vat);
            LocalDate day = books.bookedOn(part.getKey());
            Long entry = post(books, day, advance.number(), advance.documentId(), -vat);
            mapper.addOffset(
                    new NewOffset(advance.advanceId(), ++number, part.getKey(), day, part.getValue(), vat, entry));
        }
    }

    private static Map<Long, SortedMap<LocalDate, Long>> byAdvance(List<OfDay> rows) {
        Map<Long, SortedMap<LocalDate, Long>> byAdvance = new HashMap<>();
        rows.forEach(row -> byAdvance
                .computeIfAbsent(row.advanceId(), id -> new TreeMap<>())
                .put(row.day(), row.minor()));
        return byAdvance;
    }
}
