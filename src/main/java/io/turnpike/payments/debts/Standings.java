package io.turnpike.payments.debts;

import io.turnpike.ledger.OpenItem;
import io.turnpike.ledger.OpenItems;
import io.turnpike.payments.debts.Debts.Standing;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What stands on accounts: their debts and credits, less what was applied of them. */
@Component
class Standings {
    private final OpenItems items;
    private final AllocationMapper mapper;

    Standings(OpenItems items, AllocationMapper mapper) {
        this.items = items;
        this.mapper = mapper;
    }

    /**
     * What is applied of the entries of an account: an entry of a bill for several accounts has a part on each.
     *
     * @param byService of debts, by kind of service
     */
    record Used(Map<Long, Long> byEntry, Map<Long, Map<String, Long>> byService) {
        Used() {
            this(new HashMap<>(), new HashMap<>());
        }
    }

    /**
     * Of some accounts.
     *
     * @param all by account, oldest first
     * @param reversed whether something is applied to or by an entry that was reversed since; it does not count
     */
    record OfAccounts(List<Standing> all, Map<Long, Used> used, boolean reversed) {
        Used used(long account) {
            return used.getOrDefault(account, new Used());
        }

        /** What is not closed, by account. */
        Map<Long, List<Standing>> open() {
            Map<Long, List<Standing>> open = new LinkedHashMap<>();
            for (Standing standing : all) {
                if (standing.openMinor() != 0) {
                    open.computeIfAbsent(standing.item().accountId(), id -> new ArrayList<>())
                            .add(standing);
                }
            }
            return open;
        }
    }

    OfAccounts of(List<Long> accounts, Currency currency) {
        List<AllocationMapper.AllocationRow> allocations = mapper.allocationsOf(accounts.toArray(Long[]::new));
        Map<Long, Used> used = new HashMap<>();
        for (AllocationMapper.AllocationRow row : allocations) {
            if (!row.reversed()) {
                add(used.computeIfAbsent(row.accountId(), id -> new Used()), row);
            }
        }
        List<Standing> all = items.of(accounts, currency).stream()
                .map(item -> standing(item, used.getOrDefault(item.accountId(), new Used())))
                .toList();
        return new OfAccounts(all, used, allocations.stream().anyMatch(AllocationMapper.AllocationRow::reversed));
    }

    private static void add(Used used, AllocationMapper.AllocationRow row) {
        used.byEntry.merge(row.debitEntry(), row.amountMinor(), Math::addExact);
        used.byEntry.merge(row.creditEntry(), row.amountMinor(), Math::addExact);
        used.byService
                .computeIfAbsent(row.debitEntry(), entry -> new TreeMap<>())
                .merge(row.service(), row.amountMinor(), Math::addExact);
    }

    private static Standing standing(OpenItem item, Used used) {
        long closed = used.byEntry.getOrDefault(item.entryId(), 0L);
        return new Standing(item, item.amountMinor(), item.amountMinor() - Long.signum(item.amountMinor()) * closed);
    }
}
