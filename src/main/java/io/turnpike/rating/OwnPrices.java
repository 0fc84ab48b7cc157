package io.turnpike.rating;

import io.turnpike.time.DateRange;
import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The own prices that hold for one service, laid over whatever plan it has, as a plan that extends it would be: all that hold on a day
 * are one layer, in which a price of the same path replaces the node, bands stand beside each other, and a longer prefix wins. Outside
 * their bands and days the plan's price stands. Not for two threads.
 */
public final class OwnPrices {
    /** Of two prices for the same: that of the service, then the one that began last, then the first written. */
    private static final Comparator<Leaf> NEAREST_FIRST = Comparator.comparing(
                    (Leaf leaf) -> leaf.scope == Scope.SERVICE ? 0 : 1)
            .thenComparing(leaf -> leaf.valid.from(), Comparator.reverseOrder());

    private static final OwnPrices NONE = new OwnPrices(List.of(), ZoneOffset.UTC);

    /**
     * What a leaf is for. {@code direction} and {@code destinations} are {@code null} where the path does not go so far.
     *
     * @param narrow a prefix or a word of its own, which goes before a zone that matches as far
     */
    public record Target(
            UsageKind kind,
            @Nullable Direction direction,
            String path,
            @Nullable PrefixSet destinations,
            boolean narrow) {
        int matchLength(UsageEvent event, Destination to) {
            if (event.kind() != kind || (direction != null && direction != event.direction())) {
                return Integer.MIN_VALUE;
            }
            if (destinations == null) {
                return direction == null ? RateTable.KIND_ONLY : RateTable.DIRECTION_ONLY;
            }
            int length = destinations.matchLength(to);
            return length < 0 ? Integer.MIN_VALUE : length;
        }

        int rank() {
            return narrow ? RateTable.PREFIX : RateTable.ZONE;
        }
    }

    /**
     * One own price. What its terms do not state (step, setup) is as in the plan.
     *
     * @param scope of the service only, or of all services of its account
     * @param when {@code null} for the whole day
     * @param planBand the name of a band of the plan at the same path that this price is for; {@code null} for none
     * @param valid days of the operator's zone
     */
    public record Leaf(
            Target target,
            Scope scope,
            @Nullable Band when,
            @Nullable String planBand,
            RateTerms terms,
            DateRange valid) {
        boolean isOfBand() {
            return when != null || planBand != null;
        }

        boolean isNearerThan(Leaf other) {
            return NEAREST_FIRST.compare(this, other) < 0;
        }
    }

    /** The leaves of one path that hold on a day. */
    static final class Node {
        private final Target target;
        private final @Nullable Leaf base;
        private final List<Leaf> timed;
        private final BandCalendar calendar;
        private final Map<String, Leaf> ofPlanBands;

        private Node(List<Leaf> nearestFirst, ZoneId zone) {
            target = nearestFirst.get(0).target;
            Leaf always = null;
            timed = new ArrayList<>();
            ofPlanBands = new HashMap<>();
            List<Band> bands = new ArrayList<>();
            for (Leaf leaf : nearestFirst) {
                if (leaf.when != null) {
                    timed.add(leaf);
                    bands.add(leaf.when);
                } else if (leaf.planBand != null) {
                    ofPlanBands.putIfAbsent(leaf.planBand, leaf);
                } else if (always == null) {
                    always = leaf;
                }
            }
            base = always;
            calendar = new BandCalendar(bands, zone);
        }

        Target target() {
            return target;
        }

        /** The price outside its bands. */
        @Nullable Leaf base() {
            return base;
        }

        boolean hasBands() {
            return !timed.isEmpty();
        }

        /** When its bands hold; a band's number is that of {@link #timed}. */
        BandCalendar calendar() {
            return calendar;
        }

        Leaf timed(int band) {
            return timed.get(band);
        }

        /** The price in a band of the plan. */
        @Nullable Leaf ofPlanBand(String band) {
            return ofPlanBands.get(band);
        }
    }

    private final ZoneId zone;
    private final List<List<Leaf>> paths;
    /** The days on which another set of leaves holds, ascending. */
    private final long[] edges;
    /** The nodes between two edges, worked out when they are first asked for. */
    private final @Nullable List<Node>[] layers;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private OwnPrices(List<Leaf> leaves, ZoneId zone) {
        this.zone = zone;
        Map<String, List<Leaf>> byPath = new LinkedHashMap<>();
        leaves.stream()
                .sorted(NEAREST_FIRST)
                .forEach(leaf -> byPath.computeIfAbsent(leaf.target.path, key -> new ArrayList<>())
                        .add(leaf));
        paths = List.copyOf(byPath.values());
        edges = leaves.stream()
                .flatMap(leaf -> Stream.of(leaf.valid.from(), leaf.valid.to()))
                .flatMapToLong(day -> LongStream.of(day.toEpochDay()))
                .sorted()
                .distinct()
                .toArray();
        layers = new List[edges.length];
    }

    public static OwnPrices none() {
        return NONE;
    }

    /**
     * Prepares own prices.
     *
     * @param leaves those of the service and those of its account
     * @param zone the operator's wall clock
     */
    public static OwnPrices of(List<Leaf> leaves, ZoneId zone) {
        return leaves.isEmpty() ? NONE : new OwnPrices(leaves, zone);
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** What holds on a day; one node a path. */
    List<Node> on(long epochDay) {
        int layer = edges.length - 1;
        while (layer >= 0 && edges[layer] > epochDay) {
            layer--;
        }
        if (layer < 0) {
            return List.of();
        }
        List<Node> nodes = layers[layer];
        if (nodes == null) {
            nodes = nodes(LocalDate.ofEpochDay(epochDay));
            layers[layer] = nodes;
        }
        return nodes;
    }

    private List<Node> nodes(LocalDate day) {
        List<Node> nodes = new ArrayList<>();
        for (List<Leaf> leaves : paths) {
            List<Leaf> valid =
                    leaves.stream().filter(leaf -> leaf.valid.contains(day)).toList();
            if (!valid.isEmpty()) {
                nodes.add(new Node(valid, zone));
            }
        }
        return nodes;
    }
}
