package io.turnpike.customers;

import io.turnpike.time.DateRange;
import io.turnpike.usage.IdentifierKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * All services as of one moment of knowledge, in memory and unchangeable: whose an identifier was at an instant, and what
 * charging needs to know of a service on a day. Services and accounts are named by their index, from 0 in the order of their id;
 * safe for any number of threads.
 */
public final class ServiceDirectory {
    /** No such service. */
    public static final int NONE = -1;

    private final DirectoryArrays arrays;

    ServiceDirectory(DirectoryArrays arrays) {
        this.arrays = arrays;
    }

    /** Receives an address or prefix of a service and the epoch seconds {@code [from, to)} it was that service's. */
    @FunctionalInterface
    public interface AddressVisitor {
        void visit(AddressPrefix prefix, int service, long from, long to);
    }

    /**
     * The service that had an identifier at an instant, or {@link #NONE}. An address is found by the longest prefix assigned then.
     *
     * @param identifier canonical: digits of a number, anything else as {@link #canonical} gives it
     */
    public int find(IdentifierKind kind, String identifier, long epochSecond) {
        return identifiers().find(kind, identifier, epochSecond);
    }

    /**
     * As {@link #find} for a number whose digits are packed: the decimal number that they make after a leading 1.
     *
     * @param packed {@code 174955550117} for 74955550117; at most 17 digits after the 1
     */
    public int findNumber(long packed, long epochSecond) {
        return identifiers().findKey(packed, epochSecond);
    }

    /** The one way to write an identifier; empty where an address is none. */
    public static Optional<String> canonical(IdentifierKind kind, String written) {
        return Optional.ofNullable(Identifiers.canonical(kind, written));
    }

    /** Shows every assignment of an address, in no order; a longer prefix may lie inside a shorter of another service. */
    public void forEachAddress(AddressVisitor visitor) {
        identifiers().forEachAddress(visitor);
    }

    private IdentifierIndex identifiers() {
        IdentifierIndex identifiers = arrays.identifiers;
        if (identifiers == null) {
            throw new IllegalStateException("a range of accounts does not tell who has an identifier");
        }
        return identifiers;
    }

    public int services() {
        return arrays.serviceIds.length;
    }

    public int accounts() {
        return arrays.accountIds.length;
    }

    public long serviceId(int service) {
        return arrays.serviceIds[service];
    }

    /** The index of a service, or {@link #NONE}. */
    public int service(long serviceId) {
        return Math.max(NONE, Arrays.binarySearch(arrays.serviceIds, serviceId));
    }

    public long accountId(int account) {
        return arrays.accountIds[account];
    }

    /** The index of an account, or {@link #NONE}. */
    public int account(long accountId) {
        return Math.max(NONE, Arrays.binarySearch(arrays.accountIds, accountId));
    }

    /** The account that a service is on. */
    public int accountOf(int service) {
        return arrays.accountOfService[service];
    }

    /** The services of an account, in the order of their ids. */
    public int[] servicesOf(int account) {
        return Arrays.copyOfRange(
                arrays.servicesByAccount, arrays.firstOfAccount[account], arrays.firstOfAccount[account + 1]);
    }

    public Operator operatorOf(int account) {
        return arrays.operators.get(arrays.operatorOfAccount[account]);
    }

    public List<Operator> operators() {
        return Collections.unmodifiableList(arrays.operators);
    }

    public ServiceKind kind(int service) {
        return arrays.kinds[service];
    }

    /** The first day the service is provided. */
    public LocalDate begins(int service) {
        return LocalDate.ofEpochDay(arrays.beginDays[service]);
    }

    /** The day the service is terminated, or {@link DateRange#FOREVER}. */
    public LocalDate ends(int service) {
        List<StatusInterval> points = arrays.statuses.getOrDefault(service, List.of());
        return points.isEmpty() || points.get(points.size() - 1).status() != ServiceStatus.TERMINATED
                ? DateRange.FOREVER
                : points.get(points.size() - 1).valid().from();
    }

