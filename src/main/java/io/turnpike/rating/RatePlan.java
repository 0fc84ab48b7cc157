package io.turnpike.rating;

import io.turnpike.money.Rounding;
import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageKind;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of a plan with everything it extends, ready to be asked for prices in one zone. The trees of the plans are merged:
 * a price written in a nearer plan hides that of the same path, with its table, in the plans behind it; what a node does not write
 * is as there; bands are nodes of their own and stay. Immutable and safe for all threads.
 */
public final class RatePlan {
    /**
     * What holds for all of a plan version.
     *
     * @param validFrom first day of this version
     * @param rounding how each event is rounded, once
     * @param zone the operator's wall clock
     */
    public record Terms(String name, LocalDate validFrom, Currency currency, Rounding rounding, ZoneId zone) {}

    private final Terms terms;
    private final RateLayer[] layers;
    private final List<RatePlan> fallbacks;
    private final @Nullable PathRates[][] visible;
    private final BandCalendar clock;
    private final RateLayer.Inclusions inclusions;
    private final List<String> rates;
    private final Map<String, Coverage> otherCoverage = new ConcurrentHashMap<>();

    /**
     * Lays plans over each other.
     *
     * @param layers the plan's own first, then the plan it extends, and so on
     * @param fallbacks asked in turn where this plan has no rate for an event
     */
    public RatePlan(Terms terms, List<RateLayer> layers, List<RatePlan> fallbacks) {
        this.terms = terms;
        this.layers = layers.toArray(new RateLayer[0]);
        this.fallbacks = List.copyOf(fallbacks);
        this.clock = new BandCalendar(List.of(), terms.zone);
        this.inclusions = merge(layers);
        Map<String, PathRates> byPath = mergePaths();
        this.visible = new PathRates[layers.size()][];
        for (int i = 0; i < visible.length; i++) {
            visible[i] = view(i, byPath);
        }
        this.rates = byPath.values().stream()
                .flatMap(path -> path.rates().stream())
                .map(RateRef::key)
                .sorted()
                .toList();
    }

    public Terms terms() {
        return terms;
    }

    /** The keys of all rates of this version, sorted; the place in this list is a number a stored charge can name its rate by. */
    public List<String> rates() {
        return rates;
    }

    /** The place of a rate's key in {@link #rates()}, or -1 for an own price or a rate of a fallback plan. */
    public int rateNumber(RateRef rate) {
        boolean ours = !rate.own() && rate.plan().equals(terms.name);
        int found = ours ? Collections.binarySearch(rates, rate.key()) : -1;
        return found < 0 ? -1 : found;
    }

    public List<RatePlan> fallbacks() {
        return fallbacks;
    }

    /** The allowances of this version and of the plans it extends. */
    List<Allowance> allowances() {
        return inclusions.allowances();
    }

    /** The allowance that a counter counts, or {@code null}. */
    @Nullable Allowance allowance(CounterId counter) {
        for (Allowance allowance : inclusions.allowances()) {
            if (allowance.counter().equals(counter)) {
                return allowance;
            }
        }
        return null;
    }

    /** Every counter that a price of this version, of the plans it extends or falls back to may look at. */
    public Set<CounterId> counters(Scope scope) {
        Set<CounterId> counters = new LinkedHashSet<>();
        inclusions.allowances().stream().filter(it -> it.scope() == scope).forEach(it -> counters.add(it.counter()));
        inclusions.capacities().stream()
                .filter(it -> it.scope() == scope)
                .forEach(it -> it.meters().forEach(meter -> counters.add(meter.counter())));
        inclusions.discounts().stream().filter(it -> it.scope() == scope).forEach(it -> counters.add(it.counter()));
        for (RateLayer layer : layers) {
            layer.tiers().filter(it -> it.scope() == scope).forEach(it -> counters.add(it.counter()));
        }
        fallbacks.forEach(fallback -> counters.addAll(fallback.counters(scope)));
        return counters;
    }

    /** The periods over which it has prices that are known only when all usage of the period is: whole-volume tiers, volume discounts. */
    public Set<Every> wholePeriods() {
        Set<Every> periods = EnumSet.noneOf(Every.class);
        inclusions.discounts().stream()
                .filter(Discount::byVolume)
                .forEach(discount -> periods.add(discount.counter().every()));
        for (RateLayer layer : layers) {
            layer.tiers()
                    .filter(tiers -> tiers.mode() == Tiers.Mode.WHOLE_VOLUME)
                    .forEach(tiers -> periods.add(tiers.counter().every()));
        }
        fallbacks.forEach(fallback -> periods.addAll(fallback.wholePeriods()));
        return periods;
    }

