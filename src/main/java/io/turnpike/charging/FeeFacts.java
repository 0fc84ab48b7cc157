package io.turnpike.charging;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.ForExisting;
import io.turnpike.catalog.PlanVersion;
import io.turnpike.customers.OwnFee;
import io.turnpike.customers.Quantity;
import io.turnpike.customers.ServiceDirectory;
import io.turnpike.customers.ServiceStatus;
import io.turnpike.customers.StatusInterval;
import io.turnpike.definitions.Problems;
import io.turnpike.fees.FeeCalculator;
import io.turnpike.fees.FeeOrder;
import io.turnpike.fees.MinimumCharge;
import io.turnpike.fees.OneTimeFee;
import io.turnpike.fees.OwnFeePrice;
import io.turnpike.fees.QuantityFrom;
import io.turnpike.fees.ServiceTimeline;
import io.turnpike.fees.Subscription;
import io.turnpike.fees.Suspension;
import io.turnpike.fees.SuspensionKind;
import io.turnpike.money.RatedAmount;
import io.turnpike.time.DateRange;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The facts of a service that its fees follow from: plans with their fees, quantities, suspensions, own prices, billing days. */
final class FeeFacts {
    private final Catalog catalog;
    private final Map<String, List<io.turnpike.fees.PlanVersion>> terms = new ConcurrentHashMap<>();
    private final Map<String, Boolean> fixedTerms = new ConcurrentHashMap<>();

