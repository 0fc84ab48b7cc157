package io.turnpike.rating;

import io.turnpike.money.RatedAmount;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prices events. A call is cut at midnight, at band edges and where the plan changes; each stretch is rounded up to its increment
 * and the overshoot eats the next; the exact sum is rounded once. Data and messages have one stretch, the band of their start.
 *
 * <p>One rater serves one thread: it keeps its working space from event to event, because at millions of events a second it must
 * not allocate (see {@code scripts/bench rating}). The counters of the context are changed in place.
 */
public final class Rater {
    private final RateFinder found = new RateFinder();
    private final ExactSum sum = new ExactSum();
    private @Nullable SpanRecorder recorder;
    private @Nullable EventCounters counters;

    // the event at hand
    private long billedUnits;
    private long chargedUnits;
    private long tieredUnits;
    private long setupMicros;
    private boolean firstPending;
    private boolean setupDecided;
    private boolean provisional;
    private boolean continuation;

    /** The price of an event. Counters change where it has one and stay where it has none. */
    public Rating rate(UsageEvent event, RatingContext context) {
        return rate(event, context, null);
    }

    /** As {@link #rate}, with everything that led to the price; counters change as they do there. */
    public Explanation explain(UsageEvent event, RatingContext context) {
        return explain(event, context, null);
    }

    Rating rate(UsageEvent event, RatingContext context, EventCounters.@Nullable Totals totals) {
        recorder = null;
        return price(event, context, totals);
    }

    Explanation explain(UsageEvent event, RatingContext context, EventCounters.@Nullable Totals totals) {
        SpanRecorder spans = new SpanRecorder();
        recorder = spans;
        Rating rating = price(event, context, totals);
        recorder = null;
        RatePlan plan = context.timeline().planAt(event.startEpochSecond());
        boolean rated = rating instanceof Rating.Rated && plan != null;
        return new Explanation(
                rating,
                List.copyOf(spans.spans),
                rated ? setupMicros : 0,
                rated && plan != null ? sum.toAmount(plan.terms().currency()) : null,
                rated && plan != null ? plan.terms().rounding() : null,
                List.copyOf(spans.notes));
    }

    private Rating price(UsageEvent event, RatingContext context, EventCounters.@Nullable Totals totals) {
        begin(event, context, totals);
        long start = event.startEpochSecond();
        RatePlan plan = context.timeline().planAt(start);
        if (plan == null) {
            return new Rating.Unrated(Rating.Reason.NO_PLAN, "no plan at the start of the event");
        }
        Destination to = Destination.of(event.party());
        if (!found.find(plan, context.own(), event, to, start)) {
            return unrated(to);
        }
        Rate first = rateFound();
        RateRef firstRef = refFound();
        Coverage firstCoverage = found.coverage;
        work().on(found.epochDay);
        setupMicros = event.continuation() || event.quantity() == 0 ? 0 : first.setupMicros;
        provisional = dependsOnCounters(first);
        long billed = 0;
        if (event.quantity() > 0) {
            Rating.Unrated failed = priceStretches(event, context, to, first);
            if (failed != null) {
                work().takeBack();
                return failed;
            }
            billed = billedUnits;
            sum.addMicros(setupMicros);
            limit(first);
            discount(firstCoverage, plan, context, start, billed);
        }
        long micros = sum.rounded(plan.terms().rounding());
        return new Rating.Rated(
                new RatedAmount(plan.terms().currency(), micros),
                firstRef,
                billed,
                provisional,
                work().covered(),
                work().deltas());
    }

    private void begin(UsageEvent event, RatingContext context, EventCounters.@Nullable Totals totals) {
        EventCounters working = counters;
        if (working == null) {
            working = new EventCounters(context);
            counters = working;
        }
        working.begin(context, totals);
        sum.clear();
        chargedUnits = 0;
        billedUnits = 0;
        setupDecided = false;
        continuation = event.continuation();
        firstPending = !continuation;
    }

