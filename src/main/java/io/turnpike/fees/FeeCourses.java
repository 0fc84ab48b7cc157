package io.turnpike.fees;

import io.turnpike.fees.ChangePolicy.Billed;
import io.turnpike.fees.ChangePolicy.Effect;
import io.turnpike.time.BillingSchedule;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A timeline as it counts for fees: the policies of the plans applied to the days asked for. */
final class FeeCourses {
    private final ServiceTimeline timeline;
    private final BillingSchedule monthly;
    private final List<FeeCourse> courses = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final CountedSuspensions suspensions;
    /** Where the next subscription begins if it follows by a change. */
    private LocalDate changedOn = LocalDate.MIN;

    private Billed changeBilled = ChangePolicy.DEFAULT.billed();

    /** Something that happened to the service on the day asked for, and when its difference is billed. */
    private record Event(LocalDate day, Billed billed) {}

    FeeCourses(ServiceTimeline timeline) {
        this.timeline = timeline;
        this.monthly = timeline.billingDays().monthly();
        this.suspensions = new CountedSuspensions(timeline.suspensions());
        boolean followsByChange = false;
        for (int i = 0; i < timeline.subscriptions().size(); i++) {
            followsByChange = add(i, followsByChange);
        }
    }

    /** In order; a subscription that counts for no day is left out. */
    List<FeeCourse> inOrder() {
        return courses;
    }

    /** The days that were asked for behind the end of a fixed term. */
    List<DateRange> afterTerms() {
        List<DateRange> after = new ArrayList<>();
        for (FeeCourse course : courses) {
            LocalDate end = course.sold().terms().endOfPhases(course.days().from());
            LocalDate asked = course.asked().days().to();
            if (end.isBefore(asked)) {
                after.add(new DateRange(end, asked));
            }
        }
        return after;
    }

    /**
     * Whether a correction of a period waits: the last thing that happened in it by now is billed on the next billing day, or what
     * is known to happen has not happened yet.
     */
    boolean holdBack(DateRange period, LocalDate through) {
        Event last = null;
        boolean ahead = false;
        for (Event event : events) {
            if (period.contains(event.day())) {
                if (event.day().isAfter(through)) {
                    ahead = true;
                } else if (last == null || !event.day().isBefore(last.day())) {
                    last = event;
                }
            }
        }
        if (last == null) {
            return ahead;
        }
        return last.billed() == Billed.NEXT_RUN && nextBill(last.day()).isAfter(through);
    }

    /** The account's first billing day on or after a day. */
    LocalDate nextBill(LocalDate day) {
        return monthly.beginningOnOrAfter(day);
    }

    /** The day from which a first charge for these days of a period is billed. */
    LocalDate dueOn(FeeCourse course, RecurringFee fee, DateRange period, DateRange days) {
        if (fee.bill() == BillTiming.IN_ADVANCE) {
            boolean firstAfterChange = course.begunByChange()
                    && days.from().equals(course.days().from())
                    && days.from().isAfter(period.from());
            return firstAfterChange && course.begunBilled() == Billed.NEXT_RUN ? nextBill(days.from()) : days.from();
        }
        if (days.to().equals(period.to())) {
            return days.to();
        }
        boolean last = days.to().equals(course.days().to());
        return last && course.endBilled() == Billed.AT_ONCE ? days.to() : nextBill(days.to());
    }

    /** Adds one subscription and says whether the next follows it by a change of plan. */
    private boolean add(int index, boolean begunByChange) {
        Subscription asked = timeline.subscriptions().get(index);
        LocalDate start = begunByChange ? changedOn : asked.days().from();
        boolean hasNext = index + 1 < timeline.subscriptions().size();
        LocalDate nextFrom =
                hasNext ? timeline.subscriptions().get(index + 1).days().from() : DateRange.FOREVER;
        Map<String, FeeRun> continued = begunByChange ? lastRuns(start) : Map.of();
        FeeCourse open = new FeeCourse(
                asked,
                DateRange.from(start),
                begunByChange,
                changeBilled,
                false,
                changeBilled,
                List.of(),
                List.of(),
                List.of(),
                continued);
        FeeTerms sold = open.sold().terms();
        LocalDate askedEnd = asked.days().to();
        LocalDate end = sold.endOfPhases(start);
        ChangePolicies policies = policiesBefore(asked, askedEnd);
        boolean changes = false;
        Billed endBilled = billed(askedEnd, policies.termination());
        if (askedEnd.isBefore(end)) {
            changes = hasNext && nextFrom.equals(askedEnd);
            ChangePolicy policy = changes ? policies.change() : policies.termination();
            endBilled = billed(askedEnd, policy);
            end = later(start, moved(open, askedEnd, policy.effect()));
            if (!changes) {
                end = earlier(end, later(start, nextFrom));
            }
        } else if (nextFrom.equals(end)) {
            // on the day the fixed term ends another plan begins: the service goes on
            changes = true;
            endBilled = billed(askedEnd, policies.change());
        }
        if (start.isBefore(end)) {
            DateRange days = new DateRange(start, end);
            countSuspensions(open, days);
            courses.add(new FeeCourse(
                    asked,
                    days,
                    begunByChange,
                    open.begunBilled(),
                    changes,
                    endBilled,
                    suspensions.within(days),
                    suspensions.resumptions(days, changes),
                    quantities(open),
                    continued));
        }
        events.add(new Event(earlier(askedEnd, sold.endOfPhases(start)), endBilled));
        changedOn = end;
        changeBilled = endBilled;
        return changes;
    }

