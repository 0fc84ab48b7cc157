package io.turnpike.invoicing;

import io.turnpike.invoicing.Item.Detail;
import io.turnpike.tax.VatRate;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * What charges must have in common to stand on one line. A detail that the item does not show is empty, 0, or the first of days; late
 * usage always tells the days of the bill it would have stood on.
 *
 * @param itemOrder place of the item in the set-up
 * @param credit fees taken back do not hide in the fees charged
 */
record LineKey(
        int itemOrder,
        long accountId,
        long serviceId,
        String zone,
        String plan,
        LocalDate from,
        boolean credit,
        VatRate rate) {

    static final Comparator<LineKey> PRINT_ORDER = Comparator.comparingLong(LineKey::accountId)
            .thenComparingInt(LineKey::itemOrder)
            .thenComparingLong(LineKey::serviceId)
            .thenComparing(LineKey::zone)
            .thenComparing(LineKey::plan)
            .thenComparing(LineKey::from)
            .thenComparing(LineKey::credit)
            .thenComparing(key -> key.rate().hundredths())
            .thenComparing(key -> key.rate().text());

    /** Whether it tells days apart. */
    boolean isDated() {
        return !from.equals(LocalDate.EPOCH);
    }

    /** The same, but for days from this one on alone. */
    LineKey since(LocalDate day) {
        return new LineKey(itemOrder, accountId, serviceId, zone, plan, day, credit, rate);
    }

    /** The key of a charge under an operator's item set-up; an error when no item takes it, because it would be lost. */
    static LineKey of(ChargePart charge, OperatorTerms terms) {
        int order =
                terms.items().orderOf(charge.path()).orElseThrow(() -> new UnlistedCharge(terms.code(), charge.path()));
        Item item = terms.items().at(order);
        return new LineKey(
                order,
                charge.accountId(),
                item.shows(Detail.SERVICE) ? charge.serviceId() : 0,
                item.shows(Detail.ZONE) ? ItemSetup.lastWord(charge.path()) : "",
                item.shows(Detail.PLAN) ? charge.plan() : "",
                charge.late() != null || (item.shows(Detail.PERIOD) && charge.isFee())
                        ? charge.from()
                        : LocalDate.EPOCH,
                charge.isFee() && charge.micros() < 0,
                terms.rate(item, charge.taxedOn()));
    }
}
