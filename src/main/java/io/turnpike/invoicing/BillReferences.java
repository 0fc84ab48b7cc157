package io.turnpike.invoicing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the bills of a block refer to: names of services, and released invoices that credits take back from. */
@Component
class BillReferences {
    private final BillReferencesMapper mapper;

    BillReferences(BillReferencesMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Lines of released bills are in the order that {@link Originals} wants.
     *
     * @param billed lines of invoices
     * @param rendered lines of documents of services rendered
     */
    record Found(Map<Long, String> serviceNames, List<OriginalLine> billed, List<OriginalLine> rendered) {
        List<OriginalLine> billedTo(List<BilledAccount> accounts) {
            return of(billed, accounts);
        }

        List<OriginalLine> renderedTo(List<BilledAccount> accounts) {
            return of(rendered, accounts);
        }

        private static List<OriginalLine> of(List<OriginalLine> lines, List<BilledAccount> accounts) {
            if (lines.isEmpty()) {
                return List.of();
            }
            Set<Long> ids = new HashSet<>();
            accounts.forEach(account -> ids.add(account.accountId()));
            return lines.stream().filter(line -> ids.contains(line.accountId())).toList();
        }
    }

    /**
     * @param credited accounts whose charges come to less than nothing
     * @param corrected accounts of which something rendered may be taken back
     */
    Found of(List<BilledAccount> accounts, List<Long> credited, List<Long> corrected) {
        Map<Long, String> names = new HashMap<>();
        mapper.services(accounts.stream().map(BilledAccount::accountId).toArray(Long[]::new))
                .forEach(row -> names.put(row.serviceId(), row.serviceName()));
        return new Found(names, billed(credited, Long.MAX_VALUE), rendered(corrected, Long.MAX_VALUE));
    }

    /** What was billed to these accounts before a bill, in the order that {@link Originals} wants. */
    List<OriginalLine> billed(List<Long> accountIds, long beforeBill) {
        return accountIds.isEmpty() ? List.of() : mapper.billedLines(accountIds.toArray(Long[]::new), beforeBill);
    }

    /** What was rendered to these accounts before a bill, in the same order. */
    List<OriginalLine> rendered(List<Long> accountIds, long beforeBill) {
        return accountIds.isEmpty() ? List.of() : mapper.renderedLines(accountIds.toArray(Long[]::new), beforeBill);
    }
}
