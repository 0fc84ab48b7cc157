package io.turnpike.fees;

import io.turnpike.fees.ChangePolicy.Billed;
import io.turnpike.fees.ChangePolicy.Effect;
import io.turnpike.time.BillingDays;
import io.turnpike.time.BillingSchedule;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A timeline as it counts for fees: the policies of the plans applied to the days asked for. */
final class FeeCourses {
    private final ServiceTimeline timeline;
    private final List<FeeCourse> courses = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    /** Where the next subscription begins if it follows by a change. */
    private LocalDate changedOn = LocalDate.MIN;

    private Billed changeBilled = ChangePolicy.DEFAULT.billed();

    /** Something that happened to the service on the day asked for, and when its difference is billed. */
    private record Event(LocalDate day, Billed billed) {}

    FeeCourses(ServiceTimeline timeline) {
        this.timeline = timeline;
        boolean followsByChange = false;
        for (int i = 0; i < timeline.subscriptions().size(); i++) {
            followsByChange = add(i, followsByChange);
        }
    }

    /** In order; a subscription that counts for no day is left out. */
    List<FeeCourse> inOrder() {
        return courses;
    }

    /** Whether a correction of a period waits for its end, because the last thing that happened in it does. */
    boolean holdBack(DateRange period, LocalDate through) {
        if (!through.isBefore(period.to())) {
            return false;
        }
        Event last = null;
        for (Event event : events) {
            if (period.contains(event.day()) && (last == null || !event.day().isBefore(last.day()))) {
                last = event;
            }
        }
        return last != null && last.billed() == Billed.NEXT_RUN;
    }

    /** Adds one subscription and says whether the next follows it by a change of plan. */
    private boolean add(int index, boolean begunByChange) {
        Subscription asked = timeline.subscriptions().get(index);
        LocalDate start = begunByChange ? changedOn : asked.days().from();
        Billed begunBilled = changeBilled;
        boolean hasNext = index + 1 < timeline.subscriptions().size();
        LocalDate nextFrom =
                hasNext ? timeline.subscriptions().get(index + 1).days().from() : DateRange.FOREVER;
        FeeTerms sold = FeeCourse.versionOn(asked.versions(), start).terms();
        LocalDate askedEnd = asked.days().to();
        LocalDate end = sold.endOfPhases(start);
        ChangePolicies policies = policiesBefore(asked, askedEnd);
        boolean changes = false;
        Billed endBilled = policies.termination().billed();
        if (askedEnd.isBefore(end)) {
            changes = hasNext && nextFrom.equals(askedEnd);
            ChangePolicy policy = changes ? policies.change() : policies.termination();
            endBilled = policy.billed();
            end = later(start, moved(asked, start, askedEnd, policy.effect()));
            if (!changes) {
                end = earlier(end, later(start, nextFrom));
            }
        }
        changedOn = end;
        changeBilled = endBilled;
        if (start.isBefore(end)) {
            DateRange days = new DateRange(start, end);
            List<Suspension> suspensions = suspensions(asked, days);
            List<QuantityFrom> quantities = quantities(asked, start);
            courses.add(new FeeCourse(
                    asked, days, begunByChange, begunBilled, changes, endBilled, suspensions, quantities));
        }
        events.add(new Event(earlier(askedEnd, sold.endOfPhases(start)), endBilled));
        return changes;
    }

    private List<Suspension> suspensions(Subscription asked, DateRange days) {
        if (timeline.suspensions().isEmpty()) {
            return List.of();
        }
        List<Suspension> moved = new ArrayList<>();
        LocalDate free = days.from();
        for (Suspension suspension : timeline.suspensions()) {
            if (suspension.days().intersection(days).isEmpty()) {
                continue;
            }
            LocalDate askedFrom = suspension.days().from();
            LocalDate askedTo = suspension.days().to();
            ChangePolicies policies = policiesBefore(asked, askedFrom.plusDays(1));
            LocalDate from = later(
                    free,
                    moved(asked, days.from(), askedFrom, policies.suspension().effect()));
            LocalDate to = earlier(
                    days.to(),
                    moved(asked, days.from(), askedTo, policies.resumption().effect()));
            events.add(new Event(askedFrom, policies.suspension().billed()));
            events.add(new Event(askedTo, policies.resumption().billed()));
            if (from.isBefore(to)) {
                moved.add(new Suspension(new DateRange(from, to), suspension.kind()));
                free = to;
            }
        }
        return moved;
    }

    private List<QuantityFrom> quantities(Subscription asked, LocalDate start) {
        List<QuantityFrom> moved = new ArrayList<>(asked.quantities().size());
        for (QuantityFrom quantity : asked.quantities()) {
            if (quantity.from().isAfter(asked.days().from())) {
                ChangePolicy policy =
                        policiesBefore(asked, quantity.from().plusDays(1)).change();
                LocalDate from = later(start, moved(asked, start, quantity.from(), policy.effect()));
                events.add(new Event(quantity.from(), policy.billed()));
                moved.add(new QuantityFrom(quantity.fee(), from, quantity.quantity()));
            } else {
                moved.add(new QuantityFrom(quantity.fee(), start, quantity.quantity()));
            }
        }
        return moved;
    }

    private LocalDate moved(Subscription asked, LocalDate start, LocalDate day, Effect effect) {
        if (effect == Effect.NOW || day.equals(DateRange.FOREVER) || !start.isBefore(day)) {
            return day;
        }
        List<RecurringFee> fees =
                FeeCourse.versionOn(asked.versions(), day.minusDays(1)).terms().recurring();
        BillingDays billingDays = timeline.billingDays();
        BillingSchedule schedule =
                fees.isEmpty() ? billingDays.monthly() : fees.get(0).schedule(start, billingDays);
        return effect == Effect.PERIOD_END
                ? schedule.beginningOnOrAfter(day)
                : later(start, schedule.containing(day).days().from());
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
