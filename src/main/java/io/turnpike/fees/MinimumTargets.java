package io.turnpike.fees;

import io.turnpike.fees.MinimumCharge.Counted;
import io.turnpike.money.Rounding;
import io.turnpike.time.BillingPeriod;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The top-ups of a minimum charge: what the charges of an ended period lack. A fee counts in the period in which it begins. */
final class MinimumTargets {
    private final ServiceTimeline timeline;
    private final FeeCourses courses;
    private final PeriodUsage usage;
    private final List<FeeTarget> recurring;
    private final List<FeeTarget> oneTime;
    private final List<FeeTarget> targets = new ArrayList<>();

    MinimumTargets(
            ServiceTimeline timeline,
            FeeCourses courses,
            PeriodUsage usage,
            List<FeeTarget> recurring,
            List<FeeTarget> oneTime) {
        this.timeline = timeline;
        this.courses = courses;
        this.usage = usage;
        this.recurring = recurring;
        this.oneTime = oneTime;
    }

    List<FeeTarget> all() {
        return targets;
    }

    void add(FeeCourse course, LocalDate since, LocalDate through) {
        if (course.asked().versions().stream()
                .noneMatch(version -> version.terms().minimum().isPresent())) {
            return;
        }
        FeeDayTerms terms = new FeeDayTerms(course, MinimumCharge.FEE, timeline.ownPrices());
        for (FeeRun run : FeeRun.of(course, MinimumCharge.FEE, timeline.billingDays())) {
            LocalDate begin =
                    run.days().from().isBefore(since) ? since : run.days().from();
            BillingPeriod period = run.schedule().containing(begin);
            while (period.days().from().isBefore(run.days().to())
                    && !period.days().from().isAfter(through)) {
                DateRange days = RecurringTargets.clipped(period.days(), run.days());
                addPeriod(course, run, terms, period, days);
                period = run.schedule().next(period);
            }
        }
    }

    private void addPeriod(FeeCourse course, FeeRun run, FeeDayTerms terms, BillingPeriod period, DateRange days) {
        List<FeePart> parts = new PeriodParts(run, terms, period, days, null).parts();
        if (parts.isEmpty()) {
            return;
        }
        PlanVersion version = parts.get(0).version();
        ExactAmount exact = RecurringTargets.sum(parts);
        long counted =
                version.terms().minimum().map(minimum -> counted(minimum, days)).orElse(0L);
        Rounding rounding = version.terms().rounding();
        long missing = exact.plus(ExactAmount.of(-counted)).round(rounding);
        targets.add(new FeeTarget(
                MinimumCharge.FEE,
                days,
                period.days(),
                courses.dueOn(course, run.first(), period.days(), days),
                version.terms().currency(),
                Math.max(0, missing),
                exact,
                0,
                counted,
                parts));
    }

    private long counted(MinimumCharge minimum, DateRange days) {
        long micros = 0;
        for (Counted kind : minimum.counts()) {
            micros = Math.addExact(
                    micros,
                    switch (kind) {
                        case RECURRING_FEES -> sum(recurring, days);
                        case ONE_TIME_FEES -> sum(oneTime, days);
                        case USAGE -> usage.micros(days);
                    });
        }
        return micros;
    }

    private static long sum(List<FeeTarget> fees, DateRange days) {
        long micros = 0;
        for (FeeTarget fee : fees) {
            if (days.contains(fee.days().from())) {
                micros = Math.addExact(micros, fee.totalMicros());
            }
        }
        return micros;
    }
}
