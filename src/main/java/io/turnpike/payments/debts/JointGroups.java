package io.turnpike.payments.debts;

import io.turnpike.payments.debts.AllocationMapper.BilledTogether;
import io.turnpike.payments.debts.AllocationMapper.JointAccount;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Accounts that pay for each other: those that are invoiced together now, for whatever they owe; those that were, for what an entry asked of
 * them together.
 *
 * @param byFirst all that hang together, by the lowest of their ids; no account is in two of them
 * @param invoicing of accounts that are invoiced together now, what they share
 * @param customers of accounts, the customer they belong to now
 */
record JointGroups(Map<Long, Set<Long>> byFirst, Map<Long, String> invoicing, Map<Long, Long> customers) {
    static final JointGroups NONE = new JointGroups(Map.of(), Map.of(), Map.of());

    static JointGroups of(List<JointAccount> now, List<BilledTogether> once) {
        Map<String, Set<Long>> sharing = new TreeMap<>();
        Map<Long, String> invoicing = new HashMap<>();
        Map<Long, Long> customers = new HashMap<>();
        for (JointAccount each : now) {
            String key = each.customerId() + " " + each.billingDay();
            invoicing.put(each.accountId(), key);
            customers.put(each.accountId(), each.customerId());
            sharing.computeIfAbsent(key, shared -> new TreeSet<>()).add(each.accountId());
        }
        for (BilledTogether each : once) {
            customers.put(each.accountId(), each.customerId());
            sharing.computeIfAbsent("bill " + each.unitId(), shared -> new TreeSet<>())
                    .add(each.accountId());
        }
        return new JointGroups(byFirst(sharing.values()), invoicing, customers);
    }

    private static Map<Long, Set<Long>> byFirst(Collection<Set<Long>> sharing) {
        Map<Long, Set<Long>> of = new HashMap<>();
        for (Set<Long> each : sharing) {
            Set<Long> whole = new TreeSet<>(each);
            each.forEach(account -> whole.addAll(of.getOrDefault(account, Set.of())));
            whole.forEach(account -> of.put(account, whole));
        }
        Map<Long, Set<Long>> byFirst = new TreeMap<>();
        of.values().stream()
                .filter(whole -> whole.size() > 1)
                .forEach(whole -> byFirst.put(whole.iterator().next(), whole));
        return byFirst;
    }

    Set<Long> accounts() {
        Set<Long> all = new TreeSet<>();
        byFirst.values().forEach(all::addAll);
        return all;
    }

    /** Those of one operator. */
    List<Set<Long>> among(Collection<Long> accounts) {
        return byFirst.values().stream().filter(accounts::containsAll).toList();
    }

    /**
     * Whether what is left over on an account may pay a debt of another.
     *
     * @param asked the debt is of an entry that asked both
     */
    boolean mayPay(long from, long debtor, boolean asked) {
        return invoicedTogether(from, debtor) || (asked && customer(from) == customer(debtor));
    }

    /** As {@link #mayPay}, of money that names the debt's document: it closes the document, even where an account has changed hands. */
    boolean mayPayNamed(long from, long debtor, boolean asked) {
        return asked || invoicedTogether(from, debtor);
    }

    private boolean invoicedTogether(long from, long debtor) {
        String key = invoicing.get(from);
        return key != null && key.equals(invoicing.get(debtor));
    }

    /** Zero, which is no customer's id, where it was not asked for. */
    private long customer(long account) {
        return customers.getOrDefault(account, 0L);
    }
}