    /** Walks the event; the answer is {@code null}, or why a part of it has no price. */
    private Rating.@Nullable Unrated priceStretches(
            UsageEvent event, RatingContext context, Destination to, Rate first) {
        long start = event.startEpochSecond();
        long quantity = event.quantity();
        long free = continuation ? 0 : first.freeUnits;
        boolean byTime = event.kind().unit() == UsageKind.Unit.SECOND;
        long until = byTime ? Math.min(found.until, context.timeline().changeAfter(start)) - start : Long.MAX_VALUE;
        RatePlan plan = context.timeline().planAt(start);
        long done = 0;
        while (done < quantity) {
            if (done >= until) {
                long at = start + done;
                RatePlan now = context.timeline().planAt(at);
                if (now != null
                        && plan != null
                        && !now.terms().currency().equals(plan.terms().currency())) {
                    return new Rating.Unrated(
                            Rating.Reason.CURRENCY_CHANGED, "the plan changes from " + plan + " to " + now);
                }
                plan = now == null ? plan : now;
                if (plan == null || !found.find(plan, context.own(), event, to, at)) {
                    return unrated(to);
                }
                provisional |= dependsOnCounters(rateFound());
                until = Math.min(found.until, context.timeline().changeAfter(at)) - start;
            }
            long end = Math.min(quantity, until);
            if (done < free) {
                end = Math.min(end, free);
                record(done, end - done, end - done, Fraction.ZERO, Explanation.PaidBy.FREE);
                done = end;
            } else {
                Rate.Step step = rateFound().stepAt(done);
                done = Math.addExact(done, bill(step, done, Math.min(end, step.toUnits()) - done));
            }
        }
        billedUnits = done;
        return null;
    }

    /** Bills a stretch with one price and returns the units it took, overshoot included. */
    private long bill(Rate.Step step, long from, long used) {
        Rate rate = rateFound();
        long billed = roundUp(used, firstPending ? rate.firstIncrement : step.increment(), step.increment());
        long rest = billed;
        List<Allowance> allowances = found.coverage.allowances();
        for (int i = 0; i < allowances.size() && rest > 0; i++) {
            Allowance allowance = allowances.get(i);
            long left = work().left(allowance);
            if (left <= 0) {
                continue;
            }
            Long increment = allowance.increment();
            if (increment != null && rest < billed) {
                break; // its own increment counts from where the allowance before ends: a stretch of its own
            }
            long wanted = increment == null ? rest : roundUp(used, increment, increment);
            long covered = Math.min(wanted, left);
            cover(allowance, from + billed - rest, used, covered);
            if (increment != null) {
                return covered;
            }
            rest -= covered;
        }
        firstPending = false;
        setupDecided = true;
        if (rest > 0 && rest < billed && nextAllowanceHasOwnIncrement(allowances)) {
            return billed - rest;
        }
        if (rest > 0) {
            charge(step, from + billed - rest, Math.max(0, used - (billed - rest)), rest);
        }
        return billed;
    }

    private boolean nextAllowanceHasOwnIncrement(List<Allowance> allowances) {
        for (Allowance allowance : allowances) {
            if (work().left(allowance) > 0) {
                return allowance.increment() != null;
            }
        }
        return false;
    }

    private void cover(Allowance allowance, long from, long used, long covered) {
        work().take(allowance, covered);
        Long setup = allowance.setupMicros();
        if (!setupDecided && setup != null && !continuation) {
            setupMicros = setup;
        }
        setupDecided = true;
        firstPending = false;
        record(from, Math.min(used, covered), covered, Fraction.ZERO, Explanation.PaidBy.allowance(allowance.name()));
    }

    private void charge(Rate.Step step, long from, long used, long units) {
        Rate rate = rateFound();
        chargedUnits = Math.addExact(chargedUnits, units);
        if (rate.tiers == null) {
            sum.add(units, step.price());
            record(from, used, units, step.price(), Explanation.PaidBy.MONEY);
        } else {
            tieredUnits = 0;
            TierPricing.charge(rate.tiers, units, work(), (piece, price) -> {
                sum.add(piece, price);
                long usedHere = Math.max(0, Math.min(used - tieredUnits, piece));
                record(from + tieredUnits, usedHere, piece, price, Explanation.PaidBy.MONEY);
                tieredUnits += piece;
            });
        }
        for (Coverage.MeterOf meter : found.coverage.meters()) {
            lift(meter.capacity(), meter.meter(), units);
        }
    }

