package io.turnpike.payments.debts;

import io.turnpike.database.CopyRows;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.OperatorTerms.DebtOrder;
import io.turnpike.invoicing.Operators;
import io.turnpike.ledger.OpenItem;
import io.turnpike.ledger.OpenItems;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.Receipt;
import io.turnpike.payments.matching.PurposeWords;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Says which credits of an account close which of its debts. An account has one operator and one currency, so neither ever mixes. */
@Component
public class Debts {
    private static final int COLUMNS = 5;

    /** So many are written by one statement; more by COPY, which costs less a row and more on the way. */
    private static final int FEW = 100;

    private final OpenItems items;
    private final AllocationMapper mapper;
    private final Operators operators;
    private final DataSource dataSource;
    private final Clock clock;

    Debts(OpenItems items, AllocationMapper mapper, Operators operators, DataSource dataSource, Clock clock) {
        this.items = items;
        this.mapper = mapper;
        this.operators = operators;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * One debt or credit of an account with what is open of it.
     *
     * @param amountMinor debts are positive, credits negative
     * @param openMinor of the same sign, or zero
     */
    public record Standing(OpenItem item, long amountMinor, long openMinor) {}

    /** Applies what is open on these accounts; what stands on entries reversed since is released first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(Set<Long> accounts) {
        List<Long> ids = new ArrayList<>(new TreeSet<>(accounts));
        if (ids.isEmpty()) {
            return;
        }
        items.hold(ids);
        Map<String, List<AllocationMapper.Debtor>> byOperator = mapper.debtors(ids.toArray(Long[]::new)).stream()
                .collect(Collectors.groupingBy(AllocationMapper.Debtor::operator, TreeMap::new, Collectors.toList()));
        byOperator.forEach((operator, debtors) -> write(applied(
                order(operator),
                debtors.stream().map(AllocationMapper.Debtor::accountId).toList(),
                Currency.getInstance(debtors.get(0).currency()))));
    }

    /**
     * Applies payments of one operator that this transaction has just received, and what else is open on their accounts. It holds the
     * accounts by having booked on them.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void applyReceived(PayingOperator operator, Collection<Receipt> receipts) {
        List<Long> ids = receipts.stream()
                .map(Receipt::owner)
                .filter(Objects::nonNull)
                .map(Receipt.Owner::accountId)
                .distinct()
                .sorted()
                .toList();
        if (!ids.isEmpty()) {
            write(applied(order(operator.code()), ids, operator.money()));
        }
    }

    /** What stands on an account, oldest first. */
    @Transactional(readOnly = true)
    public List<Standing> of(long accountId, Currency currency) {
        Map<Long, Long> used =
                usedByAccount(mapper.allocationsOf(new Long[] {accountId})).getOrDefault(accountId, Map.of());
        return items.of(List.of(accountId), currency).stream()
                .map(item -> standing(item, used))
                .toList();
    }

    private DebtOrder order(String operator) {
        OperatorTerms terms = operators.byCode().get(operator);
        return terms == null ? DebtOrder.OLDEST : terms.debtOrder();
    }

    /** A part, and the account it is of. */
    private record Allocation(long accountId, Application.Part part) {}

    private List<Allocation> applied(DebtOrder order, List<Long> ids, Currency currency) {
        List<AllocationMapper.AllocationRow> allocations = mapper.allocationsOf(ids.toArray(Long[]::new));
        if (allocations.stream().anyMatch(AllocationMapper.AllocationRow::reversed)) {
            mapper.releaseReversed(ids.toArray(Long[]::new), clock.instant());
        }
        Map<Long, Map<Long, Long>> usedByAccount = usedByAccount(allocations.stream()
                .filter(allocation -> !allocation.reversed())
                .toList());
        Map<Long, List<Standing>> byAccount = new LinkedHashMap<>();
        for (OpenItem item : items.of(ids, currency)) {
            Standing standing = standing(item, usedByAccount.getOrDefault(item.accountId(), Map.of()));
            if (standing.openMinor() != 0) {
                byAccount
                        .computeIfAbsent(item.accountId(), id -> new ArrayList<>())
                        .add(standing);
            }
        }
        // most accounts have only debts or only credits: of these nothing more is asked
        byAccount
                .values()
                .removeIf(open -> open.stream().allMatch(each -> each.openMinor() > 0)
                        || open.stream().allMatch(each -> each.openMinor() < 0));
        if (byAccount.isEmpty()) {
            return List.of();
        }
        Meant meant = meant(
                order,
                byAccount.values().stream()
                        .flatMap(List::stream)
                        .map(Standing::item)
                        .toList());
        List<Allocation> made = new ArrayList<>();
        byAccount.forEach((account, open) -> {
            List<Item> debts = new ArrayList<>();
            List<Item> credits = new ArrayList<>();
            for (Standing each : open) {
                boolean debt = each.openMinor() > 0;
                (debt ? debts : credits)
                        .add(new Item(
                                each.item().entryId(),
                                Math.abs(each.openMinor()),
                                debt ? Set.of() : meant.by(each.item(), open)));
            }
            Application.of(order, debts, credits).forEach(part -> made.add(new Allocation(account, part)));
        });
        return made;
    }

    private static Standing standing(OpenItem item, Map<Long, Long> used) {
        long closed = used.getOrDefault(item.entryId(), 0L);
        return new Standing(item, item.amountMinor(), item.amountMinor() - Long.signum(item.amountMinor()) * closed);
    }

    /** What credits say of the debts they are for. */
    private record Meant(Map<Long, Set<String>> numbersByEntry, Map<Long, AllocationMapper.PayableDocument> documents) {
        Set<Long> by(OpenItem credit, List<Standing> ofAccount) {
            Set<String> numbers = numbersByEntry.getOrDefault(credit.entryId(), Set.of());
            AllocationMapper.PayableDocument note = documents.get(credit.documentId());
            Long corrects = note == null ? null : note.corrects();
            Set<Long> entries = new HashSet<>();
            for (Standing standing : ofAccount) {
                OpenItem item = standing.item();
                AllocationMapper.PayableDocument invoice = documents.get(item.documentId());
                if (item.amountMinor() > 0
                        && invoice != null
                        && (numbers.contains(invoice.number())
                                || Long.valueOf(invoice.documentId()).equals(corrects))) {
                    entries.add(item.entryId());
                }
            }
            return entries;
        }
    }

    private Meant meant(DebtOrder order, List<OpenItem> all) {
        boolean credited = all.stream().anyMatch(item -> item.amountMinor() < 0 && item.documentId() != null);
        if (order != DebtOrder.NAMED && !credited) {
            return new Meant(new HashMap<>(), new HashMap<>()); // nothing says what it is for
        }
        Map<Long, AllocationMapper.PayableDocument> documents = new HashMap<>();
        Long[] ids = all.stream()
                .map(OpenItem::documentId)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(Long[]::new);
        mapper.payableDocuments(ids).forEach(document -> documents.put(document.documentId(), document));
        Map<Long, Set<String>> numbers = new HashMap<>();
        if (order == DebtOrder.NAMED) {
            Long[] credits = all.stream()
                    .filter(item -> item.amountMinor() < 0)
                    .map(OpenItem::entryId)
                    .toArray(Long[]::new);
            for (AllocationMapper.PayingText text : mapper.payingTexts(credits)) {
                Set<String> named = new HashSet<>(PurposeWords.numbers(text.purpose()));
                named.add(text.invoice());
                numbers.put(text.entryId(), named);
            }
        }
        return new Meant(numbers, documents);
    }

    /** What is applied of each entry, by account: an entry of a bill for several accounts has a part on each. */
    private static Map<Long, Map<Long, Long>> usedByAccount(List<AllocationMapper.AllocationRow> allocations) {
        Map<Long, Map<Long, Long>> used = new HashMap<>();
        for (AllocationMapper.AllocationRow row : allocations) {
            Map<Long, Long> ofAccount = used.computeIfAbsent(row.accountId(), id -> new HashMap<>());
            ofAccount.merge(row.debitEntry(), row.amountMinor(), Math::addExact);
            ofAccount.merge(row.creditEntry(), row.amountMinor(), Math::addExact);
        }
        return used;
    }

    private void write(List<Allocation> allocations) {
        if (allocations.isEmpty()) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (allocations.size() <= FEW) {
            mapper.allocateFew(
                    allocations.stream().map(Allocation::accountId).toArray(Long[]::new),
                    allocations.stream().map(each -> each.part().debitEntry()).toArray(Long[]::new),
                    allocations.stream().map(each -> each.part().creditEntry()).toArray(Long[]::new),
                    allocations.stream().map(each -> each.part().minor()).toArray(Long[]::new),
                    now);
            return;
        }
        try (CopyRows copy = CopyRows.into(
                dataSource, "payment_allocation (account_id, debit_entry, credit_entry, amount_minor, allocated_at)")) {
            for (Allocation each : allocations) {
                copy.row(COLUMNS)
                        .putLong(each.accountId())
                        .putLong(each.part().debitEntry())
                        .putLong(each.part().creditEntry())
                        .putLong(each.part().minor())
                        .putInstant(now);
            }
            copy.finish();
        }
    }
}
