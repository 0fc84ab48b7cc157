package io.turnpike.rating;

import java.time.LocalDate;
import java.util.Set;

/** Named days off, such as the public holidays of a country, day by day. */
public record HolidayCalendar(String name, Set<LocalDate> days) {
    public HolidayCalendar {
        days = Set.copyOf(days);
    }
}
