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
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Accounts of a customer that one invoice adds together ({@code invoice-per: customer}). The invoice asks for one sum, each account owes
 * its part: what is left over on one goes to the others by an entry of its own. An invoice stays one after its accounts are invoiced apart.
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

    /** Those that some of these accounts pay for, or are paid by; most have none, so that is asked first. */
    JointGroups of(Set<Long> accounts) {
        Long[] ids = accounts.toArray(Long[]::new);
        if (ids.length == 0 || !mapper.areTogether(ids)) {
            return JointGroups.NONE;
        }
        return JointGroups.of(mapper.jointAccounts(ids), mapper.billedTogether(ids));
    }

    /**
     * Moves what is left over on an account to those that owe, as far as it goes: the oldest debt first, and an entry for each, which names
     * its document.
     *
     * @return the accounts on which something was booked
     */
    List<Long> transfer(long operatorId, List<Set<Long>> together, JointGroups groups, Currency currency) {
        return transfer(operatorId, together, currency, groups::mayPay, JointAccounts::leftOver);
    }

    /** As {@link #transfer}, but what is left of each credit goes only to what it names. */
    List<Long> transferNamed(long operatorId, List<Set<Long>> together, JointGroups groups, Currency currency) {
        return transfer(operatorId, together, currency, groups::mayPayNamed, standing -> {
            MeantDebts.Meant meant = meantDebts.of(
                    DebtOrder.NAMED, standing.stream().map(Standing::item).toList());
            return credits(standing)
                    .map(each -> new Credit(each, meant.by(each.item(), standing)::contains))
                    .toList();
        });
    }

    private List<Long> transfer(
            long operatorId,
            List<Set<Long>> together,
            Currency currency,
            Paying paying,
            Function<List<Standing>, List<Credit>> creditsAmong) {
        if (together.isEmpty()) {
            return List.of();
        }
        List<Long> all = together.stream().flatMap(Set::stream).toList();
        Standings.OfAccounts found = standings.of(all, currency);
        Map<Long, List<Standing>> open = found.open();
        Map<Long, Set<Long>> askedBy = askedBy(found.all());
        Opened opened = Opened.of(mapper.opened(all.toArray(Long[]::new)));
        Set<Long> moved = new TreeSet<>();
        List<Transfer> transfers = new ArrayList<>();
        for (Set<Long> group : together) {
            List<Standing> standing = group.stream()
                    .flatMap(account -> open.getOrDefault(account, List.of()).stream())
                    .sorted(Comparator.comparing((Standing each) -> each.item().day())
                            .thenComparing(each -> each.item().entryId()))
                    .toList();
            List<Credit> credits = creditsAmong.apply(standing);
            for (Standing debt : standing) {
                long owed = Math.max(0, debt.openMinor());
                Set<Long> asked = askedBy.getOrDefault(debt.item().entryId(), Set.of());
                for (Credit credit : credits) {
                    boolean may = paying.may(credit.account, debt.item().accountId(), asked.contains(credit.account));
                    long minor = may ? Math.min(owed, credit.leftFor(debt.item())) : 0;
                    if (minor > 0) {
                        owed -= minor;
                        credit.left -= minor;
                        transfers.add(entry(operatorId, debt.item(), credit, new Money(currency, minor), opened));
                        moved.add(debt.item().accountId());
                        moved.add(credit.account);
                    }
                }
            }
        }
        post(transfers);
        return List.copyOf(moved);
    }

    private void post(List<Transfer> transfers) {
        List<Long> ids = journal.postAll(transfers.stream().map(Transfer::entry).toList());
        List<Long> entries = new ArrayList<>();
        List<String> days = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            LocalDate from = transfers.get(i).openedOn;
            if (from != null) {
                entries.add(ids.get(i));
                days.add(from.toString());
            }
        }
        if (!entries.isEmpty()) {
            mapper.keepTransferDays(entries.toArray(Long[]::new), days.toArray(String[]::new));
        }
    }

    /**
     * What is moved.
     *
     * @param openedOn when the debt or the credit was open again, because something was undone; null where neither was
     */
    private record Transfer(JournalEntry entry, @Nullable LocalDate openedOn) {}

    /** When entries of accounts were open again. */
    private record Opened(Map<List<Long>, LocalDate> days) {
        static Opened of(List<AllocationMapper.Opened> rows) {
            Map<List<Long>, LocalDate> days = new HashMap<>();
            rows.forEach(row -> days.put(List.of(row.accountId(), row.entryId()), row.day()));
            return new Opened(days);
        }

        @Nullable LocalDate of(OpenItem debt, Credit credit) {
            LocalDate last = days.get(List.of(debt.accountId(), debt.entryId()));
            for (long entry : credit.entries) {
                LocalDate day = days.get(List.of(credit.account, entry));
                last = last == null || (day != null && day.isAfter(last)) ? day : last;
            }
            return last;
        }
    }

    /** Says whether money of an account may pay a debt of another; {@code asked}: both are asked by one entry. */
    private interface Paying {
        boolean may(long from, long debtor, boolean asked);
    }

    /** The accounts that an entry of several asks, by entry. */
    private static Map<Long, Set<Long>> askedBy(List<Standing> all) {
        Map<Long, Set<Long>> askedBy = new HashMap<>();
        all.forEach(each -> askedBy.computeIfAbsent(each.item().entryId(), entry -> new HashSet<>())
                .add(each.item().accountId()));
        return askedBy;
    }

    /** What is left over on an account, of one credit or of several. */
    private static final class Credit {
        private final long account;
        private final Predicate<Long> meant;
        private final List<Long> entries = new ArrayList<>();
        private LocalDate last;
        private long left;

        /** @param meant the entries of debts it is for */
        Credit(Standing first, Predicate<Long> meant) {
            this.account = first.item().accountId();
            this.meant = meant;
            this.last = first.item().day();
            this.left = -first.openMinor();
            entries.add(first.item().entryId());
        }

        Credit and(Standing more) {
            last = more.item().day();
            left = Math.subtractExact(left, more.openMinor());
            entries.add(more.item().entryId());
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

    private Transfer entry(long operatorId, OpenItem debt, Credit from, Money amount, Opened opened) {
        LocalDate openedOn = opened.of(debt, from);
        JournalEntry.Draft draft = JournalEntry.on(
                operatorId, day(operatorId, debt, from, openedOn), EntryKind.TRANSFER, debt.reference());
        Long document = debt.documentId();
        if (document != null) {
            draft.document(document);
        }
        return new Transfer(
                draft.post(LedgerAccount.RECEIVABLES, from.account, amount)
                        .post(LedgerAccount.RECEIVABLES, debt.accountId(), amount.negated())
                        .build(),
                openedOn);
    }

    /** The day from which both were there and open, or the first open one after it. */
    private LocalDate day(long operatorId, OpenItem debt, Credit credit, @Nullable LocalDate openedOn) {
        LocalDate both = debt.day().isAfter(credit.last) ? debt.day() : credit.last;
        LocalDate day = openedOn == null || both.isAfter(openedOn) ? both : openedOn;
        return closedPeriods.isClosed(operatorId, day)
                ? closedPeriods.closedUpTo(operatorId).orElse(day)
                : day;
    }
}
