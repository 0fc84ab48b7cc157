package io.turnpike.charging;

import io.turnpike.customers.BillingDays;
import io.turnpike.time.BillingDay;
import io.turnpike.time.BillingSchedule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Billing periods of an account or service from what is known of its billing days. */
final class Timelines {
    /** How far ahead periods are worked out: further than any usage that can come in. */
    private static final LocalDate HORIZON = LocalDate.of(2100, 1, 1);

    private Timelines() {}

    static io.turnpike.time.BillingDays billingDays(BillingDays known) {
        List<io.turnpike.time.BillingDays.Change> changes = new ArrayList<>();
        known.changes()
                .forEach(change -> changes.add(
                        new io.turnpike.time.BillingDays.Change(change.from(), new BillingDay(change.day()))));
        return new io.turnpike.time.BillingDays(new BillingDay(known.first()), changes);
    }

    /** Monthly billing periods. */
    static BillingSchedule schedule(BillingDays known) {
        return billingDays(known).monthly();
    }

    /** The first days of all monthly periods from the one that holds a day on. */
    static List<LocalDate> periodStarts(BillingDays known, LocalDate from) {
        BillingSchedule schedule = schedule(known);
        List<LocalDate> starts = new ArrayList<>();
        for (var period = schedule.containing(from);
                period.days().from().isBefore(HORIZON);
                period = schedule.next(period)) {
            starts.add(period.days().from());
        }
        return starts;
    }
}
