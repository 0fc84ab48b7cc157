package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Suggestion;
import io.turnpike.rating.Band;
import io.turnpike.rating.Capacity;
import io.turnpike.rating.CounterId;
import io.turnpike.rating.Rate;
import io.turnpike.rating.RateLayer;
import io.turnpike.rating.RateTerms;
import io.turnpike.rating.Scope;
import io.turnpike.rating.Tiers;
import io.turnpike.rating.When;
import io.turnpike.usage.Direction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what one plan file writes itself: its rates, bands, allowances, capacities and discounts. */
final class LayerReader {
    /** Keys of a plan that are read elsewhere. */
    private static final List<String> KNOWN = List.of(
            "plan",
            "title",
            "extends",
            "fallback",
            "valid-from",
            "for-existing",
            "late-usage",
            "currency",
            "round",
            "fees",
            "phases",
            "minimum-charge",
            "on-termination",
            "on-change",
            "on-suspension",
            "on-resumption");

    private final Path root;
    private final CommonRules common;
    private final PlanFile plan;
    private final Currency currency;
    private final Problems problems;
    private final List<InheritedNodes.Need> needs = new ArrayList<>();
    private final Set<SourceFile> files = new HashSet<>();
    private final List<SharedCounters.Written> counters = new ArrayList<>();

    LayerReader(Path root, CommonRules common, PlanFile plan, Currency currency, Problems problems) {
        this.root = root;
        this.common = common;
        this.plan = plan;
        this.currency = currency;
        this.problems = problems;
    }

    /**
     * A layer and what it depends on.
     *
     * @param files tables and zones, beside the plan file itself
     * @param needs what its nodes and bands need from a plan below
     * @param covered paths that allowances, discounts and capacities name
     * @param bundled plans that discounts name
     * @param counters of tiers and capacities of its nodes and bands
     */
    record Read(
            RateLayer layer,
            Set<SourceFile> files,
            List<InheritedNodes.Need> needs,
            List<Node.Scalar> covered,
            List<Node.Scalar> bundled,
            List<SharedCounters.Written> counters) {}

    private record PlannedNode(NodePath path, Node.Scalar key, Node.Block block) {}

    Read read() {
        Fields fields = new Fields(plan.block(), problems);
        KNOWN.forEach(fields::node);
        List<PlannedNode> nodes = nodes(fields);
        NodeCapacityReader ofNodes = new NodeCapacityReader(currency, problems);
        for (PlannedNode node : nodes) {
            ofNodes.read(node.path, node.key, node.block).ifPresent(capacity -> {
                CounterId counter = capacity.meters().get(0).counter();
                counters.add(written(node, counter, capacity.scope(), true));
            });
        }
        InclusionReader inclusions = new InclusionReader(fields, currency);
        List<Capacity> capacities = new ArrayList<>(inclusions.capacities());
        capacities.addAll(ofNodes.capacities());
        RateLayer layer =
                new RateLayer(new RateLayer.Inclusions(inclusions.allowances(), capacities, inclusions.discounts()));
        fields.done();
        Set<String> written = new HashSet<>();
        for (PlannedNode node : nodes) {
            if (node.path.band() == null) {
                written.add(node.path.path());
                readNode(layer, node);
            }
        }
        for (PlannedNode node : nodes) {
            if (node.path.band() != null) {
                readBand(layer, node, written.contains(node.path.path()));
            }
        }
        layer.complete();
        return new Read(
                layer, files, List.copyOf(needs), inclusions.covered(), inclusions.bundled(), List.copyOf(counters));
    }

    private List<PlannedNode> nodes(Fields fields) {
        List<PlannedNode> nodes = new ArrayList<>();
        for (Node.Entry entry : fields.entries("rates")) {
            Node.Block block = terms(entry);
            fields.parse(entry.key(), NodePath.REMEDY, NodePath::parse)
                    .ifPresent(path -> nodes.add(new PlannedNode(path, entry.key(), block)));
        }
        return nodes;
    }

    /** What is written at a node; a price alone stands for a block of it. */
    static Node.Block terms(Node.Entry entry) {
        return entry.value() instanceof Node.Block given
                ? given
                : new Node.Block(
                        List.of(new Node.Entry(
                                new Node.Scalar("price", entry.key().place()), entry.value())),
                        entry.value().place());
    }

    private RateTerms terms(Fields fields, PlannedNode node) {
        RateTerms terms = new TermsReader(node.block, fields, currency, node.path).read();
        Tiers tiers = terms.tiers();
        if (tiers != null) {
            counters.add(written(node, tiers.counter(), tiers.scope(), false));
        }
        return terms;
    }

    private SharedCounters.Written written(PlannedNode node, CounterId counter, Scope scope, boolean capacity) {
        Place place = new Fields(node.block, new Problems())
                .scalar("counter")
                .map(Node.Scalar::place)
                .orElse(node.key.place());
        return new SharedCounters.Written(node.path.path(), node.path.band(), counter, scope, capacity, place);
    }

    private void readNode(RateLayer layer, PlannedNode node) {
        Fields fields = new Fields(node.block, problems);
        RateTerms terms = terms(fields, node);
        boolean capacity = fields.text("tiers").filter("capacity"::equals).isPresent();
        RateTerms priced = capacity ? terms.withoutUnitPrice() : terms;
        Node.Scalar table = fields.scalar("table").orElse(null);
        boolean hasPrice = table != null || !priced.needsBase();
        String origin = node.key.place().toString();
        int path = layer.addNode(node.path.path(), origin, priced, hasPrice);
        if (table != null) {
            readTable(layer, node, table, terms, path);
            if (!terms.steps().isEmpty() || fields.has("tiers")) {
                problems.add(
                        table.place(),
                        "a table together with steps or tiers",
                        "give the steps or tiers a node of their own");
            }
        }
        if (!priced.needsBase()) {
            spread(layer, node, path, priced.over(null));
        } else if (lacksPrice(fields, table != null, terms)) {
            needs.add(InheritedNodes.Need.price(node.path.path(), node.key));
        }
        fields.done();
    }

