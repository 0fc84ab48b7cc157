package io.turnpike.rating;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of one path in several plans laid over each other make together: the price is that of the nearest plan that
 * writes one, every other value that of the nearest plan that writes it.
 */
final class NodeInheritance {
    /** Terms without a price, in nearer plans than the priced one; the farthest first. */
    private final List<RateTerms> over;
    /** Values of farther plans for what the priced node does not write. */
    private final @Nullable RateTerms below;

    private final String origin;
    private final Map<Rate, Rate> complete = new ConcurrentHashMap<>();

    private NodeInheritance(List<RateTerms> over, @Nullable RateTerms below, String origin) {
        this.over = over;
        this.below = below;
        this.origin = origin;
    }

    /** The nodes of one path, the nearest plan first; those with bands only say nothing here. */
    static NodeInheritance of(List<RateLayer.WrittenPath> nodes) {
        List<RateTerms> over = new ArrayList<>();
        List<String> origins = new ArrayList<>();
        RateTerms below = null;
        RateTerms stated = null;
        for (RateLayer.WrittenPath node : nodes) {
            RateTerms terms = node.terms;
            if (terms == null) {
                continue;
            }
            if (stated == null) {
                origins.add(node.origin);
                if (node.priced) {
                    stated = terms;
                } else {
                    over.add(0, terms);
                }
                continue;
            }
            RateTerms filled = stated.filledFrom(terms);
            if (!filled.equals(stated)) {
                origins.add(node.origin);
                stated = filled;
                below = below == null ? terms : below.filledFrom(terms);
            }
        }
        return new NodeInheritance(List.copyOf(over), below, String.join(" over ", origins));
    }

    /** Places of all nodes that have a part in the rate, the nearest first; empty where only bands are written. */
    String origin() {
        return origin;
    }

    /** The rate as it stands in the merged tree; {@code null} where the node has bands only. */
    @Nullable Rate over(@Nullable Rate written) {
        if (written == null || (below == null && over.isEmpty())) {
            return written;
        }
        // rates are few and shared by many prefixes, so this map stays as small as the price list has distinct rates
        return complete.computeIfAbsent(written, this::complete);
    }

    private Rate complete(Rate written) {
        Rate rate = below == null ? written : written.terms().filledFrom(below).over(null);
        for (RateTerms terms : over) {
            rate = terms.over(rate);
        }
        return rate;
    }
}
