package io.turnpike.rating;

import io.turnpike.time.DateRange;
import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The own prices of one account, laid over whatever plan it has, as a plan that extends it would be: a leaf of the same path
 * replaces the node, a longer prefix wins, and outside its bands and days the plan's price stands.
 */
public final class OwnPrices {
    private static final OwnPrices NONE = new OwnPrices(List.of());

    /** What a leaf is for. {@code direction} and {@code destinations} are {@code null} where the path does not go so far. */
    public record Target(
            UsageKind kind,
            @Nullable Direction direction,
            String path,
            @Nullable PrefixSet destinations) {
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
    }

    /**
     * One own price. What its terms do not state (step, setup) is as in the plan.
     *
     * @param when {@code null} for the whole day
     * @param planBand the name of a band of the plan at the same path that this price is for; {@code null} for none
     * @param valid days of the operator's zone
     */
    public record Leaf(
            Target target, @Nullable Band when, @Nullable String planBand, RateTerms terms, DateRange valid) {}

    /** Leaves of one path with the same days. */
    record Node(
            Target target,
            DateRange valid,
            @Nullable RateTerms base,
            BandCalendar calendar,
            boolean hasBands,
            Map<String, RateTerms> planBands) {
        boolean validOn(LocalDate day) {
            return valid.contains(day);
        }
    }

    private final List<Node> nodes;

    private OwnPrices(List<Node> nodes) {
        this.nodes = nodes;
    }

    public static OwnPrices none() {
        return NONE;
    }

    /**
     * Prepares the own prices of an account.
     *
     * @param zone the operator's wall clock
     */
    public static OwnPrices of(List<Leaf> leaves, ZoneId zone) {
        Map<String, List<Leaf>> groups = new LinkedHashMap<>();
        for (Leaf leaf : leaves) {
            groups.computeIfAbsent(leaf.target.path + " " + leaf.valid, key -> new ArrayList<>())
                    .add(leaf);
        }
        return leaves.isEmpty()
                ? NONE
                : new OwnPrices(
                        groups.values().stream().map(group -> node(group, zone)).toList());
    }

    private static Node node(List<Leaf> group, ZoneId zone) {
        RateTerms base = null;
        List<Band> bands = new ArrayList<>();
        Map<String, RateTerms> planBands = new LinkedHashMap<>();
        for (Leaf leaf : group) {
            if (leaf.when != null) {
                bands.add(leaf.when);
            } else if (leaf.planBand != null) {
                planBands.put(leaf.planBand, leaf.terms);
            } else {
                base = leaf.terms;
            }
        }
        Leaf first = group.get(0);
        return new Node(
                first.target,
                first.valid,
                base,
                new BandCalendar(bands, zone),
                !bands.isEmpty(),
                Map.copyOf(planBands));
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    List<Node> nodes() {
        return nodes;
    }
}
