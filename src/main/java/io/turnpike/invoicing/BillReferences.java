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
     * @param originals lines of released bills, in the order that {@link Originals} wants
     */
    record Found(Map<Long, String> serviceNames, List<OriginalLine> originals) {
        List<OriginalLine> originalsOf(List<BilledAccount> accounts) {
            if (originals.isEmpty()) {
                return List.of();
            }
            Set<Long> ids = new HashSet<>();
            accounts.forEach(account -> ids.add(account.accountId()));
            return originals.stream()
                    .filter(line -> ids.contains(line.accountId()))
                    .toList();
        }
    }

    /**
     * @param credited accounts whose charges come to less than nothing
     */
    Found of(List<BilledAccount> accounts, List<Long> credited) {
        Map<Long, String> names = new HashMap<>();
        mapper.services(accounts.stream().map(BilledAccount::accountId).toArray(Long[]::new))
                .forEach(row -> names.put(row.serviceId(), row.serviceName()));
        return new Found(names, originals(credited, Long.MAX_VALUE));
    }

    /** Which of these accounts have no service that goes on after their periods: all were terminated by then. */
    Set<Long> ended(List<BilledAccount> accounts) {
        return accounts.isEmpty()
                ? Set.of()
                : Set.copyOf(mapper.ended(
                        accounts.stream().map(BilledAccount::accountId).toArray(Long[]::new),
                        accounts.stream()
                                .map(account -> account.toDay().toString())
                                .toArray(String[]::new)));
    }

    /** What was billed to these accounts before a bill, in the order that {@link Originals} wants. */
    List<OriginalLine> originals(List<Long> accountIds, long beforeBill) {
        return accountIds.isEmpty() ? List.of() : mapper.originals(accountIds.toArray(Long[]::new), beforeBill);
    }
}
