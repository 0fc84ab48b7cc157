package io.turnpike.invoicing;

import io.turnpike.time.DateRange;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An account in a bill run, with its customer as documents name it.
 *
 * @param unitId accounts with the same one share a bill
 * @param fromDay first day of the period
 * @param toDay day after the last; {@code fromDay} where the period has no days yet, because the contract begins on the day of the run
 *     or was billed through it before
 * @param previousTo end of what was taken before; null when nothing was
 * @param previousCutoff last batch taken before; null when nothing was
 * @param minimumInvoiceMinor the account's own minimum, 0 for none; null when the operator's holds
 */
record BilledAccount(
        long unitId,
        long accountId,
        long customerId,
        LocalDate fromDay,
        LocalDate toDay,
        @Nullable LocalDate previousTo,
        @Nullable Integer previousCutoff,
        String accountNumber,
        String contract,
        LocalDate contractDate,
        @Nullable String printZone,
        String language,
        @Nullable Long minimumInvoiceMinor,
        String customerNumber,
        String customerKind,
        String customerName,
        @Nullable String inn,
        @Nullable String kpp,
        @Nullable String vatId,
        @Nullable String postalIndex,
        @Nullable String city,
        @Nullable String street,
        @Nullable String house,
        @Nullable String flat) {

    boolean hasDays() {
        return fromDay.isBefore(toDay);
    }

    /** The days that documents state: the one it begins on, where it has none of its own. */
    DateRange period() {
        return new DateRange(fromDay, hasDays() ? toDay : fromDay.plusDays(1));
    }

    OperatorTerms.CustomerKind kind() {
        return OperatorTerms.CustomerKind.ofWord(customerKind);
    }
}
