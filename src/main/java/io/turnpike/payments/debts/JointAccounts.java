package io.turnpike.payments.debts;

import io.turnpike.invoicing.OperatorTerms.DebtOrder;
import io.turnpike.ledger.ClosedPeriods;
import io.turnpike.ledger.EntryKind;
import io.turnpike.ledger.Journal;
import io.turnpike.ledger.JournalEntry;
import io.turnpike.ledger.LedgerAccount;
import io.turnpike.ledger.OpenItem;
import io.turnpike.money.Money;
import io.turnpike.payments.debts.Debts.Standing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Accounts of a customer that one invoice adds together ({@code invoice-per: customer}). The invoice asks for one sum, each account owes
 * its part: what is left over on one goes to the others by an entry of its own.
 */
@Component
class JointAccounts {
    private final AllocationMapper mapper;
    private final Standings standings;
    private final MeantDebts meantDebts;
    private final Journal journal;
    private final ClosedPeriods closedPeriods;

    JointAccounts(
            AllocationMapper mapper,
            Standings standings,
            MeantDebts meantDebts,
            Journal journal,
            ClosedPeriods closedPeriods) {
        this.mapper = mapper;
        this.standings = standings;
        this.meantDebts = meantDebts;
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
        Map<String, Set<Long>> byCustomer = new TreeMap<>();
        mapper.jointAccounts(accounts.toArray(Long[]::new))
                .forEach(each -> byCustomer
                        .computeIfAbsent(each.customerId() + " " + each.billingDay(), key -> new TreeSet<>())
                        .add(each.accountId()));
        Map<Long, Set<Long>> byFirst = new TreeMap<>();
        byCustomer.values().stream()
                .filter(group -> group.size() > 1)
                .forEach(group -> byFirst.put(group.iterator().next(), group));
        return new Groups(byFirst);
    }

    /**
     * Moves what is left over on an account to those that owe, as far as it goes: the oldest debt first, and an entry for each, which names
     * its document.
     *
     * @return the accounts on which something was booked
     */
    List<Long> transfer(long operatorId, List<Set<Long>> groups, Currency currency) {
        return transfer(operatorId, groups, currency, JointAccounts::leftOver);
    }

    /** As {@link #transfer}, but what is left of each credit goes only to what it names. */
    List<Long> transferNamed(long operatorId, List<Set<Long>> groups, Currency currency) {
        return transfer(operatorId, groups, currency, standing -> {
            MeantDebts.Meant meant = meantDebts.of(
                    DebtOrder.NAMED, standing.stream().map(Standing::item).toList());
            return credits(standing)
                    .map(each -> new Credit(each, meant.by(each.item(), standing)::contains))
                    .toList();
        });
    }

    private List<Long> transfer(
            long operatorId,
            List<Set<Long>> groups,
            Currency currency,
            Function<List<Standing>, List<Credit>> creditsAmong) {
        if (groups.isEmpty()) {
            return List.of();
        }
        List<Long> all = groups.stream().flatMap(Set::stream).toList();
        Map<Long, List<Standing>> open = standings.of(all, currency).open();
        Set<Long> moved = new TreeSet<>();
        List<JournalEntry> entries = new ArrayList<>();
        for (Set<Long> group : groups) {
            List<Standing> standing = group.stream()
                    .flatMap(account -> open.getOrDefault(account, List.of()).stream())
                    .sorted(Comparator.comparing((Standing each) -> each.item().day())
                            .thenComparing(each -> each.item().entryId()))
                    .toList();
            List<Credit> credits = creditsAmong.apply(standing);
            for (Standing debt : standing) {
                long owed = Math.max(0, debt.openMinor());
                for (Credit credit : credits) {
                    long minor = Math.min(owed, credit.leftFor(debt.item()));
                    if (minor > 0) {
                        owed -= minor;
                        credit.left -= minor;
                        entries.add(entry(operatorId, debt.item(), credit, new Money(currency, minor)));
                        moved.add(debt.item().accountId());
                        moved.add(credit.account);
                    }
                }
            }
        }
        journal.postAll(entries);
        return List.copyOf(moved);
    }

    /** What is left over on an account, of one credit or of several. */
    private static final class Credit {
        private final long account;
        private final Predicate<Long> meant;
        private LocalDate last;
        private long left;

        /** @param meant the entries of debts it is for */
        Credit(Standing first, Predicate<Long> meant) {
            this.account = first.item().accountId();
            this.meant = meant;
            this.last = first.item().day();
            this.left = -first.openMinor();
        }

        Credit and(Standing more) {
            last = more.item().day();
            left = Math.subtractExact(left, more.openMinor());
            return this;
        }

        long leftFor(OpenItem debt) {
            return debt.accountId() != account && meant.test(debt.entryId()) ? left : 0;
        }
    }

    private static Stream<Standing> credits(List<Standing> byDay) {
        return byDay.stream().filter(each -> each.openMinor() < 0);
    }

    private static List<Credit> leftOver(List<Standing> byDay) {
        Map<Long, Credit> byAccount = new LinkedHashMap<>();
        credits(byDay)
                .forEach(each -> byAccount.compute(
                        each.item().accountId(),
                        (account, before) -> before == null ? new Credit(each, debt -> true) : before.and(each)));
        return List.copyOf(byAccount.values());
    }

    private JournalEntry entry(long operatorId, OpenItem debt, Credit from, Money amount) {
        JournalEntry.Draft draft =
                JournalEntry.on(operatorId, day(operatorId, debt, from), EntryKind.TRANSFER, debt.reference());
        Long document = debt.documentId();
        if (document != null) {
            draft.document(document);
        }
        return draft.post(LedgerAccount.RECEIVABLES, from.account, amount)
                .post(LedgerAccount.RECEIVABLES, debt.accountId(), amount.negated())
                .build();
    }

    /** The day from which both were there, or the first open one after it. */
    private LocalDate day(long operatorId, OpenItem debt, Credit credit) {
        LocalDate day = debt.day().isAfter(credit.last) ? debt.day() : credit.last;
        return closedPeriods.isClosed(operatorId, day)
                ? closedPeriods.closedUpTo(operatorId).orElse(day)
                : day;
    }
}