    /** Finds the days of suspensions that begin or end in a course, by its policies; those of a later course stay open. */
    private void countSuspensions(FeeCourse open, DateRange days) {
        for (int i = 0; i < suspensions.size(); i++) {
            LocalDate askedFrom = timeline.suspensions().get(i).days().from();
            LocalDate askedTo = timeline.suspensions().get(i).days().to();
            if (askedFrom.isBefore(days.to()) && suspensions.begins(i)) {
                ChangePolicy policy =
                        policiesBefore(open.asked(), askedFrom.plusDays(1)).suspension();
                boolean before = askedFrom.isBefore(days.from());
                suspensions.from(i, before ? askedFrom : moved(open, askedFrom, policy.effect()));
                events.add(new Event(askedFrom, billed(askedFrom, policy)));
            }
            if (!askedTo.isAfter(days.to()) && suspensions.ends(i)) {
                ChangePolicy policy =
                        policiesBefore(open.asked(), askedTo.plusDays(1)).resumption();
                boolean before = askedTo.isBefore(days.from());
                suspensions.to(i, before ? askedTo : moved(open, askedTo, policy.effect()));
                events.add(new Event(askedTo, billed(askedTo, policy)));
            }
        }
    }

    private List<QuantityFrom> quantities(FeeCourse open) {
        Subscription asked = open.asked();
        LocalDate start = open.days().from();
        List<QuantityFrom> moved = new ArrayList<>(asked.quantities().size());
        for (QuantityFrom quantity : asked.quantities()) {
            if (quantity.from().isAfter(asked.days().from())) {
                ChangePolicy policy =
                        policiesBefore(asked, quantity.from().plusDays(1)).change();
                LocalDate from = later(start, moved(open, quantity.from(), policy.effect()));
                events.add(new Event(quantity.from(), billed(quantity.from(), policy)));
                moved.add(new QuantityFrom(quantity.fee(), from, quantity.quantity()));
            } else {
                moved.add(new QuantityFrom(quantity.fee(), start, quantity.quantity()));
            }
        }
        return moved;
    }

    /** The day that counts, by the periods of the first recurring fee in force before the day asked for. */
    private LocalDate moved(FeeCourse open, LocalDate day, Effect effect) {
        LocalDate start = open.days().from();
        if (effect == Effect.NOW || day.equals(DateRange.FOREVER) || !start.isBefore(day)) {
            return day;
        }
        LocalDate eve = day.minusDays(1);
        List<RecurringFee> fees =
                FeeCourse.versionOn(open.asked().versions(), eve).terms().recurring();
        BillingSchedule schedule = monthly;
        if (!fees.isEmpty()) {
            for (FeeRun run : FeeRun.of(open, fees.get(0).name(), timeline.billingDays())) {
                schedule = run.days().from().isAfter(eve) ? schedule : run.schedule();
            }
        }
        return effect == Effect.PERIOD_END
                ? schedule.beginningOnOrAfter(day)
                : later(start, schedule.containing(day).days().from());
    }

    /** The runs that the last course leaves when the next begins. */
    private Map<String, FeeRun> lastRuns(LocalDate start) {
        Map<String, FeeRun> runs = new HashMap<>();
        if (!courses.isEmpty()) {
            FeeCourse left = courses.get(courses.size() - 1);
            for (PlanVersion version : left.asked().versions()) {
                for (RecurringFee fee : version.terms().recurring()) {
                    for (FeeRun run : FeeRun.of(left, fee.name(), timeline.billingDays())) {
                        if (run.days().to().equals(start)) {
                            runs.put(fee.name(), run);
                        }
                    }
                }
            }
        }
        return runs;
    }

    /** When what happened on a day is billed: at once where that was asked for, else by the plan's policy. */
    private Billed billed(LocalDate day, ChangePolicy policy) {
        return timeline.billedAtOnce().contains(day) ? Billed.AT_ONCE : policy.billed();
    }

    private static ChangePolicies policiesBefore(Subscription asked, LocalDate day) {
        return FeeCourse.versionOn(asked.versions(), day.minusDays(1)).terms().policies();
    }

    private static LocalDate later(LocalDate left, LocalDate right) {
        return left.isAfter(right) ? left : right;
    }

    private static LocalDate earlier(LocalDate left, LocalDate right) {
        return left.isBefore(right) ? left : right;
    }
}
