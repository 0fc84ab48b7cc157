package io.turnpike.rating;

import io.turnpike.usage.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rate of an event at one instant: the longest match of the merged tree, its band, the account's own price over it, and
 * the fallback plans where there is none. Its fields hold the last answer, so that nothing is allocated for each call.
 */
final class RateFinder {
    private final Match match = new Match();

    /** The answer; {@code null} where there is no rate. */
    @Nullable Rate rate;
    /** How to name it. */
    @Nullable RateRef ref;

    Coverage coverage = Coverage.NONE;
    String origin = "";
    /** Whether any node matched, though at this time it has no price. */
    boolean nodeWithoutPrice;
    /** The answer holds until this instant, at most until midnight. */
    long until;
    /** The local day. */
    long epochDay;

    boolean find(RatePlan plan, OwnPrices own, UsageEvent event, Destination to, long at) {
        DayBands day = plan.clock().on(at);
        epochDay = day.epochDay();
        until = day.to();
        rate = null;
        nodeWithoutPrice = false;
        findIn(plan, event, to, at);
        if (rate != null && match.path != null) {
            coverage = match.path.coverage();
        }
        if (!own.isEmpty()) {
            applyOwn(plan, own, event, to, at);
        }
        for (int i = 0; rate == null && i < plan.fallbacks().size(); i++) {
            findIn(plan.fallbacks().get(i), event, to, at);
            if (rate != null && match.path != null) {
                coverage = plan.coverageOf(match.path.path())
                        .with(match.path.coverage().ownMeters());
            }
        }
        return rate != null;
    }

    private void findIn(RatePlan plan, UsageEvent event, Destination to, long at) {
        match.clear();
        plan.find(event.kind(), event.direction(), to, match);
        PathRates path = match.path;
        if (path == null) {
            return;
        }
        match.rate = path.inheritance().over(match.rate);
        int band = bandAt(path, at);
        rate = band < 0 ? match.rate : path.calendar().band(band).over(match.rate);
        ref = path.rate(band);
        nodeWithoutPrice |= rate == null;
        origin = path.origin(band);
    }

    private int bandAt(PathRates path, long at) {
        if (!path.hasBands()) {
            return -1;
        }
        DayBands day = path.calendar().on(at);
        int part = day.partAt(at);
        until = Math.min(until, day.endOf(part));
        return day.band(part);
    }

    /** The own price that holds now: the longest prefix first, then the narrower node, then the nearer price. */
    private void applyOwn(RatePlan plan, OwnPrices own, UsageEvent event, Destination to, long at) {
        PathRates planPath = match.path;
        String planBand = planPath == null ? null : bandName(planPath, bandAt(planPath, at));
        OwnPrices.Node best = null;
        OwnPrices.Leaf bestLeaf = null;
        int bestLength = match.length;
        int bestRank = Integer.MIN_VALUE;
        for (OwnPrices.Node node : own.on(epochDay)) {
            boolean samePath = planPath != null && node.target().path().equals(planPath.path());
            int length = samePath ? match.length : node.target().matchLength(event, to);
            if (length == Integer.MIN_VALUE || length < bestLength) {
                continue;
            }
            OwnPrices.Leaf leaf = leafAt(node, at, samePath ? planBand : null);
            int rank = samePath ? match.rank : node.target().rank();
            if (leaf != null
                    && (bestLeaf == null
                            || length > bestLength
                            || rank > bestRank
                            || (rank == bestRank && leaf.isNearerThan(bestLeaf)))) {
                best = node;
                bestLeaf = leaf;
                bestLength = length;
                bestRank = rank;
            }
        }
        if (best != null && bestLeaf != null) {
            take(plan, best, bestLeaf, planPath, at);
        }
    }

    private static @Nullable String bandName(PathRates path, int band) {
        return band < 0 ? null : path.bands().get(band).band().name();
    }

    /** The price of a node at an instant: that of a time written with it, of the band of the plan that holds, or at all times. */
    private OwnPrices.@Nullable Leaf leafAt(OwnPrices.Node node, long at, @Nullable String planBand) {
        if (node.hasBands()) {
            DayBands day = node.calendar().on(at);
            int part = day.partAt(at);
            until = Math.min(until, day.endOf(part));
            if (day.band(part) >= 0) {
                return node.timed(day.band(part));
            }
        }
        OwnPrices.Leaf named = planBand == null ? null : node.ofPlanBand(planBand);
        return named == null ? node.base() : named;
    }

    private void take(RatePlan plan, OwnPrices.Node node, OwnPrices.Leaf leaf, @Nullable PathRates planPath, long at) {
        boolean samePath = planPath != null && node.target().path().equals(planPath.path());
        Rate below = samePath ? match.rate : rate;
        OwnPrices.Leaf base = node.base();
        Rate answer = base == null ? below : overOrNull(base.terms(), below);
        boolean planPriced = base == null || base.terms().needsBase();
        String bandName = null;
        if (leaf.isOfBand()) {
            answer = overOrNull(leaf.terms(), answer == null ? rate : answer);
            planPriced &= leaf.terms().needsBase();
            bandName = leaf.when() == null ? leaf.planBand() : leaf.when().name();
        } else if (samePath && planPath != null) {
            // the node has an own price and its band in the plan stands, as it would under a plan that extends this one
            int band = bandAt(planPath, at);
            answer = band < 0
                    ? answer
                    : overOrNull(planPath.calendar().band(band).terms(), answer);
            bandName = bandName(planPath, band);
        }
        if (answer != null) {
            String path = node.target().path();
            rate = answer;
            ref = new RateRef(plan.terms().name(), plan.terms().validFrom(), path, bandName, true);
            // a capacity is a price too: one of the account's own stands instead of it
            coverage = samePath && planPath != null && planPriced ? planPath.coverage() : plan.coverageOf(path);
            origin = "own price from " + leaf.valid().from() + (planPath == null ? "" : " over " + planPath.origin(-1));
        }
    }

    private static @Nullable Rate overOrNull(RateTerms terms, @Nullable Rate base) {
        return base == null && terms.needsBase() ? null : terms.over(base);
    }
}
