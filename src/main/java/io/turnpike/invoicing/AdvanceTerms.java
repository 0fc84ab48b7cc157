package io.turnpike.invoicing;

import java.time.LocalDate;
import java.util.Map;

/**
 * That companies get VAT invoices on what they pay ahead, and how.
 *
 * @param from money of this day and later
 * @param withinDays what is applied to documents of so many days after it came is no advance; 0 for the day itself
 * @param vatClass whose rate of the day the money came the computed rate follows from
 * @param name of the line, by language
 */
public record AdvanceTerms(LocalDate from, int withinDays, String vatClass, Map<String, String> name) {
    public AdvanceTerms {
        name = Map.copyOf(name);
    }
}
