package io.turnpike.fees;

import io.turnpike.money.Rounding;
import io.turnpike.time.BillingPeriod;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the recurring fees of a service should come to, for all periods that hold a day from {@code since} through a day. */
final class RecurringTargets {
    private final ServiceTimeline timeline;
    private final FeeCourses courses;
    private final LocalDate since;
    private final LocalDate through;
    private final List<FeeTarget> targets = new ArrayList<>();
    /** By fee: the last period that a course left before its end, for the plan that follows. */
    private final Map<String, PeriodParts.Taken> taken = new HashMap<>(4);

    RecurringTargets(ServiceTimeline timeline, FeeCourses courses, LocalDate since, LocalDate through) {
        this.timeline = timeline;
        this.courses = courses;
        this.since = since;
        this.through = through;
    }

    /** All so far; the periods that begin before {@code since} are among them, for what is carried over. */
    List<FeeTarget> all() {
        return targets;
    }

    void add(FeeCourse course) {
        if (course.days().from().isAfter(through)) {
            return;
        }
        List<PlanVersion> versions = course.asked().versions();
        List<String> names = new ArrayList<>();
        for (PlanVersion version : versions) {
            for (RecurringFee fee : version.terms().recurring()) {
                if (!names.contains(fee.name())) {
                    names.add(fee.name());
                }
            }
        }
        for (String name : names) {
            FeeDayTerms terms = new FeeDayTerms(course, name, timeline.ownPrices());
            for (FeeRun run : FeeRun.of(course, name, timeline.billingDays())) {
                addPeriods(course, run, terms);
            }
        }
    }

    private void addPeriods(FeeCourse course, FeeRun run, FeeDayTerms terms) {
        LocalDate begin = run.days().from().isBefore(since) ? since : run.days().from();
        BillingPeriod period = run.schedule().containing(begin);
        while (period.days().from().isBefore(run.days().to())
                && !period.days().from().isAfter(through)) {
            DateRange days = clipped(period.days(), run.days());
            if (!days.from().isAfter(through)) {
                addPeriod(course, run, terms, period, days);
            }
            period = run.schedule().next(period);
        }
    }

    private void addPeriod(FeeCourse course, FeeRun run, FeeDayTerms terms, BillingPeriod period, DateRange days) {
        String fee = run.first().name();
        boolean begunLate = days.from().isAfter(period.days().from());
        PeriodParts priced = new PeriodParts(run, terms, period, days, begunLate ? taken.get(fee) : null);
        ExactAmount exact = sum(priced.parts());
        PlanVersion version =
                priced.parts().isEmpty() ? course.sold() : priced.parts().get(0).version();
        Rounding rounding = version.terms().rounding();
        long alone = exact.round(rounding);
        PeriodParts.Taken before = priced.taken();
        long total = before == null ? alone : rest(before, exact, rounding, alone);
        targets.add(new FeeTarget(
                fee,
                days,
                period.days(),
                courses.dueOn(course, run.first(), period.days(), days),
                version.terms().currency(),
                total,
                exact,
                total - alone,
                0,
                priced.parts()));
        if (days.to().isBefore(period.days().to())) {
            taken.put(fee, taken(period, priced, days.to(), exact, total));
        }
    }

    private static PeriodParts.Taken taken(
            BillingPeriod period, PeriodParts priced, LocalDate through, ExactAmount exact, long total) {
        PeriodParts.Taken before = priced.taken();
        return new PeriodParts.Taken(
                period,
                priced.proration(),
                through,
                priced.heldDays(),
                priced.units(),
                before == null ? exact : before.exact().plus(exact),
                before == null ? total : before.roundedMicros() + total);
    }

    /** The rounded sum of the period so far less what its earlier parts came to: the last part takes the rest. */
    private static long rest(PeriodParts.Taken before, ExactAmount exact, Rounding rounding, long alone) {
        boolean sameRule = before.exact().round(rounding) == before.roundedMicros();
        return sameRule ? before.exact().plus(exact).round(rounding) - before.roundedMicros() : alone;
    }

    static ExactAmount sum(List<FeePart> parts) {
        ExactAmount sum = ExactAmount.ZERO;
        for (FeePart part : parts) {
            sum = sum.plus(part.amount());
        }
        return sum;
    }

    static DateRange clipped(DateRange period, DateRange days) {
        LocalDate from = period.from().isBefore(days.from()) ? days.from() : period.from();
        LocalDate to = period.to().isAfter(days.to()) ? days.to() : period.to();
        return new DateRange(from, to);
    }
}
