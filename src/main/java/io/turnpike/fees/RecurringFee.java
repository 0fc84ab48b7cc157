package io.turnpike.fees;

import io.turnpike.time.BillingDays;
import io.turnpike.time.BillingInterval;
import io.turnpike.time.BillingSchedule;
import java.time.LocalDate;
import java.util.Map;

/**
 * A fee that returns every N days, weeks, months or years.
 *
 * @param name one fee of this name at a time in a plan
 * @param every how often
 * @param countedFrom where its periods begin
 * @param priceMicros millionths of the currency's major unit for one full period and a quantity of one
 * @param bill when it is due
 * @param prorate what a part of a period costs
 * @param quantity how many times
 * @param whileSuspended the share of the price by kind of suspension; a kind not named pays in full
 */
public record RecurringFee(
        String name,
        BillingInterval every,
        CountedFrom countedFrom,
        long priceMicros,
        BillTiming bill,
        Proration prorate,
        QuantityRule quantity,
        Map<SuspensionKind, Percent> whileSuspended) {
    /** Where periods begin. */
    public enum CountedFrom {
        /** On the account's or service's billing day; days and weeks know none and are counted from the start. */
        BILLING_DAY,
        /** On the day the subscription began. */
        START;

        /** The words of definitions. */
        public static final Map<String, CountedFrom> WORDS = Map.of("billing-day", BILLING_DAY, "start", START);
    }

    public RecurringFee {
        whileSuspended = Map.copyOf(whileSuspended);
        if (priceMicros < 0) {
            throw new IllegalArgumentException("the price of fee " + name + " is negative");
        }
        if (!every.inMonths() && (prorate == Proration.BY_30_DAYS || prorate == Proration.WHOLE_MONTHS)) {
            throw new IllegalArgumentException("fee " + name + " recurs every " + every
                    + ": months and 30 days do not fit, prorate by day or not");
        }
    }

    /** Its periods for a subscription that begins on a day. */
    BillingSchedule schedule(LocalDate start, BillingDays billingDays) {
        return countedFrom == CountedFrom.START
                ? BillingSchedule.fromStart(every, start)
                : BillingSchedule.byBillingDay(every, start, billingDays);
    }

    /** Whether periods, due days and proration agree, so that a new version of the plan goes on where the old one was. */
    boolean sameCourseAs(RecurringFee other) {
        return every.equals(other.every)
                && countedFrom == other.countedFrom
                && bill == other.bill
                && prorate == other.prorate;
    }
}
