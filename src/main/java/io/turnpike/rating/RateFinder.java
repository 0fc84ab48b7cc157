package io.turnpike.rating;

import io.turnpike.usage.UsageEvent;
import java.time.LocalDate;
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

    private void applyOwn(RatePlan plan, OwnPrices own, UsageEvent event, Destination to, long at) {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        PathRates planPath = match.path;
        int planBand = planPath == null ? -1 : bandAt(planPath, at);
        OwnPrices.Node best = null;
        Band bestBand = null;
        int bestLength = match.length;
        for (OwnPrices.Node node : own.nodes()) {
            boolean samePath = planPath != null && node.target().path().equals(planPath.path());
            int length = samePath ? match.length : node.target().matchLength(event, to);
            if (length == Integer.MIN_VALUE || length < bestLength || !node.validOn(day)) {
                continue;
            }
            Band band = ownBandAt(node, at);
            boolean says =
                    band != null || node.base() != null || ofPlanBand(node, planPath, planBand, samePath) != null;
            boolean nearer = best == null
                    || length > bestLength
                    || (band != null && bestBand == null)
                    || ((band != null) == (bestBand != null)
                            && node.valid().from().isAfter(best.valid().from()));
            if (says && nearer) {
                best = node;
                bestBand = band;
                bestLength = length;
            }
        }
        if (best != null) {
            take(plan, best, bestBand, planPath, planBand);
        }
    }

    private @Nullable Band ownBandAt(OwnPrices.Node node, long at) {
        if (!node.hasBands()) {
            return null;
        }
        DayBands day = node.calendar().on(at);
        int part = day.partAt(at);
        until = Math.min(until, day.endOf(part));
        int band = day.band(part);
        return band < 0 ? null : node.calendar().band(band);
    }

    private static @Nullable RateTerms ofPlanBand(
            OwnPrices.Node node, @Nullable PathRates planPath, int planBand, boolean samePath) {
        return samePath && planPath != null && planBand >= 0
                ? node.planBands().get(planPath.bands().get(planBand).band().name())
                : null;
    }

    private void take(
            RatePlan plan, OwnPrices.Node node, @Nullable Band band, @Nullable PathRates planPath, int planBand) {
        boolean samePath = planPath != null && node.target().path().equals(planPath.path());
        Rate below = samePath ? match.rate : rate;
        Rate base = node.base() == null ? below : overOrNull(node.base(), below);
        RateTerms named = ofPlanBand(node, planPath, planBand, samePath);
        String bandName = null;
        Rate answer = base;
        if (band != null) {
            answer = overOrNull(band.terms(), base == null ? rate : base);
            bandName = band.name();
        } else if (named != null && planPath != null) {
            answer = overOrNull(named, base == null ? rate : base);
            bandName = planPath.bands().get(planBand).band().name();
        } else if (samePath && planPath != null && planBand >= 0) {
            // the node has an own price and its band in the plan stands, as it would under a plan that extends this one
            answer = overOrNull(planPath.calendar().band(planBand).terms(), base);
            bandName = planPath.bands().get(planBand).band().name();
        }
        if (answer != null) {
            String path = node.target().path();
            rate = answer;
            ref = new RateRef(plan.terms().name(), plan.terms().validFrom(), path, bandName, true);
            // a share of the plan's price is a share of a capacity too, a price of its own stands instead of it
            coverage =
                    samePath && planPath != null && node.base() == null ? planPath.coverage() : plan.coverageOf(path);
            origin = "own price from " + node.valid().from() + (planPath == null ? "" : " over " + planPath.origin(-1));
        }
    }

    private static @Nullable Rate overOrNull(RateTerms terms, @Nullable Rate base) {
        return base == null && terms.needsBase() ? null : terms.over(base);
    }
}
