package io.turnpike.rating;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Terms as they are written at a node, a band or an account: what is not written ({@code null}) is taken from the rate below it.
 * One of {@code price}, {@code percent}, {@code steps} and {@code tiers} is the price; none of them keeps the price and changes
 * the rest.
 *
 * @param price in micro-units for one unit
 * @param percent a share of the price below
 * @param steps prices by elapsed units, the last without end; empty where there are none
 * @param firstIncrement units, once at the start of an event
 * @param increment units, after that
 * @param setupMicros once per event, in micro-units
 * @param freeUnits at the start of an event
 * @param floorMicros least amount of an event of which at least one unit is paid for, setup included
 * @param capMicros most
 */
public record RateTerms(
        @Nullable Fraction price,
        @Nullable Fraction percent,
        List<Rate.Step> steps,
        @Nullable Tiers tiers,
        @Nullable Long firstIncrement,
        @Nullable Long increment,
        @Nullable Long setupMicros,
        @Nullable Long freeUnits,
        @Nullable Long floorMicros,
        @Nullable Long capMicros) {

    public RateTerms {
        steps = List.copyOf(steps);
    }

    /** One price and nothing else. */
    public static RateTerms of(Fraction price) {
        return new RateTerms(price, null, List.of(), null, null, null, null, null, null, null);
    }

    /** Whether these terms need a price below them. */
    public boolean needsBase() {
        return price == null && steps.isEmpty() && tiers == null;
    }

    /** These terms with what they do not write taken from others, except the price. */
    RateTerms filledFrom(RateTerms below) {
        boolean ownIncrements = firstIncrement != null || increment != null || !steps.isEmpty();
        return new RateTerms(
                price,
                percent,
                steps,
                tiers,
                ownIncrements ? firstIncrement : below.firstIncrement,
                ownIncrements ? increment : below.increment,
                setupMicros == null ? below.setupMicros : setupMicros,
                freeUnits == null ? below.freeUnits : freeUnits,
                floorMicros == null ? below.floorMicros : floorMicros,
                capMicros == null ? below.capMicros : capMicros);
    }

    /** As {@link #filledFrom}, with the price too where these terms write none. */
    RateTerms orAsIn(RateTerms below) {
        RateTerms filled = filledFrom(below);
        boolean priced = price != null || percent != null || !steps.isEmpty() || tiers != null;
        return priced
                ? filled
                : new RateTerms(
                        below.price,
                        below.percent,
                        below.steps,
                        below.tiers,
                        filled.firstIncrement,
                        filled.increment,
                        filled.setupMicros,
                        filled.freeUnits,
                        filled.floorMicros,
                        filled.capMicros);
    }

    /** Nothing bought and nothing paid by the unit: the price is a capacity's. */
    public RateTerms withoutUnitPrice() {
        return new RateTerms(
                Fraction.ZERO,
                null,
                List.of(),
                null,
                firstIncrement,
                increment,
                setupMicros,
                freeUnits,
                floorMicros,
                capMicros);
    }

    /**
     * The complete rate.
     *
     * @param base the rate below; needed where {@link #needsBase()}
     */
    public Rate over(@Nullable Rate base) {
        if (base == null && needsBase()) {
            throw new IllegalArgumentException("a share of a price needs a price below it");
        }
        long baseIncrement = base == null ? 1 : base.stepAt(0).increment();
        long rest = increment == null ? baseIncrement : increment;
        List<Rate.Step> complete;
        Tiers ownTiers = tiers;
        if (!steps.isEmpty()) {
            complete = steps;
            rest = steps.get(0).increment();
        } else if (price != null) {
            complete = List.of(new Rate.Step(Rate.UNLIMITED, price, rest));
        } else if (tiers != null || base == null) {
            complete = List.of(new Rate.Step(Rate.UNLIMITED, Fraction.ZERO, rest));
        } else {
            Fraction share = percent == null ? Fraction.ONE : percent;
            complete = base.steps().stream()
                    .map(step -> new Rate.Step(
                            step.toUnits(),
                            step.price().times(share),
                            increment == null ? step.increment() : increment))
                    .toList();
            ownTiers = base.tiers == null ? null : base.tiers.times(share);
        }
        return new Rate(complete, this, base, ownTiers, first(base, rest));
    }

    private long first(@Nullable Rate base, long rest) {
        if (firstIncrement != null) {
            return firstIncrement;
        }
        boolean incrementsAreOwn = increment != null || !steps.isEmpty() || base == null;
        return incrementsAreOwn || base == null ? rest : base.firstIncrement;
    }
}
