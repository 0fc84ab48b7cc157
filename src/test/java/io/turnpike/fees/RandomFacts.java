package io.turnpike.fees;

import io.turnpike.fees.ChangePolicy.Billed;
import io.turnpike.fees.ChangePolicy.Effect;
import io.turnpike.fees.PlanVersion.ForExisting;
import io.turnpike.time.BillingDays;
import io.turnpike.time.BillingInterval;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A service with plan changes, suspensions, quantities, own prices, orders and a moved billing day, all from a seed. */
final class RandomFacts {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 700;
    private static final List<String> INTERVALS = List.of("month", "month", "3 months", "year", "10 days", "2 weeks");

    private final Random random;
    private final ServiceTimeline timeline;

    RandomFacts(long seed) {
        this.random = new Random(seed);
        LocalDate start = FIRST.plusDays(random.nextInt(60));
        BillingDays billingDays = BillingDays.always(1 + random.nextInt(31));
        if (random.nextInt(3) == 0) {
            billingDays = billingDays.changed(start.plusDays(random.nextInt(400)), 1 + random.nextInt(31));
        }
        List<Subscription> subscriptions = subscriptions(start);
        this.timeline =
                new ServiceTimeline(1, billingDays, subscriptions, suspensions(start), ownPrices(start), List.of());
    }

    ServiceTimeline timeline() {
        return timeline;
    }

    /** What is known on a day: nothing that happens after it, and open ends instead of later ones. */
    ServiceTimeline knownOn(LocalDate day) {
        List<Subscription> subscriptions = timeline.subscriptions().stream()
                .filter(subscription -> !subscription.days().from().isAfter(day))
                .map(subscription -> new Subscription(
                        known(subscription.days(), day),
                        subscription.versions(),
                        subscription.quantities().stream()
                                .filter(quantity -> !quantity.from().isAfter(day))
                                .toList()))
                .toList();
        List<Suspension> suspensions = timeline.suspensions().stream()
                .filter(suspension -> !suspension.days().from().isAfter(day))
                .map(suspension -> new Suspension(known(suspension.days(), day), suspension.kind()))
                .toList();
        return new ServiceTimeline(
                1, timeline.billingDays(), subscriptions, suspensions, timeline.ownPrices(), timeline.orders());
    }

    private static DateRange known(DateRange days, LocalDate day) {
        return days.to().isAfter(day) ? DateRange.from(days.from()) : days;
    }

    private List<Subscription> subscriptions(LocalDate start) {
        List<Subscription> subscriptions = new ArrayList<>();
        LocalDate from = start;
        for (int i = random.nextInt(4); i >= 0; i--) {
            boolean open = i == 0 && random.nextBoolean();
            LocalDate to = open ? DateRange.FOREVER : from.plusDays(1 + random.nextInt(200));
            DateRange days = new DateRange(from, to);
            String plan = "plan-" + i;
            List<PlanVersion> versions = new ArrayList<>();
            versions.add(new PlanVersion(plan, LocalDate.of(2020, 1, 1), ForExisting.IMMEDIATE, terms()));
            if (random.nextInt(3) == 0) {
                ForExisting when = random.nextBoolean() ? ForExisting.IMMEDIATE : ForExisting.NEXT_PERIOD;
                versions.add(new PlanVersion(plan, from.plusDays(1 + random.nextInt(100)), when, terms()));
            }
            List<QuantityFrom> quantities = new ArrayList<>();
            if (random.nextInt(3) == 0) {
                quantities.add(QuantityFrom.ofAll(from, 1 + random.nextInt(5)));
                quantities.add(QuantityFrom.ofAll(from.plusDays(1 + random.nextInt(60)), random.nextInt(6)));
            }
            subscriptions.add(new Subscription(days, versions, quantities));
            from = random.nextInt(4) == 0 ? to.plusDays(random.nextInt(30)) : to;
        }
        return subscriptions;
    }

    private FeeTerms terms() {
        List<RecurringFee> fees = new ArrayList<>();
        fees.add(fee("rental", INTERVALS.get(random.nextInt(INTERVALS.size()))));
        if (random.nextBoolean()) {
            fees.add(fee("box", "month"));
        }
        List<Phase> phases = random.nextInt(4) > 0
                ? List.of()
                : List.of(new Phase(
                        "trial",
                        Optional.of(new BillingInterval(1 + random.nextInt(40), java.time.temporal.ChronoUnit.DAYS)),
                        Map.of("rental", new Phase.Price.Share(new Percent(random.nextInt(10_001)))),
                        random.nextInt(5) == 0));
        List<OneTimeFee> oneTime = List.of(
                new OneTimeFee("activation", 99_000_000, OneTimeFee.Occasion.ACTIVATION, QuantityRule.ONE),
                new OneTimeFee("resume", 10_000_000, OneTimeFee.Occasion.RESUMPTION, QuantityRule.ONE));
        return new FeeTerms(Fees.RUB, Fees.KOPECK, fees, oneTime, phases, Optional.empty(), policies());
    }

    private RecurringFee fee(String name, String every) {
        BillingInterval interval = BillingInterval.parse(every);
        Proration[] fitting =
                interval.inMonths() ? Proration.values() : new Proration[] {Proration.BY_DAY, Proration.NONE};
        return new RecurringFee(
                name,
                interval,
                RecurringFee.CountedFrom.values()[random.nextInt(2)],
                10_000L * (1 + random.nextInt(100_000)),
                BillTiming.values()[random.nextInt(2)],
                fitting[random.nextInt(fitting.length)],
                random.nextBoolean() ? QuantityRule.OF_SUBSCRIPTION : QuantityRule.ONE,
                Map.of(SuspensionKind.DEBT, new Percent(0), SuspensionKind.VOLUNTARY, new Percent(3_333)));
    }

    private ChangePolicies policies() {
        return new ChangePolicies(policy(), policy(), policy(), policy());
    }

    private ChangePolicy policy() {
        return new ChangePolicy(Effect.values()[random.nextInt(3)], Billed.values()[random.nextInt(2)]);
    }

    private List<Suspension> suspensions(LocalDate start) {
        List<Suspension> suspensions = new ArrayList<>();
        LocalDate from = start.plusDays(random.nextInt(100));
        for (int i = random.nextInt(4); i > 0; i--) {
            LocalDate to = from.plusDays(1 + random.nextInt(60));
            suspensions.add(new Suspension(new DateRange(from, to), SuspensionKind.values()[random.nextInt(3)]));
            from = to.plusDays(random.nextInt(100));
        }
        return suspensions;
    }

    private List<OwnFeePrice> ownPrices(LocalDate start) {
        if (random.nextInt(3) > 0) {
            return List.of();
        }
        LocalDate from = start.plusDays(random.nextInt(DAYS));
        return List.of(new OwnFeePrice(
                "rental",
                new DateRange(from, from.plusDays(1 + random.nextInt(100))),
                10_000L * random.nextInt(100_000)));
    }
}
