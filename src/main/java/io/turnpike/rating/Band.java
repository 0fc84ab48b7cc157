package io.turnpike.rating;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A time band below a node: while one of its stretches holds, its terms apply over those of the node.
 */
public final class Band {
    private final String name;
    private final @Nullable Integer priority;
    private final List<When> when;
    private final RateTerms terms;
    private final @Nullable Rate alone;
    private final Map<Rate, Rate> overNode = new ConcurrentHashMap<>();

    /**
     * A band as it is written.
     *
     * @param priority of several bands that hold, the highest is taken; {@code null} where it is not written, which counts as 0
     * @param when any of these; empty where they are those of the band of the same name below
     * @param terms what is not stated there is as in the node
     */
    public Band(String name, @Nullable Integer priority, List<When> when, RateTerms terms) {
        this.name = name;
        this.priority = priority;
        this.when = List.copyOf(when);
        this.terms = terms;
        this.alone = terms.needsBase() ? null : terms.over(null);
    }

    public String name() {
        return name;
    }

    public int priority() {
        return priority == null ? 0 : priority;
    }

    /** This band with what it does not write taken from the band of the same name and node in a plan below. */
    Band over(Band below) {
        return new Band(
                name,
                priority == null ? below.priority : priority,
                when.isEmpty() ? below.when : when,
                terms.orAsIn(below.terms));
    }

    public RateTerms terms() {
        return terms;
    }

    public List<When> when() {
        return when;
    }

    /** The rate in this band of a node; {@code null} where it is a share of a price the node does not have. */
    @Nullable Rate over(@Nullable Rate node) {
        // rates are few and shared by many prefixes, so this map stays as small as the price list has distinct rates
        if (node == null) {
            return alone;
        }
        Rate known = overNode.get(node);
        return known == null ? overNode.computeIfAbsent(node, terms::over) : known;
    }
}
