package io.turnpike.invoicing;

import io.turnpike.invoicing.FeeRow.QuantityDays;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a bill takes of one revision of a fee: a part for each stretch of days with one quantity, where the item shows days, so that on a
 * line days, quantity and amount belong together; cut where the VAT rate changes. A revision that brings another quantity stands on the
 * days it does so for, with the quantity that comes on top or goes away. Pure.
 *
 * @param before the revision before it; null for the first
 */
record BilledRevision(@Nullable FeeRow before, FeeRow row, OperatorTerms terms) {
    /** Days with an amount. */
    private record Piece(QuantityDays days, boolean more, long micros) {}

    List<ChargePart> parts() {
        List<ChargePart> parts = new ArrayList<>();
        for (Piece piece : pieces()) {
            cut(piece, parts);
        }
        return parts;
    }

    private List<Piece> pieces() {
        List<Piece> pieces = !terms.showsPeriod(row.path()) ? List.of() : before == null ? first() : later(before);
        return pieces.isEmpty()
                ? List.of(new Piece(
                        new QuantityDays(row.periodFrom(), row.periodTo(), row.quantity()), false, row.amountMicros()))
                : pieces;
    }

    /** None where the quantity is one throughout. */
    private List<Piece> first() {
        List<QuantityDays> quantities = row.quantities();
        List<Piece> pieces = new ArrayList<>();
        if (quantities.size() > 1) {
            for (QuantityDays days : quantities) {
                long micros = Math.subtractExact(
                        row.before(days.to(), row.amountMicros(), terms),
                        row.before(days.from(), row.amountMicros(), terms));
                pieces.add(new Piece(days, true, micros));
            }
        }
        return pieces;
    }

    /** Where the quantity differs from that of the revision before; none where it does not, or where that does not explain the amount. */
    private List<Piece> later(FeeRow earlier) {
        List<QuantityDays> differing = differing(earlier);
        long weights = differing.stream().mapToLong(BilledRevision::weight).sum();
        boolean explained =
                differing.stream().allMatch(days -> days.quantity().signum() == Long.signum(row.amountMicros()));
        boolean allDays = row.periodTo().equals(earlier.periodTo());
        boolean known =
                row.stretches() != null || earlier.stretches() == null; // what is not owed any more has no stretches
        if (weights == 0 || !explained || !allDays || !known) {
            return List.of();
        }
        List<Piece> pieces = new ArrayList<>();
        long weight = 0;
        long micros = 0;
        for (QuantityDays days : differing) {
            weight += weight(days);
            long upTo = weight == weights
                    ? row.amountMicros()
                    : terms.lineRounding().roundQuotient(Math.multiplyExact(row.amountMicros(), weight), weights);
            QuantityDays moved =
                    new QuantityDays(days.from(), days.to(), days.quantity().abs());
            pieces.add(new Piece(moved, true, Math.subtractExact(upTo, micros)));
            micros = upTo;
        }
        return pieces;
    }

    private List<QuantityDays> differing(FeeRow earlier) {
        LocalDate end = earlier.periodTo().isBefore(row.periodTo()) ? earlier.periodTo() : row.periodTo();
        TreeSet<LocalDate> changes = new TreeSet<>();
        for (FeeRow each : List.of(earlier, row)) {
            each.quantities().forEach(days -> changes.add(days.from()));
        }
        List<QuantityDays> differing = new ArrayList<>();
        for (LocalDate from : changes.headSet(end)) {
            LocalDate next = changes.higher(from);
            LocalDate to = next == null || next.isAfter(end) ? end : next;
            BigDecimal more = row.quantityOn(from).subtract(earlier.quantityOn(from));
            if (more.signum() != 0) {
                differing.add(new QuantityDays(from, to, more));
            }
        }
        return differing;
    }

    private static long weight(QuantityDays days) {
        return Math.multiplyExact(days.quantity().longValueExact(), ChronoUnit.DAYS.between(days.from(), days.to()));
    }

    /** What the days of a piece before one come to: of a first revision by its stretches, as they are rendered; of a later one by days. */
    private long upTo(Piece piece, LocalDate day) {
        QuantityDays days = piece.days;
        return before == null
                ? Math.subtractExact(
                        row.before(day, row.amountMicros(), terms), row.before(days.from(), row.amountMicros(), terms))
                : FeeRow.share(piece.micros, days.from(), day, days.to(), terms);
    }

    /** Where the VAT rate changes, each sum rounded as lines are. */
    private void cut(Piece piece, List<ChargePart> parts) {
        QuantityDays days = piece.days;
        LocalDate start = days.from();
        long micros = 0;
        for (LocalDate change : terms.rateChanges(row.path())) {
            if (change.isAfter(start) && change.isBefore(days.to())) {
                long upTo = upTo(piece, change);
                QuantityDays here = new QuantityDays(start, change, days.quantity());
                parts.add(row.part(here, piece.more, Math.subtractExact(upTo, micros), 0));
                micros = upTo;
                start = change;
            }
        }
        QuantityDays rest = new QuantityDays(start, days.to(), days.quantity());
        parts.add(row.part(rest, piece.more, Math.subtractExact(piece.micros, micros), 0));
    }
}
