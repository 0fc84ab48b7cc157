package io.turnpike.catalog;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.rating.CounterId;
import io.turnpike.rating.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves that nodes which name one counter can share it: what is added up in another unit, for another period or for another owner
 * is another counter, whatever it is called, and the tiers would silently not see each other's use.
 */
final class SharedCounters {
    private final Problems problems;

    SharedCounters(Problems problems) {
        this.problems = problems;
    }

    /**
     * The tiers or the capacity of a node or band.
     *
     * @param band {@code null} for the node itself
     * @param place of the word {@code counter}, or of the node where none is written
     */
    record Written(String path, @Nullable String band, CounterId counter, Scope scope, boolean capacity, Place place) {
        private String key() {
            return band == null ? path : path + " @ " + band;
        }

        private String what() {
            return "counted in " + counter.measure().name().toLowerCase(Locale.ROOT) + " every "
                    + counter.every().name().toLowerCase(Locale.ROOT).replace('_', '-') + " for each "
                    + scope.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks a plan with those it extends, the nearest first. */
    void check(List<LayerReader.Read> chain) {
        List<Written> visible = new ArrayList<>();
        Set<String> pricedNearer = new HashSet<>();
        for (LayerReader.Read read : chain) {
            List<Written> here = read.counters().stream()
                    .filter(written -> !pricedNearer.contains(written.key()))
                    .toList();
            visible.addAll(0, here); // the farthest first: a mistake is told in the plan that lays itself over another
            pricedNearer.addAll(read.layer().pricedPaths());
            read.needs().stream()
                    .filter(need -> need.band() != null && !need.price())
                    .forEach(need -> pricedNearer.add(need.path() + " @ " + need.band()));
        }
        Map<String, Written> known = new HashMap<>();
        for (Written written : visible) {
            Written other = known.putIfAbsent(written.counter.name(), written);
            if (other != null) {
                compare(written, other);
            }
        }
    }

    private void compare(Written written, Written other) {
        String name = written.counter.name();
        if (written.capacity) {
            problems.add(
                    written.place,
                    other.key() + " has the capacity '" + name.substring(name.indexOf(' ') + 1, name.lastIndexOf(' '))
                            + "' too",
                    "give each a 'counter' of its own, or write one package of both under 'capacities'");
        } else if (!written.counter.equals(other.counter) || written.scope != other.scope) {
            problems.add(
                    written.place,
                    "the counter '" + name.substring(name.indexOf(' ') + 1) + "' is " + written.what() + " here, at "
                            + other.key() + " " + other.what(),
                    "write the same 'every' and 'scope' for what is counted together, or another 'counter'");
        }
    }
}
