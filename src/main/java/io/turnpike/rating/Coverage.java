package io.turnpike.rating;

import java.util.ArrayList;
import java.util.List;

/**
 * Which allowances, capacity meters and discounts of a plan a node falls under.
 *
 * @param meters pairs of capacity and meter
 */
record Coverage(List<Allowance> allowances, List<MeterOf> meters, List<Discount> discounts) {
    static final Coverage NONE = new Coverage(List.of(), List.of(), List.of());

    /** One meter of a capacity. */
    record MeterOf(Capacity capacity, int meter) {}

    static Coverage of(String path, RateLayer.Inclusions all) {
        List<Allowance> allowances = all.allowances().stream()
                .filter(allowance -> covers(allowance.covers(), path))
                .toList();
        List<MeterOf> meters = new ArrayList<>();
        for (Capacity capacity : all.capacities()) {
            for (int i = 0; i < capacity.meters().size(); i++) {
                boolean covered = capacity.node() == null
                        ? covers(capacity.meters().get(i).covers(), path)
                        : path.equals(capacity.node());
                if (covered) {
                    meters.add(new MeterOf(capacity, i));
                }
            }
        }
        List<Discount> discounts = all.discounts().stream()
                .filter(discount -> covers(discount.covers(), path))
                .toList();
        return allowances.isEmpty() && meters.isEmpty() && discounts.isEmpty()
                ? NONE
                : new Coverage(allowances, List.copyOf(meters), discounts);
    }

    /** The meters of the node's own price, where that is a capacity. */
    List<MeterOf> ownMeters() {
        return meters.stream().filter(meter -> meter.capacity().node() != null).toList();
    }

    Coverage withoutOwnMeters() {
        return new Coverage(
                allowances,
                meters.stream().filter(meter -> meter.capacity().node() == null).toList(),
                discounts);
    }

    Coverage with(List<MeterOf> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<MeterOf> all = new ArrayList<>(meters);
        all.addAll(more);
        return new Coverage(allowances, List.copyOf(all), discounts);
    }

    private static boolean covers(List<String> covered, String path) {
        return covered.stream().anyMatch(cover -> path.equals(cover) || path.startsWith(cover + "/"));
    }

    /** Whether the price depends on what was used before or is used later in the period. */
    boolean countsUse() {
        if (!allowances.isEmpty() || !meters.isEmpty()) {
            return true;
        }
        for (int i = 0; i < discounts.size(); i++) { // no stream: asked for every event
            if (discounts.get(i).byVolume()) {
                return true;
            }
        }
        return false;
    }
}
