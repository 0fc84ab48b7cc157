package io.turnpike.catalog;

import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Proves that what nodes and bands leave unwritten stands in a plan below: a price, or the times of a band. */
final class InheritedNodes {
    private final Problems problems;
    private final Set<String> pricedNodes = new HashSet<>();
    private final Set<String> timedBands = new HashSet<>();
    private final Set<String> pricedBands = new HashSet<>();

    InheritedNodes(Problems problems) {
        this.problems = problems;
    }

    /**
     * What a node or band needs from below.
     *
     * @param band {@code null} for the node itself
     * @param price it writes no price that stands alone
     * @param share it writes a share of the node's price
     * @param when it writes no times
     */
    record Need(String path, @Nullable String band, Node.Scalar key, boolean price, boolean share, boolean when) {
        static Need price(String path, Node.Scalar key) {
            return new Need(path, null, key, true, true, false);
        }

        private String bandKey() {
            return path + " @ " + band;
        }
    }

    /** Checks a plan with those it extends, the nearest first. */
    void check(List<LayerReader.Read> chain) {
        for (int i = chain.size() - 1; i >= 0; i--) {
            LayerReader.Read read = chain.get(i);
            for (Need need : read.needs()) {
                if (need.band == null && !pricedNodes.contains(need.path)) {
                    problems.add(
                            need.key.place(),
                            "the node has no price",
                            "add price, steps, tiers or table; without one, or with a share such as 50 %, it changes the node"
                                    + " of the same path in a plan that this one extends");
                }
            }
            pricedNodes.addAll(read.layer().pricedPaths());
            read.needs().stream().filter(need -> need.band != null).forEach(this::checkBand);
        }
    }

    private void checkBand(Need need) {
        if (need.when && !timedBands.contains(need.bandKey())) {
            problems.add(
                    need.key.place(),
                    "'when' is missing",
                    "add 'when: mon-fri 20:00-08:00', or extend a plan that has this band");
        }
        boolean ofBandBelow = !need.share && pricedBands.contains(need.bandKey());
        if (need.price && !ofBandBelow && !pricedNodes.contains(need.path)) {
            problems.add(
                    need.key.place(),
                    need.path + " has no price of its own",
                    "add a node " + need.path + ", or write a price instead of a share");
        }
        timedBands.add(need.bandKey());
        if (!need.price) {
            pricedBands.add(need.bandKey());
        }
    }
}
