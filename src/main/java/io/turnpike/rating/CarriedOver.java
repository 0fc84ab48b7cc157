package io.turnpike.rating;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What earlier periods granted of an allowance that may still be used. A period grants as the plan does that is held at its end, and
 * for as many more periods as that plan says; a period at whose end the allowance is not held grants nothing, and what was left of
 * those before it is lost.
 */
final class CarriedOver {
    private CarriedOver() {}

    /**
     * A period of which something may be left.
     *
     * @param start its first day, as days since 1970-01-01
     * @param granted base units
     */
    record Lot(long start, long granted) {}

    /**
     * Earlier periods that count.
     *
     * @param current first day of the period at hand
     * @return the oldest first
     */
    static List<Lot> lots(Allowance allowance, RatingContext context, long current) {
        int most = mostRollover(allowance.scope(), context);
        if (most == 0) {
            return List.of();
        }
        List<Lot> lots = new ArrayList<>();
        long end = current;
        for (int age = 1; age <= most; age++) {
            Allowance held = heldBefore(allowance, context, end);
            if (held == null) {
                break;
            }
            long start = context.periods().previous(allowance.every(), end);
            if (held.rolloverPeriods() >= age) {
                lots.add(0, new Lot(start, held.units()));
            }
            end = start;
        }
        return lots;
    }

    private static int mostRollover(Scope scope, RatingContext context) {
        int most = context.timeline().mostRollover();
        if (scope == Scope.ACCOUNT) {
            for (PlanTimeline service : context.plansHeld().timelines()) {
                most = Math.max(most, service.mostRollover());
            }
        }
        return most;
    }

    /** The allowance at the end of the day before: of the service itself, else of that service of the account which has most of it. */
    private static @Nullable Allowance heldBefore(Allowance allowance, RatingContext context, long epochDay) {
        Allowance held = context.timeline().heldBefore(allowance.counter(), epochDay);
        if (held != null || allowance.scope() == Scope.SERVICE) {
            return held;
        }
        for (PlanTimeline service : context.plansHeld().timelines()) {
            Allowance other = service.heldBefore(allowance.counter(), epochDay);
            if (other != null && (held == null || other.units() > held.units())) {
                held = other;
            }
        }
        return held;
    }
}
