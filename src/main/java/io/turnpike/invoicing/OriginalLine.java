package io.turnpike.invoicing;

import io.turnpike.tax.TaxedAmount;
import io.turnpike.tax.VatRate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of a released bill: one that a credit may take back from, or one that took back already.
 *
 * @param documentId the bill's document that shows it; null where it has none
 * @param grossMinor less than zero on a line that takes back
 */
record OriginalLine(
        @Nullable Long documentId,
        @Nullable String documentKind,
        @Nullable String documentNumber,
        @Nullable LocalDate documentDate,
        long accountId,
        @Nullable Long serviceId,
        String item,
        @Nullable String zone,
        String vatRate,
        LocalDate periodFrom,
        LocalDate periodTo,
        BigDecimal quantity,
        long netMinor,
        long vatMinor,
        long grossMinor) {

    /** A document as another one names it. */
    record Named(long documentId, String kind, String number, LocalDate date) {}

    /** The bill's document that shows it; empty where it has none. */
    Optional<Named> document() {
        return documentId == null || documentKind == null || documentNumber == null || documentDate == null
                ? Optional.empty()
                : Optional.of(new Named(documentId, documentKind, documentNumber, documentDate));
    }

    TaxedAmount amount() {
        return new TaxedAmount(netMinor, vatMinor, grossMinor);
    }

    /** What it would take back from, were it a credit. */
    Wanted wanted() {
        return new Wanted(
                accountId,
                serviceId == null ? 0 : serviceId,
                item,
                zone == null ? "" : zone,
                VatRate.parse(vatRate),
                periodFrom,
                periodTo);
    }

    /** Whether a credit takes back a part of this one: the same item, service, zone and VAT rate, and all or some of its days. */
    boolean isMeantBy(Wanted credit, Originals.Days days) {
        Wanted own = wanted();
        return own.accountId == credit.accountId
                && own.serviceId == credit.serviceId
                && own.item.equals(credit.item)
                && own.zone.equals(credit.zone)
                && own.rate.equals(credit.rate)
                && (days == Originals.Days.ALL
                        ? !own.from.isAfter(credit.from) && !own.to.isBefore(credit.to)
                        : own.from.isBefore(credit.to) && credit.from.isBefore(own.to));
    }

    /**
     * What a credit is for.
     *
     * @param serviceId 0 where services are not told apart
     * @param zone empty where zones are not told apart
     * @param to day after the last
     */
    record Wanted(
            long accountId, long serviceId, String item, String zone, VatRate rate, LocalDate from, LocalDate to) {

        static Wanted of(LineKey key, OperatorTerms terms, LocalDate from, LocalDate to) {
            String item = terms.items().at(key.itemOrder()).code();
            return new Wanted(key.accountId(), key.serviceId(), item, key.zone(), key.rate(), from, to);
        }
    }
}