    FeeFacts(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The timeline of a service; without subscriptions where it is on no plan, or ended on the day it began. */
    ServiceTimeline timeline(ServiceDirectory directory, int service) {
        Currency currency = directory.operatorOf(directory.accountOf(service)).currency();
        return new ServiceTimeline(
                directory.serviceId(service),
                Timelines.billingDays(directory.billingDaysOfService(service)),
                subscriptions(directory, service),
                suspensions(directory, service),
                ownPrices(directory, service, currency),
                orders(directory, service),
                billedAtOnce(directory, service));
    }

    /** The days of what was asked to be billed when it is made. */
    private static Set<LocalDate> billedAtOnce(ServiceDirectory directory, int service) {
        Set<LocalDate> days = new HashSet<>();
        for (io.turnpike.customers.Subscription subscription : directory.subscriptions(service)) {
            if (subscription.billedAtOnce()) {
                days.add(subscription.valid().from());
            }
        }
        for (StatusInterval interval : directory.statuses(service)) {
            if (interval.billedAtOnce()) {
                days.add(interval.valid().from());
            }
        }
        for (Quantity quantity : directory.quantities(service)) {
            if (quantity.billedAtOnce()) {
                days.add(quantity.valid().from());
            }
        }
        return days;
    }

    /** The plans of a service whose prices are in another currency than its operator's: none of their fees is charged. */
    List<io.turnpike.customers.Subscription> foreign(ServiceDirectory directory, int service) {
        Currency currency = directory.operatorOf(directory.accountOf(service)).currency();
        return directory.subscriptions(service).stream()
                .filter(known -> isForeign(known.plan(), currency))
                .toList();
    }

    private boolean isForeign(String plan, Currency currency) {
        return versions(plan).stream()
                .anyMatch(version -> !version.terms().currency().equals(currency));
    }

    private List<Subscription> subscriptions(ServiceDirectory directory, int service) {
        Currency currency = directory.operatorOf(directory.accountOf(service)).currency();
        List<Subscription> subscriptions = new ArrayList<>();
        for (io.turnpike.customers.Subscription known : directory.subscriptions(service)) {
            if (isForeign(known.plan(), currency)) {
                continue;
            }
            List<io.turnpike.fees.PlanVersion> versions = versions(known.plan());
            int first = 0;
            while (first + 1 < versions.size()
                    && !versions.get(first + 1)
                            .validFrom()
                            .isAfter(known.valid().from())) {
                first++;
            }
            if (versions.isEmpty()
                    || versions.get(first).validFrom().isAfter(known.valid().from())) {
                throw new IllegalStateException("service " + directory.serviceId(service) + " is on the plan "
                        + known.plan()
                        + " from " + known.valid().from() + ", but no version of it is in force then: add rating-rules/"
                        + known.plan() + "/<valid-from>.yaml, or correct the subscription");
            }
            subscriptions.add(new Subscription(
                    known.valid(),
                    versions.subList(first, versions.size()),
                    quantities(directory, service, known.valid())));
        }
        return subscriptions;
    }

    private static List<QuantityFrom> quantities(ServiceDirectory directory, int service, DateRange days) {
        List<QuantityFrom> quantities = new ArrayList<>();
        for (Quantity quantity : directory.quantities(service)) {
            quantity.valid()
                    .intersection(days)
                    .ifPresent(valid ->
                            quantities.add(new QuantityFrom(quantity.fee(), valid.from(), quantity.quantity())));
        }
        quantities.sort(Comparator.comparing(QuantityFrom::from));
        return quantities;
    }

    private static List<FeeOrder> orders(ServiceDirectory directory, int service) {
        return directory.orders(service).stream()
                .filter(order -> order.quantity() > 0) // others are cancelled
                .map(order -> new FeeOrder(order.fee(), order.day(), order.quantity()))
                .toList();
    }

    /** The days on which a fixed term has ended what was subscribed for longer. */
    List<DateRange> afterTerms(ServiceDirectory directory, int service) {
        return FeeCalculator.afterTerms(timeline(directory, service));
    }

    /** Whether a plan has a fixed term in any of its versions. */
    boolean hasFixedTerm(String plan) {
        return fixedTerms.computeIfAbsent(
                plan,
                name -> versions(name).stream()
                        .anyMatch(version -> version.terms().hasFixedTerm()));
    }

    private static List<Suspension> suspensions(ServiceDirectory directory, int service) {
        List<Suspension> suspensions = new ArrayList<>();
        for (StatusInterval interval : directory.statuses(service)) {
            if (interval.status() == ServiceStatus.SUSPENDED) {
                interval.suspension()
                        .map(kind -> SuspensionKind.WORDS.get(kind.word()))
                        .ifPresent(kind -> suspensions.add(new Suspension(interval.valid(), kind)));
            }
        }
        return suspensions;
    }

    private static List<OwnFeePrice> ownPrices(ServiceDirectory directory, int service, Currency currency) {
        List<OwnFeePrice> prices = new ArrayList<>();
        List<OwnFee> known = new ArrayList<>(directory.ownFees(directory.accountOf(service)));
        // of two that hold the later in the list wins: the price of the service alone stands over that of the whole
        // account
        known.sort(Comparator.comparing((OwnFee own) -> own.serviceId().isPresent()));
        for (OwnFee own : known) {
            if (own.serviceId().isEmpty() || own.serviceId().get() == directory.serviceId(service)) {
                prices.add(new OwnFeePrice(own.fee(), own.valid(), micros(own.fee(), own.price(), currency)));
            }
        }
        return prices;
    }

    /**
     * An own price of a fee, in millionths.
     *
     * @param price {@code 250.00 RUB}
     * @throws IllegalArgumentException where it is no amount in the currency
     */
    static long micros(String fee, String price, Currency currency) {
        String[] words = price.strip().split("\\s+", -1);
        try {
            if (words.length == 2 && words[1].equals(currency.getCurrencyCode())) {
                return new RatedAmount(
                                currency,
                                new BigDecimal(words[0]).movePointRight(6).longValueExact())
                        .micros();
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(notAnAmount(fee, price, currency), e);
        }
        throw new IllegalArgumentException(notAnAmount(fee, price, currency));
    }

    private static String notAnAmount(String fee, String price, Currency currency) {
        return "the own price '" + price + "' of the fee " + fee + " is not an amount in " + currency
                + ": write it as 250.00 " + currency;
    }

    /** The fees that can be ordered on a plan, in any of its versions. */
    Set<String> ordered(String plan) {
        Set<String> names = new HashSet<>();
        for (io.turnpike.fees.PlanVersion version : versions(plan)) {
            version.terms().oneTime().stream()
                    .filter(fee -> fee.when() == OneTimeFee.Occasion.ORDER)
                    .forEach(fee -> names.add(fee.name()));
        }
        return names;
    }

    /** The fees of a plan in all its versions, and its minimum charge. */
    Set<String> names(String plan) {
        Set<String> names = new HashSet<>();
        for (io.turnpike.fees.PlanVersion version : versions(plan)) {
            version.terms().recurring().forEach(fee -> names.add(fee.name()));
            version.terms().oneTime().forEach(fee -> names.add(fee.name()));
            version.terms().minimum().ifPresent(minimum -> names.add(MinimumCharge.FEE));
        }
        return names;
    }

    /** All versions of a plan with their fees, in the order of their dates. */
    private List<io.turnpike.fees.PlanVersion> versions(String plan) {
        return terms.computeIfAbsent(plan, name -> {
            Problems problems = new Problems();
            List<io.turnpike.fees.PlanVersion> versions = new ArrayList<>();
            for (PlanVersion version : catalog.versions(name)) {
                version.fees(problems)
                        .ifPresent(fees -> versions.add(new io.turnpike.fees.PlanVersion(
                                name,
                                version.validFrom(),
                                version.forExisting() == ForExisting.IMMEDIATE
                                        ? io.turnpike.fees.PlanVersion.ForExisting.IMMEDIATE
                                        : io.turnpike.fees.PlanVersion.ForExisting.NEXT_PERIOD,
                                fees)));
            }
            problems.throwIfAny();
            return List.copyOf(versions);
        });
    }
}
