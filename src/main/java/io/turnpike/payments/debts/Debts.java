package io.turnpike.payments.debts;

import io.turnpike.database.CopyRows;
import io.turnpike.invoicing.OperatorTerms;
import io.turnpike.invoicing.OperatorTerms.DebtOrder;
import io.turnpike.invoicing.Operators;
import io.turnpike.jobs.Parameters.BadParameter;
import io.turnpike.ledger.OpenItem;
import io.turnpike.ledger.OpenItems;
import io.turnpike.money.Money;
import io.turnpike.payments.PayingOperator;
import io.turnpike.payments.Receipt;
import io.turnpike.payments.debts.Standings.Used;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Says which credits of an account close which of its debts. An account has one operator and one currency, so neither ever mixes. */
@Component
public class Debts {
    private static final int COLUMNS = 6;

    /** So many are written by one statement; more by COPY, which costs less a row and more on the way. */
    private static final int FEW = 100;

    private final OpenItems items;
    private final Standings standings;
    private final JointAccounts joint;
    private final MeantDebts meantDebts;
    private final AllocationMapper mapper;
    private final Operators operators;
    private final DataSource dataSource;
    private final Clock clock;

    Debts(
            OpenItems items,
            Standings standings,
            JointAccounts joint,
            MeantDebts meantDebts,
            AllocationMapper mapper,
            Operators operators,
            DataSource dataSource,
            Clock clock) {
        this.items = items;
        this.standings = standings;
        this.joint = joint;
        this.meantDebts = meantDebts;
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

    /**
     * Until the transaction ends, nobody else books on these accounts and those that are invoiced together with them. Whoever applies what
     * he books holds them before he books: all take them in the same order.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(Set<Long> accounts) {
        hold(accounts, joint.of(accounts));
    }

    /** Returns all that are held. */
    private List<Long> hold(Set<Long> accounts, JointGroups groups) {
        Set<Long> all = new TreeSet<>(accounts);
        all.addAll(groups.accounts());
        List<Long> held = List.copyOf(all);
        items.hold(held);
        return held;
    }

    /**
     * Applies what is open on these accounts; what stands on entries reversed since is released first. What is left over on one of the
     * accounts that one invoice adds together, or added, goes to the others that owe.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(Set<Long> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        JointGroups groups = joint.of(accounts);
        List<Long> ids = hold(accounts, groups);
        Map<String, List<AllocationMapper.Debtor>> byOperator = mapper.debtors(ids.toArray(Long[]::new)).stream()
                .collect(Collectors.groupingBy(AllocationMapper.Debtor::operator, TreeMap::new, Collectors.toList()));
        byOperator.forEach((operator, debtors) -> apply(
                debtors.get(0).operatorId(),
                order(operator),
                debtors.stream().map(AllocationMapper.Debtor::accountId).toList(),
                Currency.getInstance(debtors.get(0).currency()),
                groups));
    }

    /**
     * Books payments and applies them, and what else is open on their accounts. Booking holds the accounts; those that one invoice adds
     * together are held before, so that all take them in the same order.
     *
     * @param booking books all of the receipts
     * @return what the booking gave
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Long> receive(Map<PayingOperator, List<Receipt>> receipts, Supplier<List<Long>> booking) {
        Set<Long> accounts = owners(receipts.values().stream().flatMap(List::stream));
        JointGroups groups = joint.of(accounts);
        if (!groups.accounts().isEmpty()) {
            hold(accounts, groups);
        }
        List<Long> booked = booking.get();
        receipts.forEach((operator, ofOperator) -> {
            Set<Long> own = owners(ofOperator.stream());
            groups.byFirst().values().stream()
                    .filter(group -> group.stream().anyMatch(own::contains))
                    .forEach(own::addAll);
            apply(operator.id(), order(operator.code()), List.copyOf(own), operator.money(), groups);
        });
        return booked;
    }

    private static Set<Long> owners(Stream<Receipt> receipts) {
        return receipts.map(Receipt::owner)
                .filter(Objects::nonNull)
                .map(Receipt.Owner::accountId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void apply(long operatorId, DebtOrder order, List<Long> accounts, Currency currency, JointGroups groups) {
        if (accounts.isEmpty()) {
            return;
        }
        List<Set<Long>> together = groups.among(accounts);
        if (order == DebtOrder.NAMED && !together.isEmpty()) {
            applyNamed(operatorId, together, groups, currency);
        }
        write(applied(order, accounts, currency, Closes.ALL));
        List<Long> moved = joint.transfer(operatorId, together, groups, currency);
        if (!moved.isEmpty()) {
            write(applied(order, moved, currency, Closes.ALL));
        }
    }

    /** A document that is named is closed on all of its accounts before anything else is. */
    private void applyNamed(long operatorId, List<Set<Long>> together, JointGroups groups, Currency currency) {
        List<Long> accounts = together.stream().flatMap(Set::stream).toList();
        write(applied(DebtOrder.NAMED, accounts, currency, Closes.NAMED));
        List<Long> moved = joint.transferNamed(operatorId, together, groups, currency);
        if (!moved.isEmpty()) {
            write(applied(DebtOrder.NAMED, moved, currency, Closes.NAMED));
        }
    }

    /**
     * Money that went out again.
     *
     * @param entry that debited the account
     * @param credit the entry of the payment it is taken from
     * @param isDone whether others have taken it already: what is not left of the credit, because it was paid out, is owed then
     */
    public record GivenBack(long accountId, Money amount, long entry, long credit, boolean isDone) {}

    /**
     * Takes money that went out of the credit it came by: of what is free of it first, then of the invoices it closed, which are open again:
     * of each service in proportion to what it paid of it, and there the latest first. More than is left of it is refused, or owed.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveBack(GivenBack given) {
        items.hold(List.of(given.accountId()));
        long free = of(given.accountId(), given.amount().currency()).stream()
                .filter(standing -> standing.item().entryId() == given.credit())
                .mapToLong(standing -> -standing.openMinor())
                .sum();
        long wanted = reopen(
                mapper.closedBy(given.accountId(), given.credit()),
                given.amount().minor() - free,
                given.entry());
        if (wanted > 0 && !given.isDone()) {
            throw new BadParameter(
                    "only " + given.amount().minus(new Money(given.amount().currency(), wanted))
                            + " is left of it: the rest was given back before, with what was paid ahead on the account");
        }
        long taken = given.amount().minor() - Math.max(0, wanted);
        if (taken > 0) {
            write(List.of(
                    new Allocation(given.accountId(), new Application.Part(given.entry(), given.credit(), taken))));
        }
    }

    /** Returns what is wanted beyond what is closed. */
    private long reopen(List<AllocationMapper.ClosedDebt> closed, long wanted, long because) {
        Map<String, Long> byService = new TreeMap<>();
        closed.forEach(debt -> byService.merge(service(debt), debt.amountMinor(), Math::addExact));
        long all = byService.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
        long most = Math.min(Math.max(wanted, 0), all);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        OpenServices.shares(most, byService).forEach((service, share) -> {
            long left = share;
            for (AllocationMapper.ClosedDebt debt : closed) {
                if (left > 0 && service(debt).equals(service)) {
                    long opened = Math.min(left, debt.amountMinor());
                    mapper.open(debt, opened, because, now);
                    left -= opened;
                }
            }
        });
        return wanted - most;
    }

    private static String service(AllocationMapper.ClosedDebt debt) {
        return debt.service() == null ? OpenServices.NONE : debt.service();
    }

    /** What stands on an account, oldest first. */
    @Transactional(readOnly = true)
    public List<Standing> of(long accountId, Currency currency) {
        return standings.of(List.of(accountId), currency).all();
    }

    private DebtOrder order(String operator) {
        OperatorTerms terms = operators.byCode().get(operator);
        return terms == null ? DebtOrder.OLDEST : terms.debtOrder();
    }

    /** A part, and the account it is of. */
    private record Allocation(long accountId, Application.Part part) {}

    /** What open credits close: only what they name, or all they can. */
    private enum Closes {
        NAMED,
        ALL;

        List<Application.Part> of(DebtOrder order, List<Item> debts, List<Item> credits) {
            return this == NAMED ? Application.ofNamed(order, debts, credits) : Application.of(order, debts, credits);
        }

        /** Whether it matters what credits name: of one credit and one debt there is nothing to choose. */
        boolean asks(Collection<List<Standing>> open) {
            return this == NAMED || open.stream().anyMatch(ofAccount -> ofAccount.size() > 2);
        }
    }

    private List<Allocation> applied(DebtOrder order, List<Long> ids, Currency currency, Closes closes) {
        Standings.OfAccounts found = standings.of(ids, currency);
        if (found.reversed()) {
            mapper.releaseReversed(ids.toArray(Long[]::new), clock.instant());
        }
        Map<Long, List<Standing>> byAccount = found.open();
        // most accounts have only debts or only credits: of these nothing more is asked
        byAccount
                .values()
                .removeIf(open -> open.stream().allMatch(each -> each.openMinor() > 0)
                        || open.stream().allMatch(each -> each.openMinor() < 0));
        if (byAccount.isEmpty()) {
            return List.of();
        }
        MeantDebts.Meant meant = closes.asks(byAccount.values())
                ? meantDebts.of(
                        order,
                        byAccount.values().stream()
                                .flatMap(List::stream)
                                .map(Standing::item)
                                .toList())
                : MeantDebts.Meant.NOTHING;
        Map<Long, Map<Long, Map<String, Long>>> asked =
                order == DebtOrder.PROPORTIONAL ? invoicedKinds(byAccount) : Map.of();
        List<Allocation> made = new ArrayList<>();
        byAccount.forEach((account, open) -> {
            Used used = found.used(account);
            List<Item> debts = new ArrayList<>();
            List<Item> credits = new ArrayList<>();
            for (Standing each : open) {
                if (each.openMinor() < 0) {
                    credits.add(new Item(each.item().entryId(), -each.openMinor(), meant.by(each.item(), open)));
                } else if (order == DebtOrder.PROPORTIONAL) {
                    debts.add(byService(each, asked.getOrDefault(account, Map.of()), used));
                } else {
                    debts.add(new Item(each.item().entryId(), each.openMinor(), Set.of()));
                }
            }
            closes.of(order, debts, credits).forEach(part -> made.add(new Allocation(account, part)));
        });
        return made;
    }

    private static Item byService(Standing debt, Map<Long, Map<String, Long>> askedByDocument, Used used) {
        Long document = debt.item().documentId();
        Map<String, Long> asked = document == null ? Map.of() : askedByDocument.getOrDefault(document, Map.of());
        long entry = debt.item().entryId();
        return new Item(
                entry,
                debt.openMinor(),
                Set.of(),
                OpenServices.of(debt.amountMinor(), asked, used.byService().getOrDefault(entry, Map.of())));
    }

    /** What the invoices that are open ask for each service, by account and document. */
    private Map<Long, Map<Long, Map<String, Long>>> invoicedKinds(Map<Long, List<Standing>> byAccount) {
        Long[] documents = byAccount.values().stream()
                .flatMap(List::stream)
                .filter(each -> each.openMinor() > 0)
                .map(each -> each.item().documentId())
                .filter(Objects::nonNull)
                .distinct()
                .toArray(Long[]::new);
        Map<Long, Map<Long, Map<String, Long>>> asked = new HashMap<>();
        mapper.invoicedKinds(documents)
                .forEach(each -> asked.computeIfAbsent(each.accountId(), id -> new HashMap<>())
                        .computeIfAbsent(each.documentId(), id -> new TreeMap<>())
                        .put(each.service(), each.grossMinor()));
        return asked;
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
                    allocations.stream().map(each -> each.part().service()).toArray(String[]::new),
                    allocations.stream().map(each -> each.part().minor()).toArray(Long[]::new),
                    now);
            return;
        }
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "payment_allocation (account_id, debit_entry, credit_entry, service, amount_minor, allocated_at)")) {
            for (Allocation each : allocations) {
                copy.row(COLUMNS)
                        .putLong(each.accountId())
                        .putLong(each.part().debitEntry())
                        .putLong(each.part().creditEntry())
                        .putText(
                                each.part().service().isEmpty()
                                        ? null
                                        : each.part().service())
                        .putLong(each.part().minor())
                        .putInstant(now);
            }
            copy.finish();
        }
    }
}
