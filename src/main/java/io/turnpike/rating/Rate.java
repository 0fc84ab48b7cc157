package io.turnpike.rating;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The complete terms by which a stretch of use is priced. Units are seconds, bytes or events. Rates are shared by the prefixes of
 * a price list and told apart by identity.
 */
public final class Rate {
    /** No end, no limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /**
     * A part of an event by elapsed units.
     *
     * @param toUnits elapsed units it ends before; {@link Rate#UNLIMITED} for the last
     * @param price in micro-units for one unit
     * @param increment units are rounded up to a multiple of it, at least 1
     */
    public record Step(long toUnits, Fraction price, long increment) {}

    private final Step[] steps;
    private final RateTerms terms;
    final long firstIncrement;
    final long setupMicros;
    final long freeUnits;
    final long floorMicros;
    final long capMicros;
    final @Nullable Tiers tiers;

    Rate(List<Step> steps, RateTerms terms, @Nullable Rate base, @Nullable Tiers tiers, long firstIncrement) {
        this.steps = steps.toArray(new Step[0]);
        this.terms = terms;
        this.tiers = tiers;
        this.firstIncrement = firstIncrement;
        this.setupMicros = stated(terms.setupMicros(), base == null ? 0 : base.setupMicros);
        this.freeUnits = stated(terms.freeUnits(), base == null ? 0 : base.freeUnits);
        this.floorMicros = stated(terms.floorMicros(), base == null ? 0 : base.floorMicros);
        this.capMicros = stated(terms.capMicros(), base == null ? UNLIMITED : base.capMicros);
    }

    /** The step that holds the unit after {@code elapsed} units. */
    Step stepAt(long elapsed) {
        int i = 0;
        while (steps[i].toUnits <= elapsed) {
            i++;
        }
        return steps[i];
    }

    /** The terms it was made of. */
    RateTerms terms() {
        return terms;
    }

    List<Step> steps() {
        return List.of(steps);
    }

    private static long stated(@Nullable Long own, long inherited) {
        return own == null ? inherited : own;
    }
}
