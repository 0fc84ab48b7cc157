package io.turnpike.invoicing;

import io.turnpike.invoicing.FeeRow.QuantityDays;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a bill takes of one revision of a fee: a part for each stretch of days with one quantity, where the item shows days, so that on a
 * line days, quantity and amount belong together; cut where the VAT rate changes. A later revision stands on the days that cost another
 * amount by it: with the quantity that comes on top or goes away, where that explains the amount; days that are not the fee's any more
 * are apart. Pure.
 *
 * @param before the revision before it; null for the first
 * @param beforeMicros what all revisions before it come to
 */
record BilledRevision(@Nullable FeeRow before, long beforeMicros, FeeRow row, OperatorTerms terms) {
    /** Days with an amount. */
    private record Piece(QuantityDays days, boolean more, long micros) {
        Piece plus(long rest) {
            return new Piece(days, more, Math.addExact(micros, rest));
        }
    }

    List<ChargePart> parts() {
        List<ChargePart> parts = new ArrayList<>();
        for (Piece piece : pieces()) {
            cut(piece, parts);
        }
        return parts;
    }

    private List<Piece> pieces() {
        List<Piece> pieces = !terms.showsPeriod(row.path()) ? List.of() : before == null ? first() : later(before);
        return pieces.isEmpty() ? List.of(whole()) : pieces;
    }

    /** All days; also those that are not the fee's any more, where they bear another VAT rate than some that are. */
    private Piece whole() {
        LocalDate from = row.periodFrom();
        LocalDate gone = before == null ? from : before.periodTo();
        boolean otherRate = terms.rateChanges(row.path()).stream()
                .anyMatch(change -> change.isAfter(from) && change.isBefore(gone));
        LocalDate to = otherRate && gone.isAfter(row.periodTo()) ? gone : row.periodTo();
        return new Piece(new QuantityDays(from, to, row.quantity()), false, addedMicros());
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

    /**
     * Stretches of days by what they cost more or less than by the revision before; none where the quantity is one throughout. What
     * rounding leaves on days that have not changed goes with the last stretch that has.
     */
    private List<Piece> later(FeeRow earlier) {
        List<Piece> pieces = new ArrayList<>();
        if (!tellsQuantitiesApart(earlier)) {
            return pieces;
        }
        long rest = 0;
        @Nullable LocalDate from = null;
        for (LocalDate to : bounds(earlier)) {
            if (from != null) {
                long micros = Math.subtractExact(changedBefore(earlier, to), changedBefore(earlier, from));
                BigDecimal more = owed(row, nowMicros(), from).subtract(owed(earlier, beforeMicros, from));
                boolean same = more.signum() == 0
                        && Math.abs(micros) <= terms.lineRounding().stepMicros();
                if (same || micros == 0) {
                    rest = Math.addExact(rest, micros);
                } else {
                    boolean explained = more.signum() == Long.signum(micros);
                    BigDecimal quantity = explained ? more.abs() : row.quantityOn(from);
                    pieces.add(new Piece(new QuantityDays(from, to, quantity), explained, micros));
                }
            }
            from = to;
        }
        if (!pieces.isEmpty()) {
            pieces.add(pieces.remove(pieces.size() - 1).plus(rest));
        }
        return pieces;
    }

    private boolean tellsQuantitiesApart(FeeRow earlier) {
        return Stream.of(earlier, row)
                .flatMap(each -> each.quantities().stream())
                .anyMatch(days -> days.quantity().compareTo(row.quantity()) != 0);
    }

    /** Where the quantity or the fee itself begins or ends, in both revisions. */
    private TreeSet<LocalDate> bounds(FeeRow earlier) {
        TreeSet<LocalDate> bounds = new TreeSet<>();
        for (FeeRow each : List.of(earlier, row)) {
            each.quantities().forEach(days -> bounds.addAll(List.of(days.from(), days.to())));
        }
        return bounds;
    }

    /** What all revisions come to with this one. */
    private long nowMicros() {
        return Math.addExact(beforeMicros, row.amountMicros());
    }

    /** What this revision adds to what lines say of the fee: they round what all revisions come to, not each revision. */
    private long addedMicros() {
        return Math.subtractExact(
                terms.lineRounding().round(nowMicros()), terms.lineRounding().round(beforeMicros));
    }

    /** By how much this revision changes what the days before one come to. */
    private long changedBefore(FeeRow earlier, LocalDate day) {
        return Math.subtractExact(row.before(day, nowMicros(), terms), earlier.before(day, beforeMicros, terms));
    }

    /** The quantity of a day; none on days that are not the fee's, or where nothing is owed of it. */
    private static BigDecimal owed(FeeRow fee, long totalMicros, LocalDate day) {
        return day.isBefore(fee.periodTo()) && totalMicros != 0 ? fee.quantityOn(day) : BigDecimal.ZERO;
    }

    /** What the days of a piece before one come to, as they are rendered: of a later revision, by how much it changes that. */
    private long upTo(Piece piece, LocalDate day) {
        LocalDate from = piece.days.from();
        return before == null
                ? Math.subtractExact(
                        row.before(day, row.amountMicros(), terms), row.before(from, row.amountMicros(), terms))
                : Math.subtractExact(changedBefore(before, day), changedBefore(before, from));
    }

    /** Where the VAT rate changes, each sum rounded as lines are. */
    private void cut(Piece piece, List<ChargePart> parts) {
        QuantityDays days = piece.days;
        LocalDate start = days.from();
        long micros = 0;
        for (LocalDate change : terms.rateChanges(row.path())) {
            if (change.isAfter(start) && change.isBefore(days.to())) {
                long upTo = upTo(piece, change);
                add(piece, start, change, Math.subtractExact(upTo, micros), parts);
                micros = upTo;
                start = change;
            }
        }
        add(piece, start, days.to(), Math.subtractExact(piece.micros, micros), parts);
    }

    /** Days on which a later revision changes nothing are left out. */
    private void add(Piece piece, LocalDate from, LocalDate to, long micros, List<ChargePart> parts) {
        if (micros != 0 || before == null || piece.micros == 0) {
            parts.add(row.part(new QuantityDays(from, to, piece.days.quantity()), piece.more, micros, 0));
        }
    }
}