    /** The plans a service is on, in the order of time, up to its termination; there may be days without a plan between. */
    public List<Subscription> subscriptions(int service) {
        LocalDate end = ends(service);
        List<Subscription> result = new ArrayList<>();
        int last = arrays.firstPlan[service + 1];
        for (int at = arrays.firstPlan[service]; at < last; at++) {
            LocalDate from = LocalDate.ofEpochDay(arrays.planFromDays[at]);
            LocalDate next = at + 1 < last ? LocalDate.ofEpochDay(arrays.planFromDays[at + 1]) : DateRange.FOREVER;
            LocalDate to = next.isBefore(end) ? next : end;
            if (arrays.plans[at] != NONE && from.isBefore(to)) {
                result.add(new Subscription(
                        arrays.planNames.get(arrays.plans[at]), new DateRange(from, to), arrays.planAtOnce.get(at)));
            }
        }
        return result;
    }

    /** The plan a service is on that day; empty before its first, in a gap and after its termination. */
    public Optional<String> planOn(int service, LocalDate day) {
        int plan = planNumberOn(service, day.toEpochDay());
        return plan == NONE ? Optional.empty() : Optional.of(arrays.planNames.get(plan));
    }

    /**
     * As {@link #planOn}, for hot loops.
     *
     * @return index into {@link #planNames}, or {@link #NONE}
     */
    public int planNumberOn(int service, long epochDay) {
        int plan = NONE;
        int last = arrays.firstPlan[service + 1];
        for (int at = arrays.firstPlan[service]; at < last && arrays.planFromDays[at] <= epochDay; at++) {
            plan = arrays.plans[at];
        }
        return plan == NONE
                        || (arrays.statuses.containsKey(service)
                                && ends(service).toEpochDay() <= epochDay)
                ? NONE
                : plan;
    }

    /** Every plan that any service was ever on; a plan's number is its index here. */
    public List<String> planNames() {
        return Collections.unmodifiableList(arrays.planNames);
    }

    /** The states of a service from its first day on, without gap; the last has no end. */
    public List<StatusInterval> statuses(int service) {
        List<StatusInterval> points = arrays.statuses.getOrDefault(service, List.of());
        LocalDate begins = begins(service);
        List<StatusInterval> result = new ArrayList<>();
        LocalDate firstChange =
                points.isEmpty() ? DateRange.FOREVER : points.get(0).valid().from();
        if (begins.isBefore(firstChange)) {
            result.add(new StatusInterval(
                    ServiceStatus.ACTIVE,
                    Optional.empty(),
                    new DateRange(begins, firstChange),
                    Optional.empty(),
                    false));
        }
        result.addAll(points);
        return result;
    }

    /** The state of a service on a day; before its first day {@link ServiceStatus#TERMINATED}: it is not provided. */
    public ServiceStatus statusOn(int service, LocalDate day) {
        return statuses(service).stream()
                .filter(interval -> interval.valid().contains(day))
                .map(StatusInterval::status)
                .findFirst()
                .orElse(ServiceStatus.TERMINATED);
    }

    /** How many of each fee are charged; without an entry, one. In the order of fee and time. */
    public List<Quantity> quantities(int service) {
        return arrays.quantities.getOrDefault(service, List.of());
    }

    /** The orders for one-time fees, in the order of fee and day. */
    public List<Order> orders(int service) {
        return arrays.orders.getOrDefault(service, List.of());
    }

    /** The account's own prices, in the order of node, band and time. */
    public List<OwnPrice> ownPrices(int account) {
        return arrays.ownPrices.getOrDefault(account, List.of());
    }

    /** The account's own prices of fees, in the order of fee and time. */
    public List<OwnFee> ownFees(int account) {
        return arrays.ownFees.getOrDefault(account, List.of());
    }

    /** The billing days of an account. */
    public BillingDays billingDays(int account) {
        return new BillingDays(
                arrays.accountBillingDays[account], arrays.accountDayChanges.getOrDefault(account, List.of()));
    }

    /** The billing days that hold for a service: its own where it has them, else its account's. */
    public BillingDays billingDaysOfService(int service) {
        List<BillingDays.Change> own = arrays.serviceDayChanges.getOrDefault(service, List.of());
        if (arrays.serviceBillingDays[service] != 0) {
            return new BillingDays(arrays.serviceBillingDays[service], own);
        }
        BillingDays account = billingDays(accountOf(service));
        if (own.isEmpty()) {
            return account;
        }
        List<BillingDays.Change> changes = new ArrayList<>();
        LocalDate ownFrom = own.get(0).from();
        account.changes().stream()
                .filter(change -> change.from().isBefore(ownFrom))
                .forEach(changes::add);
        changes.addAll(own);
        return new BillingDays(account.first(), changes);
    }
}
