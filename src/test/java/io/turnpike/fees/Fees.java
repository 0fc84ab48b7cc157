package io.turnpike.fees;

import io.turnpike.fees.ChangePolicy.Billed;
import io.turnpike.fees.ChangePolicy.Effect;
import io.turnpike.money.Rounding;
import io.turnpike.time.BillingDays;
import io.turnpike.time.BillingInterval;
import io.turnpike.time.DateRange;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words for the tests of this package: plans, timelines, and the charges of a run as text. */
final class Fees {
    static final Currency RUB = Currency.getInstance("RUB");
    static final Rounding KOPECK = new Rounding(10_000, RoundingMode.HALF_UP);

    private Fees() {}

    static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    /** {@code "2026-03-01..2026-04-01"}, or an open end as {@code "2026-03-01.."}. */
    static DateRange days(String text) {
        String[] ends = text.split("\\.\\.", -1);
        return new DateRange(day(ends[0]), ends[1].isEmpty() ? DateRange.FOREVER : day(ends[1]));
    }

    static long micros(String rub) {
        return new BigDecimal(rub).movePointRight(6).longValueExact();
    }

    static RecurringFee fee(String name, String every, String price, BillTiming bill, Proration prorate) {
        return new RecurringFee(
                name,
                BillingInterval.parse(every),
                RecurringFee.CountedFrom.BILLING_DAY,
                micros(price),
                bill,
                prorate,
                QuantityRule.OF_SUBSCRIPTION,
                Map.of(
                        SuspensionKind.VOLUNTARY, Percent.parse("50 %"),
                        SuspensionKind.DEBT, Percent.parse("0 %")));
    }

    /** In advance, by day, every month. */
    static RecurringFee rental(String price) {
        return fee("rental", "month", price, BillTiming.IN_ADVANCE, Proration.BY_DAY);
    }

    static RecurringFee arrears(String price) {
        return fee("rental", "month", price, BillTiming.IN_ARREARS, Proration.BY_DAY);
    }

    static FeeTerms terms(RecurringFee... fees) {
        return terms(ChangePolicies.DEFAULT, List.of(), fees);
    }

    static FeeTerms terms(ChangePolicies policies, List<Phase> phases, RecurringFee... fees) {
        return new FeeTerms(RUB, KOPECK, List.of(fees), List.of(), phases, Optional.empty(), policies);
    }

    static FeeTerms terms(List<OneTimeFee> oneTime, RecurringFee... fees) {
        return new FeeTerms(RUB, KOPECK, List.of(fees), oneTime, List.of(), Optional.empty(), ChangePolicies.DEFAULT);
    }

    static ChangePolicies policies(Effect effect, Billed billed) {
        ChangePolicy policy = new ChangePolicy(effect, billed);
        return new ChangePolicies(policy, policy, policy, new ChangePolicy(Effect.NOW, billed));
    }

    static PlanVersion version(String plan, String from, FeeTerms terms) {
        return new PlanVersion(plan, day(from), PlanVersion.ForExisting.IMMEDIATE, terms);
    }

    static Subscription on(String days, String plan, FeeTerms terms) {
        return Subscription.of(days(days), List.of(version(plan, "2020-01-01", terms)));
    }

    static Subscription on(String days, String plan, FeeTerms terms, QuantityFrom... quantities) {
        return new Subscription(days(days), List.of(version(plan, "2020-01-01", terms)), List.of(quantities));
    }

    static ServiceTimeline timeline(int billingDay, Subscription... subscriptions) {
        return ServiceTimeline.of(1, BillingDays.always(billingDay), List.of(subscriptions));
    }

    static ServiceTimeline suspended(ServiceTimeline timeline, String days, SuspensionKind kind) {
        List<Suspension> all = new ArrayList<>(timeline.suspensions());
        all.add(new Suspension(days(days), kind));
        return new ServiceTimeline(
                timeline.service(),
                timeline.billingDays(),
                timeline.subscriptions(),
                all,
                timeline.ownPrices(),
                timeline.orders());
    }

    static ServiceTimeline ownPrice(ServiceTimeline timeline, String fee, String days, String price) {
        return new ServiceTimeline(
                timeline.service(),
                timeline.billingDays(),
                timeline.subscriptions(),
                timeline.suspensions(),
                List.of(new OwnFeePrice(fee, days(days), micros(price))),
                timeline.orders());
    }

    static ServiceTimeline ordered(ServiceTimeline timeline, FeeOrder... orders) {
        return new ServiceTimeline(
                timeline.service(),
                timeline.billingDays(),
                timeline.subscriptions(),
                timeline.suspensions(),
                timeline.ownPrices(),
                List.of(orders));
    }

    static ServiceTimeline billedOn(ServiceTimeline timeline, BillingDays billingDays) {
        return new ServiceTimeline(
                timeline.service(),
                billingDays,
                timeline.subscriptions(),
                timeline.suspensions(),
                timeline.ownPrices(),
                timeline.orders());
    }

    /** A line a charge: {@code rental 2026-03-01..2026-04-01 r0 250.00}. */
    static String text(List<FeeCharge> charges) {
        return charges.stream()
                .map(charge -> charge.fee() + " " + charge.days().from() + ".."
                        + charge.days().to() + " r" + charge.revision() + " "
                        + BigDecimal.valueOf(charge.amount().micros(), 6)
                                .setScale(2, RoundingMode.UNNECESSARY)
                                .toPlainString())
                .collect(Collectors.joining("\n"));
    }
}
