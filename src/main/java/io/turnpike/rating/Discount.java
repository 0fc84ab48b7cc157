package io.turnpike.rating;

import java.util.List;
import java.util.Set;

/**
 * A share taken off the price of events.
 *
 * @param counter what a discount by volume adds up, and over what period
 * @param covers node paths, by the rate at the start of the event
 * @param bundle plans the account must have at the same time; empty where the discount is by volume
 * @param measure what is compared with the thresholds
 * @param thresholds ascending; for a bundle one from 0
 */
public record Discount(
        String name,
        CounterId counter,
        Scope scope,
        List<String> covers,
        Set<String> bundle,
        Measure measure,
        List<Threshold> thresholds,
        String origin) {

    /** What a volume discount counts over the period. */
    public enum Measure {
        /** Billed units. */
        UNITS,
        /** Amounts before the discount, each rounded as its event would be. */
        AMOUNT
    }

    /**
     * From how much on how great a share is taken off.
     *
     * @param from units or micro-units, inclusive
     * @param share taken off all events of the period, at most one
     */
    public record Threshold(long from, Fraction share) {}

    public Discount {
        covers = List.copyOf(covers);
        bundle = Set.copyOf(bundle);
        thresholds = List.copyOf(thresholds);
    }

    boolean byVolume() {
        return bundle.isEmpty();
    }

    Fraction shareAt(long measured) {
        Fraction share = Fraction.ZERO;
        for (Threshold threshold : thresholds) {
            if (measured >= threshold.from) {
                share = threshold.share;
            }
        }
        return share;
    }
}
