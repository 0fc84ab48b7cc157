package io.turnpike.payments.debts;

import io.turnpike.invoicing.OperatorTerms.DebtOrder;
import io.turnpike.ledger.OpenItem;
import io.turnpike.payments.debts.Debts.Standing;
import io.turnpike.payments.matching.PurposeWords;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Finds what credits say of the debts they are for: a credit note of the invoice it corrects, a transfer of the document whose debt it
 * closes, and where the operator wants it a payment of the invoices in its purpose.
 */
@Component
class MeantDebts {
    private final AllocationMapper mapper;

    MeantDebts(AllocationMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * What some credits mean.
     *
     * @param numbersByEntry numbers of invoices
     * @param documents of debts and of credits
     */
    record Meant(Map<Long, Set<String>> numbersByEntry, Map<Long, AllocationMapper.PayableDocument> documents) {
        /** No credit says what it is for. */
        static final Meant NOTHING = new Meant(new HashMap<>(), new HashMap<>());

        /** The entries of those debts that a credit means. */
        Set<Long> by(OpenItem credit, List<Standing> among) {
            Set<String> numbers = numbersByEntry.getOrDefault(credit.entryId(), Set.of());
            Long own = credit.documentId();
            AllocationMapper.PayableDocument note = documents.get(own);
            Long corrects = note == null ? null : note.corrects();
            Set<Long> entries = new HashSet<>();
            for (Standing standing : among) {
                OpenItem item = standing.item();
                AllocationMapper.PayableDocument invoice = documents.get(item.documentId());
                if (item.amountMinor() > 0
                        && invoice != null
                        && (numbers.contains(invoice.number())
                                || Long.valueOf(invoice.documentId()).equals(corrects)
                                || Long.valueOf(invoice.documentId()).equals(own))) {
                    entries.add(item.entryId());
                }
            }
            return entries;
        }
    }

    /** What the credits among all debts and credits of some accounts mean. */
    Meant of(DebtOrder order, List<OpenItem> all) {
        boolean credited = all.stream().anyMatch(item -> item.amountMinor() < 0 && item.documentId() != null);
        if (order != DebtOrder.NAMED && !credited) {
            return Meant.NOTHING;
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
}
