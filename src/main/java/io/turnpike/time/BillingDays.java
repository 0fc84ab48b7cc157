package io.turnpike.time;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The billing day of an account or service and its changes. A change asked for on a day takes hold on the first new billing day
 * on or after it: until then the old periods go on, and the last of them is cut short there. The days of that short period are
 * the bridge.
 *
 * @param first the day in force before any change
 * @param changes in order of their dates
 */
public record BillingDays(BillingDay first, List<Change> changes) {
    /** From {@code from} on the billing day is {@code day}. */
    public record Change(LocalDate from, BillingDay day) {}

    public BillingDays {
        changes = List.copyOf(changes);
        for (int i = 1; i < changes.size(); i++) {
            if (!changes.get(i - 1).from().isBefore(changes.get(i).from())) {
                throw new IllegalArgumentException("changes of the billing day are not in order: " + changes);
            }
        }
    }

    /** A billing day that never changes. */
    public static BillingDays always(int dayOfMonth) {
        return new BillingDays(new BillingDay(dayOfMonth), List.of());
    }

    /** These billing days with one more change, later than all before. */
    public BillingDays changed(LocalDate from, int dayOfMonth) {
        List<Change> more = new ArrayList<>(changes);
        more.add(new Change(from, new BillingDay(dayOfMonth)));
        return new BillingDays(first, more);
    }

    /** The monthly billing periods of these days. */
    public BillingSchedule monthly() {
        return BillingSchedule.monthly(this);
    }
}
