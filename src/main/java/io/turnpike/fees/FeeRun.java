package io.turnpike.fees;

import io.turnpike.time.BillingDays;
import io.turnpike.time.BillingSchedule;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recurring fee over the days on which its periods, due days and proration stay the same; prices may change within.
 *
 * @param first the fee as the run begins
 */
record FeeRun(RecurringFee first, BillingSchedule schedule, DateRange days) {
    /** The runs of a fee in a course: one, unless a version of the plan brings, drops or re-times the fee. */
    static List<FeeRun> of(FeeCourse course, String name, BillingDays billingDays) {
        List<FeeRun> runs = new ArrayList<>(1);
        RecurringFee current = course.sold().terms().recurring(name).orElse(null);
        LocalDate from = course.days().from();
        BillingSchedule schedule =
                current == null ? billingDays.monthly() : firstSchedule(course, current, billingDays);
        for (PlanVersion version : course.asked().versions()) {
            if (!version.validFrom().isAfter(course.days().from())) {
                continue;
            }
            RecurringFee next = version.terms().recurring(name).orElse(null);
            if (current == null ? next == null : next != null && current.sameCourseAs(next)) {
                continue;
            }
            LocalDate on = version.forExisting() == PlanVersion.ForExisting.IMMEDIATE
                    ? version.validFrom()
                    : schedule.beginningOnOrAfter(version.validFrom());
            add(runs, course, new Stretch(current, schedule, from, on));
            current = next;
            from = on;
            schedule = next == null ? billingDays.monthly() : next.schedule(on, billingDays);
        }
        add(runs, course, new Stretch(current, schedule, from, course.days().to()));
        return runs;
    }

    /** A change of plan does not move the periods of a fee that both plans have for the same interval. */
    private static BillingSchedule firstSchedule(FeeCourse course, RecurringFee fee, BillingDays billingDays) {
        FeeRun before = course.continued().get(fee.name());
        if (before != null
                && before.first().every().equals(fee.every())
                && before.first().countedFrom() == fee.countedFrom()) {
            return before.schedule();
        }
        return fee.schedule(course.days().from(), billingDays);
    }

    private static void add(List<FeeRun> runs, FeeCourse course, Stretch stretch) {
        RecurringFee fee = stretch.fee();
        if (fee != null && stretch.from().isBefore(stretch.to())) {
            new DateRange(stretch.from(), stretch.to())
                    .intersection(course.days())
                    .ifPresent(days -> runs.add(new FeeRun(fee, stretch.schedule(), days)));
        }
    }

    /** Days on which the fee is as it is, or is none; may be empty. */
    private record Stretch(@Nullable RecurringFee fee, BillingSchedule schedule, LocalDate from, LocalDate to) {}
}
