package io.turnpike.fees;

import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.List;

/**
 * Recurring and one-time fees of a service: what it should have been charged by the facts known now, less what was charged. A run
 * finds everything due through its day, however many periods behind; run again it finds nothing; run after a back-dated change it
 * finds the correction, at the prices that were charged.
 */
public final class FeeCalculator {
    private FeeCalculator() {}

    /** The days on which a subscription was asked for but its fixed term is over: the service is on no plan then. */
    public static List<DateRange> afterTerms(ServiceTimeline timeline) {
        return new FeeCourses(timeline).afterTerms();
    }

    /** The orders due through a day whose fee no plan in force on their day has: {@link #due} refuses them. */
    public static List<FeeOrder> withoutFee(ServiceTimeline timeline, LocalDate through) {
        if (timeline.orders().isEmpty()) {
            return List.of();
        }
        List<FeeCourse> courses = new FeeCourses(timeline).inOrder();
        return timeline.orders().stream()
                .filter(order -> !order.day().isAfter(through) && !OneTimeTargets.has(courses, order))
                .toList();
    }

    /** Whether a plan of the service in force on an order's day has its fee for orders. */
    public static boolean hasFee(ServiceTimeline timeline, FeeOrder order) {
        return !timeline.subscriptions().isEmpty() && OneTimeTargets.has(new FeeCourses(timeline).inOrder(), order);
    }

    /** As below, over the whole life of the service, for plans to whose minimum charge no usage counts. */
    public static List<FeeCharge> due(ServiceTimeline timeline, List<ChargedFee> charged, LocalDate through) {
        return due(timeline, charged, PeriodUsage.NONE, LocalDate.MIN, through);
    }

    /**
     * The charges and credits to bill now.
     *
     * @param charged all revisions charged before whose days begin on or after {@code since}, in any order
     * @param usage what counts towards a minimum charge
     * @param since charges whose days begin before this day are settled: neither made nor corrected. A back-dated change wants the
     *     first day of the longest fee period that holds the changed day, or earlier
     * @param through the day of the run: what is due on it is included
     * @return in order of subscription and fee, then one-time fees, top-ups, and credits for what is not owed any more
     * @throws IllegalArgumentException when the facts contradict each other; the message names the service
     */
    public static List<FeeCharge> due(
            ServiceTimeline timeline, List<ChargedFee> charged, PeriodUsage usage, LocalDate since, LocalDate through) {
        FeeCourses courses = new FeeCourses(timeline);
        RecurringTargets recurring = new RecurringTargets(timeline, courses, since, through);
        OneTimeTargets oneTime = new OneTimeTargets(timeline, since, through);
        for (FeeCourse course : courses.inOrder()) {
            recurring.add(course);
            oneTime.add(course);
        }
        oneTime.addOrders(courses.inOrder());
        MinimumTargets minimum = new MinimumTargets(timeline, courses, usage, recurring.all(), oneTime.all());
        for (FeeCourse course : courses.inOrder()) {
            minimum.add(course, since, through);
        }
        FeeDifferences differences = new FeeDifferences(timeline.service(), courses, charged, since, through);
        for (List<FeeTarget> targets : List.of(recurring.all(), oneTime.all(), minimum.all())) {
            for (FeeTarget target : targets) {
                if (!target.days().from().isBefore(since)) {
                    differences.compare(target);
                }
            }
        }
        return differences.withCreditsForTheRest();
    }
}