    private void lift(Capacity capacity, int meter, long units) {
        long before = capacity.priceMicros(meters(capacity));
        work().add(capacity.scope(), capacity.counter(meter), units, 0);
        long difference = capacity.priceMicros(meters(capacity)) - before;
        if (difference != 0) {
            sum.addMicros(difference);
            note("capacity " + capacity.name() + " rises by " + difference + " micro-units");
        }
    }

    private long[] meters(Capacity capacity) {
        long[] units = new long[capacity.meters().size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = work().units(capacity.scope(), capacity.counter(i));
        }
        return units;
    }

    private void limit(Rate first) {
        boolean floored = chargedUnits > 0 && !continuation && first.floorMicros > 0;
        if (floored && sum.compareToMicros(first.floorMicros) < 0) {
            sum.setMicros(first.floorMicros);
            note("raised to the floor of the rate");
        }
        if (first.capMicros != Rate.UNLIMITED && sum.compareToMicros(first.capMicros) > 0) {
            sum.setMicros(first.capMicros);
            note("lowered to the cap of the rate");
        }
    }

    private void discount(Coverage coverage, RatePlan plan, RatingContext context, long start, long billed) {
        for (Discount discount : coverage.discounts()) {
            if (!discount.byVolume() && context.plansHeld().holdsAll(discount.bundle(), start)) {
                takeOff(discount, discount.shareAt(0));
            }
        }
        if (coverage.discounts().isEmpty()) {
            return;
        }
        long micros = sum.rounded(plan.terms().rounding());
        for (Discount discount : coverage.discounts()) {
            if (!discount.byVolume()) {
                continue;
            }
            work().add(discount.scope(), discount.counter(), billed, micros);
            if (work().settling()) {
                boolean byUnits = discount.measure() == Discount.Measure.UNITS;
                long measured = byUnits
                        ? work().finalUnits(discount.scope(), discount.counter())
                        : work().finalMicros(discount.scope(), discount.counter());
                takeOff(discount, discount.shareAt(measured));
            }
        }
    }

    private void takeOff(Discount discount, Fraction share) {
        if (share.numerator() != 0) {
            sum.multiply(share.complement());
            note("discount " + discount.name() + " takes off " + share.numerator() + "/" + share.denominator());
        }
    }

    private boolean dependsOnCounters(Rate rate) {
        return rate.tiers != null || found.coverage.countsUse();
    }

    private Rating.Unrated unrated(Destination to) {
        return found.nodeWithoutPrice
                ? new Rating.Unrated(Rating.Reason.NO_BAND, "no band holds for " + to + ", and no price outside bands")
                : new Rating.Unrated(Rating.Reason.NO_RATE, "no rate for " + to);
    }

    private static long roundUp(long used, long first, long next) {
        if (used <= first) {
            return first;
        }
        if (next == 1) {
            return used;
        }
        long rest = used - first;
        long blocks = rest / next + (rest % next == 0 ? 0 : 1);
        return Math.addExact(first, Math.multiplyExact(blocks, next));
    }

    private void record(long from, long used, long billed, Fraction price, Explanation.PaidBy paidBy) {
        SpanRecorder spans = recorder;
        if (spans != null) {
            spans.span(new SpanRecorder.Stretch(from, used, billed), found, price, paidBy);
        }
    }

    private void note(String text) {
        SpanRecorder spans = recorder;
        if (spans != null) {
            spans.notes.add(text);
        }
    }

    private Rate rateFound() {
        Rate rate = found.rate;
        if (rate == null) {
            throw new IllegalStateException("no rate was found");
        }
        return rate;
    }

    private RateRef refFound() {
        RateRef ref = found.ref;
        if (ref == null) {
            throw new IllegalStateException("no rate was found");
        }
        return ref;
    }

    private EventCounters work() {
        EventCounters working = counters;
        if (working == null) {
            throw new IllegalStateException("no event at hand");
        }
        return working;
    }
}
