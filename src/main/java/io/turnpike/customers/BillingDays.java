package io.turnpike.customers;

import java.time.LocalDate;
import java.util.List;

/**
 * The day of the month that billing periods begin on, 1 to 31; in a shorter month it is the last.
 *
 * @param first before any change
 * @param changes in the order of time
 */
public record BillingDays(int first, List<Change> changes) {
    /** From that date periods begin on another day. */
    public record Change(LocalDate from, int day) {}

    public BillingDays {
        changes = List.copyOf(changes);
    }

    /** The billing day in force on a date. */
    public int on(LocalDate date) {
        int day = first;
        for (Change change : changes) {
            if (change.from().isAfter(date)) {
                break;
            }
            day = change.day();
        }
        return day;
    }
}
