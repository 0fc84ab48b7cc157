package io.turnpike.payments.debts;

import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.money.Money;
import io.turnpike.payments.debts.Debts.Standing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Accounts of a customer that one invoice adds together ({@code invoice-per: customer}). The invoice asks for one sum, each account owes
 * its part: what is left over on one goes to the others by an entry of its own.
 */
@Component
class JointAccounts {
    private final AllocationMapper mapper;
    private final Standings standings;
    private final Journal journal;
    private final ClosedPeriods closedPeriods;

    JointAccounts(AllocationMapper mapper, Standings standings, Journal journal, ClosedPeriods closedPeriods) {
        this.mapper = mapper;
        this.standings = standings;
        this.journal = journal;
        this.closedPeriods = closedPeriods;
    }

    /** Sets of accounts, each of one customer and operator, by the lowest of their ids. */
    record Groups(Map<Long, Set<Long>> byFirst) {
        Set<Long> accounts() {
            Set<Long> all = new TreeSet<>();
            byFirst.values().forEach(all::addAll);
            return all;
        }

        /** Those of one operator. */
        List<Set<Long>> among(Collection<Long> accounts) {
            return byFirst.values().stream().filter(accounts::containsAll).toList();
        }
    }

    /** The groups that some of these accounts are in. */
    Groups of(Set<Long> accounts) {
        if (accounts.isEmpty()) {
            return new Groups(Map.of());
        }
        Map<Long, Set<Long>> byAccount = new TreeMap<>();
        mapper.jointAccounts(accounts.toArray(Long[]::new)).forEach(pair -> {
            Set<Long> group = byAccount.computeIfAbsent(pair.accountId(), id -> new TreeSet<>());
            group.add(pair.accountId());
            group.add(pair.otherId());
        });
        Map<Long, Set<Long>> byFirst = new TreeMap<>();
        byAccount.values().forEach(group -> byFirst.put(group.iterator().next(), group));
        return new Groups(byFirst);
    }

    /**
     * Moves what is left over on an account to those that owe, as far as it goes.
     *
     * @return the accounts on which something was booked
     */
    List<Long> transfer(long operatorId, List<Set<Long>> groups, Currency currency) {
        Set<Long> moved = new TreeSet<>();
        List<JournalEntry> entries = new ArrayList<>();
        for (Set<Long> group : groups) {
            Map<Long, List<Standing>> open =
                    standings.of(List.copyOf(group), currency).open();
            List<Side> credits = sides(open, -1);
            List<Side> debts = sides(open, 1);
            for (Side debt : debts) {
                for (Side credit : credits) {
                    long minor = Math.min(debt.left, credit.left);
                    if (minor > 0) {
                        debt.left -= minor;
                        credit.left -= minor;
                        Money amount = new Money(currency, minor);
                        entries.add(JournalEntry.on(
                                        operatorId, day(operatorId, debt, credit), EntryKind.TRANSFER, debt.reference())
                                .post(LedgerAccount.RECEIVABLES, credit.account, amount)
                                .post(LedgerAccount.RECEIVABLES, debt.account, amount.negated())
                                .build());
                        moved.add(debt.account);
                        moved.add(credit.account);
                    }
                }
            }
        }
        journal.postAll(entries);
        return List.copyOf(moved);
    }

    /** What an account owes, or has too much, oldest first. */
    private static final class Side {
        private final long account;
        private final List<Standing> open;
        private long left;

        Side(long account, List<Standing> open) {
            this.account = account;
            this.open = open;
            this.left =
                    open.stream().mapToLong(each -> Math.abs(each.openMinor())).sum();
        }

        LocalDate first() {
            return open.get(0).item().day();
        }

        LocalDate last() {
            return open.get(open.size() - 1).item().day();
        }

        String reference() {
            return open.get(0).item().reference();
        }
    }

    private static List<Side> sides(Map<Long, List<Standing>> open, int sign) {
        return open.entrySet().stream()
                .map(each -> new Side(
                        each.getKey(),
                        each.getValue().stream()
                                .filter(standing -> Long.signum(standing.openMinor()) == sign)
                                .toList()))
                .filter(side -> !side.open.isEmpty())
                .sorted(Comparator.comparing(Side::first).thenComparing(side -> side.account))
                .toList();
    }

    /** The day from which both were there, or the first open one after it. */
    private LocalDate day(long operatorId, Side debt, Side credit) {
        LocalDate day = debt.last().isAfter(credit.last()) ? debt.last() : credit.last();
        return closedPeriods.isClosed(operatorId, day)
                ? closedPeriods.closedUpTo(operatorId).orElse(day)
                : day;
    }
}
