package io.turnpike.fees;

import io.turnpike.fees.FeePart.Share;
import io.turnpike.fees.OneTimeFee.Occasion;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the one-time fees of a service should come to: each occasion by the plan version of its day. */
final class OneTimeTargets {
    private final ServiceTimeline timeline;
    private final LocalDate since;
    private final LocalDate through;
    private final List<FeeTarget> targets = new ArrayList<>();

    OneTimeTargets(ServiceTimeline timeline, LocalDate since, LocalDate through) {
        this.timeline = timeline;
        this.since = since;
        this.through = through;
    }

    List<FeeTarget> all() {
        return targets;
    }

    void add(FeeCourse course) {
        LocalDate begin = course.days().from();
        occasion(course, course.begunByChange() ? Occasion.PLAN_CHANGE : Occasion.ACTIVATION, begin);
        for (LocalDate resumed : course.resumptions()) {
            occasion(course, Occasion.RESUMPTION, resumed);
        }
        LocalDate end = course.days().to();
        if (!course.endedByChange() && !end.equals(DateRange.FOREVER)) {
            occasion(course, Occasion.TERMINATION, end);
        }
    }

    /**
     * Charges the orders.
     *
     * @throws IllegalArgumentException when on an order's day no plan is in force that has the fee for orders
     */
    void addOrders(List<FeeCourse> courses) {
        Map<FeeOrder, Long> quantities = new LinkedHashMap<>();
        for (FeeOrder order : timeline.orders()) {
            quantities.merge(new FeeOrder(order.fee(), order.day(), 1), order.quantity(), Math::addExact);
        }
        quantities.forEach((order, quantity) -> {
            if (!order.day().isBefore(since) && !order.day().isAfter(through)) {
                addOrder(courses, order, quantity);
            }
        });
    }

    /** Whether a plan in force on an order's day has its fee for orders. */
    static boolean has(List<FeeCourse> courses, FeeOrder order) {
        return courses.stream()
                .filter(course -> course.days().contains(order.day()))
                .flatMap(course ->
                        FeeCourse.versionOn(course.asked().versions(), order.day()).terms().oneTime().stream())
                .anyMatch(fee -> fee.name().equals(order.fee()) && fee.when() == Occasion.ORDER);
    }

    private void addOrder(List<FeeCourse> courses, FeeOrder order, long quantity) {
        for (FeeCourse course : courses) {
            if (course.days().contains(order.day())) {
                PlanVersion version = FeeCourse.versionOn(course.asked().versions(), order.day());
                for (OneTimeFee fee : version.terms().oneTime()) {
                    if (fee.name().equals(order.fee()) && fee.when() == Occasion.ORDER) {
                        charge(terms(course, fee), version, fee, order.day(), quantity);
                        return;
                    }
                }
            }
        }
        throw new IllegalArgumentException("service " + timeline.service() + ": the order of " + order.day()
                + " names '" + order.fee()
                + "', which no plan in force on that day has as a one-time fee for orders: add the fee"
                + " with 'when: order' to the plan, or cancel the order with quantity 0");
    }

    private void occasion(FeeCourse course, Occasion occasion, LocalDate day) {
        if (day.isBefore(since) || day.isAfter(through)) {
            return;
        }
        LocalDate pricedOn = pricedOn(occasion, day);
        PlanVersion version = FeeCourse.versionOn(course.asked().versions(), pricedOn);
        for (OneTimeFee fee : version.terms().oneTime()) {
            if (fee.when() == occasion) {
                FeeDayTerms terms = terms(course, fee);
                charge(terms, version, fee, day, terms.quantityOn(pricedOn, fee.quantity()));
            }
        }
    }

    private void charge(FeeDayTerms terms, PlanVersion version, OneTimeFee fee, LocalDate day, long quantity) {
        FeeDayTerms.DayPrice price = terms.priceOn(pricedOn(fee.when(), day), fee.priceMicros());
        DateRange days = new DateRange(day, day.plusDays(1));
        FeePart part = new FeePart(
                days,
                1,
                1,
                price.micros(),
                price.source(),
                quantity,
                new Share(price.share(), price.phase(), Percent.FULL, ""),
                version,
                Proration.NONE);
        ExactAmount exact = part.amount();
        long total = exact.round(version.terms().rounding());
        targets.add(new FeeTarget(
                fee.name(), days, days, day, version.terms().currency(), total, exact, 0, 0, List.of(part)));
    }

    private FeeDayTerms terms(FeeCourse course, OneTimeFee fee) {
        return new FeeDayTerms(course, fee.name(), timeline.ownPrices());
    }

    /** The day after the last day of service has no price of its own. */
    private static LocalDate pricedOn(Occasion occasion, LocalDate day) {
        return occasion == Occasion.TERMINATION ? day.minusDays(1) : day;
    }
}
