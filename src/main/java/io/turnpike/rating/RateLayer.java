package io.turnpike.rating;

import io.turnpike.usage.Direction;
import io.turnpike.usage.UsageKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one version of one plan writes itself. Layers are shared by all plans that extend it, so that a million prefixes of a
 * common price list exist once; {@link RatePlan} lays them over each other.
 */
public final class RateLayer {
    /** Where a prefix comes from; of equal prefixes the narrower node wins. */
    public enum Source {
        ZONE(RateTable.ZONE),
        TABLE(RateTable.TABLE),
        PREFIX(RateTable.PREFIX);

        private final int rank;

        Source(int rank) {
            this.rank = rank;
        }
    }

    /** Units and discounts that reach over nodes. */
    public record Inclusions(List<Allowance> allowances, List<Capacity> capacities, List<Discount> discounts) {
        public Inclusions {
            allowances = List.copyOf(allowances);
            capacities = List.copyOf(capacities);
            discounts = List.copyOf(discounts);
        }
    }

    /** A band and where it is written. */
    record WrittenBand(Band band, String origin) {
        /** This band of a nearer plan over one of the same name. */
        WrittenBand over(WrittenBand below) {
            Band merged = band.over(below.band);
            boolean whole = merged.terms().equals(band.terms()) && !band.when().isEmpty();
            return new WrittenBand(merged, whole ? origin : origin + " over " + below.origin);
        }
    }

    /** A node of this layer. */
    static final class WrittenPath {
        final String path;
        String origin;
        /** What the layer writes of the node itself; {@code null} where it writes bands only. */
        @Nullable RateTerms terms;
        /** Whether that has a price; a table is one. */
        boolean priced;

        final List<WrittenBand> bands = new ArrayList<>();

        WrittenPath(String path, String origin) {
            this.path = path;
            this.origin = origin;
        }
    }

    private static final int DIRECTIONS = Direction.values().length;

    /** By kind of use and direction: an array, because it is asked for every call. */
    private final RateTable[] tables = new RateTable[UsageKind.values().length * DIRECTIONS];

    private final List<WrittenPath> paths = new ArrayList<>();
    private final Map<String, Integer> pathNumbers = new LinkedHashMap<>();
    private final Inclusions inclusions;

    /** A layer with no nodes yet. */
    public RateLayer(Inclusions inclusions) {
        this.inclusions = inclusions;
        Arrays.setAll(tables, number -> new RateTable());
    }

    /**
     * Begins a node, or finds one that was begun.
     *
     * @param origin where it is written
     * @return its number in this layer
     */
    public int addPath(String path, String origin) {
        Integer known = pathNumbers.get(path);
        if (known == null) {
            known = paths.size();
            pathNumbers.put(path, known);
            paths.add(new WrittenPath(path, origin));
        }
        return known;
    }

    /**
     * Begins a node of which more is written than bands.
     *
     * @param terms of the node itself; with a table, what holds for all its lines
     * @param priced whether it has a price of its own, a table included; without one it changes the node of a plan below
     * @return its number in this layer
     */
    public int addNode(String path, String origin, RateTerms terms, boolean priced) {
        int number = addPath(path, origin);
        WrittenPath written = paths.get(number);
        written.origin = origin;
        written.terms = terms;
        written.priced = priced;
        return number;
    }

    public void addBand(int path, Band band, String origin) {
        paths.get(path).bands.add(new WrittenBand(band, origin));
    }

    /**
     * Adds a prefix of digits to a node.
     *
     * @return the path of another node that has the same prefix with equal right, which is a mistake in the plan; or {@code null}
     */
    public @Nullable String addPrefix(UsageKind kind, Direction direction, String digits, int path, PrefixRate prefix) {
        int clash = table(kind, direction).addPrefix(digits, path, prefix.source.rank, prefix.rate);
        return clash < 0 ? null : paths.get(clash).path;
    }

    /** The rate of a prefix, {@code null} where its node has bands only. */
    public record PrefixRate(Source source, @Nullable Rate rate) {}

    /** Adds a destination rated as written; the answer is as for a prefix. */
    public @Nullable String addWord(UsageKind kind, Direction direction, String word, int path, PrefixRate at) {
        int clash = table(kind, direction).addWord(word, path, at.source.rank, at.rate);
        return clash < 0 ? null : paths.get(clash).path;
    }

    /** Adds a node without a destination: {@code voice/outgoing}. */
    public void addDirection(UsageKind kind, Direction direction, int path, @Nullable Rate rate) {
        table(kind, direction).setDirection(path, rate);
    }

    /** Adds a node of a kind of use alone: {@code voice}. */
    public void addKind(UsageKind kind, int path, @Nullable Rate rate) {
        for (Direction direction : Direction.values()) {
            table(kind, direction).setKind(path, rate);
        }
    }

    /** Gives back what was kept for growth; call once when the layer is complete. */
    public void complete() {
        for (RateTable table : tables) {
            table.trim();
        }
    }

    /** The nodes whose price is written in this layer. */
    public List<String> pricedPaths() {
        return paths.stream().filter(path -> path.priced).map(path -> path.path).toList();
    }

    /** All nodes written in this layer, those with bands only included. */
    public List<String> allPaths() {
        return List.copyOf(pathNumbers.keySet());
    }

    /** The tiers its nodes and bands write. */
    Stream<Tiers> tiers() {
        return paths.stream()
                .flatMap(path -> Stream.concat(
                        Stream.ofNullable(path.terms),
                        path.bands.stream().map(band -> band.band().terms())))
                .map(RateTerms::tiers)
                .filter(Objects::nonNull);
    }

    @SuppressWarnings("EnumOrdinal") // an index into an array made of the same enums, never stored
    RateTable table(UsageKind kind, Direction direction) {
        return tables[kind.ordinal() * DIRECTIONS + direction.ordinal()];
    }

    List<WrittenPath> paths() {
        return paths;
    }

    Inclusions inclusions() {
        return inclusions;
    }
}
