package io.turnpike.rating;

import java.util.List;

/**
 * Prices that depend on how much was used in the period before.
 *
 * @param counter what is counted together; nodes with the same counter share it
 * @param tiers ascending; the last has no end
 */
public record Tiers(Mode mode, CounterId counter, Scope scope, List<Tier> tiers) {
    /** How the units of a period meet the tiers. */
    public enum Mode {
        /** Each unit at the price of the tier it falls into. */
        GRADUATED,
        /** All units of the period at the price of the tier their total falls into; known at settle only. */
        WHOLE_VOLUME,
        /** Each block of a tier is paid whole when its first unit is used. */
        BY_STARTED_BLOCKS
    }

    /**
     * One tier.
     *
     * @param toUnits upper end, exclusive for the next unit: 100 holds the first hundred; {@link Long#MAX_VALUE} for no end
     * @param price of one unit
     * @param blockUnits units the price was written for; the block of {@link Mode#BY_STARTED_BLOCKS}
     */
    public record Tier(long toUnits, Fraction price, long blockUnits) {}

    public Tiers {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty() || tiers.get(tiers.size() - 1).toUnits() != Long.MAX_VALUE) {
            throw new IllegalArgumentException("the last tier must have no end");
        }
    }

    Tiers times(Fraction share) {
        return new Tiers(
                mode,
                counter,
                scope,
                tiers.stream()
                        .map(tier -> new Tier(tier.toUnits, tier.price.times(share), tier.blockUnits))
                        .toList());
    }

    /** The tier a total of units falls into. */
    Tier holding(long units) {
        return tiers.stream().filter(tier -> units <= tier.toUnits).findFirst().orElseThrow();
    }
}
