package io.turnpike.payments.debts;

import java.time.LocalDate;

/**
 * What was open of one debt or credit of an account at the end of a day.
 *
 * @param day it was booked for
 * @param due when it was to be paid: the due date of its invoice, else the day it was booked for; of no meaning for credits
 * @param openMinor debts are positive, credits negative; never zero
 */
public record OpenDebt(
        long customerId,
        String customerNumber,
        String customerName,
        long accountId,
        String accountNumber,
        long entryId,
        LocalDate day,
        LocalDate due,
        long openMinor) {
    OpenDebt withOpen(long minor) {
        return new OpenDebt(
                customerId, customerNumber, customerName, accountId, accountNumber, entryId, day, due, minor);
    }
}