    private boolean lacksPrice(Fields fields, boolean table, RateTerms terms) {
        boolean written = fields.has("price") || fields.has("steps") || fields.has("tiers");
        return terms.percent() != null || (!table && !written); // one that is written but wrong has been told already
    }

    private void readTable(RateLayer layer, PlannedNode node, Node.Scalar table, RateTerms terms, int path) {
        Path csv = plan.file().path().resolveSibling(table.text());
        if (!Files.isRegularFile(csv)) {
            problems.add(table.place(), "no file " + table.text() + " beside the plan", "write it, or mend the name");
            return;
        }
        SourceFile file = CommonRules.read(root, csv);
        files.add(file);
        for (Direction direction : directions(node.path)) {
            new PriceTable(file, currency, node.path, terms, problems).readInto(layer, path, direction);
        }
    }

    /** Puts a node's rate at every prefix and word it stands for. */
    private void spread(RateLayer layer, PlannedNode node, int path, @Nullable Rate rate) {
        NodePath at = node.path;
        Direction direction = at.direction();
        if (direction == null) {
            layer.addKind(at.kind(), path, rate);
            return;
        }
        RateLayer.PrefixRate written = new RateLayer.PrefixRate(RateLayer.Source.PREFIX, rate);
        if (at.destination() == null) {
            layer.addDirection(at.kind(), direction, path, rate);
        } else if (at.isPrefix()) {
            String digits = CommonRules.digits(at.destination());
            clash(node, digits, layer.addPrefix(at.kind(), direction, digits, path, written));
        } else if (at.isWord()) {
            clash(node, at.word(), layer.addWord(at.kind(), direction, at.word(), path, written));
        } else {
            spreadZone(layer, node, direction, path, rate);
        }
    }

    private void spreadZone(RateLayer layer, PlannedNode node, Direction direction, int path, @Nullable Rate rate) {
        Zone zone = common.zones().get(node.path.word());
        if (zone == null) {
            problems.add(
                    node.key.place(),
                    "unknown zone '" + node.path.word() + "'",
                    "for a word that is dialled as it stands put it in quotes: "
                            + node.path.kind().word() + "/" + direction.word() + "/'" + node.path.word() + "'; for a"
                            + " zone of common/zones "
                            + Suggestion.remedy(node.path.word(), common.zones().keySet()));
            return;
        }
        files.addAll(zone.files());
        RateLayer.PrefixRate prefix = new RateLayer.PrefixRate(RateLayer.Source.ZONE, rate);
        zone.prefixes()
                .keySet()
                .forEach(digits ->
                        clash(node, digits, layer.addPrefix(node.path.kind(), direction, digits, path, prefix)));
        zone.words()
                .keySet()
                .forEach(word -> clash(node, word, layer.addWord(node.path.kind(), direction, word, path, prefix)));
    }

    private void clash(PlannedNode node, String what, @Nullable String other) {
        if (other != null && !other.equals(node.path.path())) {
            problems.add(
                    node.key.place(),
                    what + " belongs to " + other + " as well",
                    "take it out of one of the two, or price it by a node of its own");
        }
    }

    private void readBand(RateLayer layer, PlannedNode node, boolean nodeIsWrittenHere) {
        Fields fields = new Fields(node.block, problems);
        RateTerms terms = terms(fields, node);
        List<When> when = when(fields, node);
        Integer priority = fields.value("priority", "write a whole number such as 1", Integer::valueOf)
                .orElse(null);
        fields.done();
        String name = node.path.band() == null ? "" : node.path.band();
        String origin = node.key.place().toString();
        int path = layer.addPath(node.path.path(), origin);
        layer.addBand(path, new Band(name, priority, when, terms), origin);
        needs.add(new InheritedNodes.Need(
                node.path.path(), name, node.key, terms.needsBase(), terms.percent() != null, !fields.has("when")));
        if (!nodeIsWrittenHere) {
            spread(layer, node, path, null);
        }
    }

    private List<When> when(Fields fields, PlannedNode node) {
        List<Node.Scalar> written = new ArrayList<>(fields.scalars("when"));
        boolean after = false;
        for (Node.Entry entry : node.block.entries()) {
            // { when: mon-fri 20:00-08:00, sat-sun } is YAML for a key 'sat-sun' without a value: another stretch
            boolean empty =
                    entry.value() instanceof Node.Scalar value && value.text().isEmpty();
            if (after && empty) {
                fields.node(entry.key().text());
                written.add(entry.key());
            }
            after |= entry.key().text().equals("when");
        }
        if (fields.has("when") && written.isEmpty()) {
            fields.node("when").ifPresent(list -> problems.add(list.place(), "the band never holds", WhenText.REMEDY));
        }
        List<When> when = new ArrayList<>();
        String calendars =
                "; calendars are " + String.join(", ", common.calendars().keySet());
        for (Node.Scalar scalar : written) {
            fields.parse(
                            scalar,
                            WhenText.REMEDY + calendars,
                            text -> WhenText.parseAll(text.toLowerCase(Locale.ROOT), common.calendars()))
                    .ifPresent(when::addAll);
        }
        return when;
    }

    private static List<Direction> directions(NodePath path) {
        Direction direction = path.direction();
        return direction == null ? List.of(Direction.values()) : List.of(direction);
    }
}