    void find(UsageKind kind, Direction direction, Destination to, Match match) {
        for (int i = 0; i < visible.length; i++) {
            layers[i].table(kind, direction).find(to, visible[i], match);
        }
    }

    BandCalendar clock() {
        return clock;
    }

    /** What a node of another tree, an own price or a fallback plan, falls under here. */
    Coverage coverageOf(String path) {
        return otherCoverage.computeIfAbsent(
                path, other -> Coverage.of(other, inclusions).withoutOwnMeters());
    }

    private Map<String, PathRates> mergePaths() {
        Map<String, List<RateLayer.WrittenPath>> written = new LinkedHashMap<>();
        for (RateLayer layer : layers) {
            for (RateLayer.WrittenPath path : layer.paths()) {
                written.computeIfAbsent(path.path, key -> new ArrayList<>()).add(path);
            }
        }
        Map<String, PathRates> merged = new HashMap<>();
        written.forEach((path, parts) -> merged.put(path, mergePath(path, parts)));
        return merged;
    }

    private PathRates mergePath(String path, List<RateLayer.WrittenPath> parts) {
        Map<String, RateLayer.WrittenBand> bands = new LinkedHashMap<>();
        for (RateLayer.WrittenPath part : parts) {
            part.bands.forEach(band -> bands.merge(band.band().name(), band, RateLayer.WrittenBand::over));
        }
        List<RateRef> refs = new ArrayList<>();
        refs.add(new RateRef(terms.name, terms.validFrom, path, null, false));
        bands.keySet().forEach(band -> refs.add(new RateRef(terms.name, terms.validFrom, path, band, false)));
        List<Band> plain =
                bands.values().stream().map(RateLayer.WrittenBand::band).toList();
        return new PathRates(
                path,
                NodeInheritance.of(parts),
                plain.isEmpty() ? clock : new BandCalendar(plain, terms.zone),
                List.copyOf(bands.values()),
                List.copyOf(refs),
                Coverage.of(path, inclusions));
    }

    /** A layer's nodes as this plan sees them: {@code null} where a nearer layer prices the same node. */
    private @Nullable PathRates[] view(int layer, Map<String, PathRates> byPath) {
        Set<String> nearer = new LinkedHashSet<>();
        Set<String> written = new LinkedHashSet<>();
        for (int i = 0; i < layers.length; i++) {
            for (RateLayer.WrittenPath path : layers[i].paths()) {
                if (path.priced) {
                    written.add(path.path);
                }
                if (i < layer && path.priced) {
                    nearer.add(path.path);
                }
            }
        }
        List<RateLayer.WrittenPath> paths = layers[layer].paths();
        @Nullable PathRates[] view = new PathRates[paths.size()];
        for (int i = 0; i < view.length; i++) {
            RateLayer.WrittenPath path = paths.get(i);
            // a node of which only bands are written is found by them only where nobody writes its price
            boolean hidden = path.priced ? nearer.contains(path.path) : written.contains(path.path);
            view[i] = hidden ? null : byPath.get(path.path);
        }
        return view;
    }

    private static RateLayer.Inclusions merge(List<RateLayer> layers) {
        Map<String, Allowance> allowances = new LinkedHashMap<>();
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        Set<String> pricedNearer = new LinkedHashSet<>();
        Map<String, Discount> discounts = new LinkedHashMap<>();
        for (RateLayer layer : layers) {
            layer.inclusions().allowances().forEach(it -> allowances.putIfAbsent(it.name(), it));
            layer.inclusions().capacities().stream()
                    .filter(it -> it.node() == null || !pricedNearer.contains(it.node()))
                    .forEach(it -> capacities.putIfAbsent(it.name(), it));
            pricedNearer.addAll(layer.pricedPaths());
            layer.inclusions().discounts().forEach(it -> discounts.putIfAbsent(it.name(), it));
        }
        return new RateLayer.Inclusions(
                List.copyOf(allowances.values()), List.copyOf(capacities.values()), List.copyOf(discounts.values()));
    }

    @Override
    public String toString() {
        return terms.name + " " + terms.validFrom;
    }
}
