package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.rating.Capacity;
import io.turnpike.rating.Every;
import io.turnpike.rating.Rate;
import io.turnpike.rating.Scope;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Reads the nodes whose price is a capacity ({@code tiers: capacity}): a package with the node as its one meter. */
final class NodeCapacityReader {
    private final Currency currency;
    private final Problems problems;
    private final List<Capacity> capacities = new ArrayList<>();

    NodeCapacityReader(Currency currency, Problems problems) {
        this.currency = currency;
        this.problems = problems;
    }

    List<Capacity> capacities() {
        return capacities;
    }

    /** Reads a node; empty where it has no {@code tiers: capacity}, or one with a mistake. */
    Optional<Capacity> read(NodePath path, Node.Scalar key, Node.Block block) {
        Problems silent = new Problems(); // the node is read, and its mistakes told, when its terms are
        Fields fields = new Fields(block, silent);
        if (fields.text("tiers").filter("capacity"::equals).isEmpty()) {
            return Optional.empty();
        }
        TermsReader reader = new TermsReader(block, fields, currency, path);
        List<Capacity.Level> levels = new ArrayList<>();
        for (Node.Entry entry : reader.tierEntries()) {
            if (entry.value() instanceof Node.Scalar value) {
                new Fields(block, problems)
                        .parse(value, PriceText.AMOUNT_REMEDY, text -> PriceText.amountMicros(text, currency))
                        .ifPresent(price -> levels.add(new Capacity.Level(List.of(reader.upTo(entry)), price)));
            }
        }
        if (levels.isEmpty() || levels.get(levels.size() - 1).limits().get(0) != Rate.UNLIMITED) {
            problems.add(key.place(), "the capacity has no end", "write a last line 'above: 900.00 RUB'");
            return Optional.empty();
        }
        String name = fields.text("counter").orElse(path.path());
        Every every = fields.oneOf("every", TermsReader.EVERY).orElse(Every.MONTH);
        Scope scope = fields.oneOf("scope", TermsReader.SCOPE).orElse(Scope.SERVICE);
        Capacity.Meter meter = new Capacity.Meter(
                "use",
                List.of(path.path()),
                InclusionReader.meterCounter(name, "use", path.kind().unit(), every));
        Capacity capacity = new Capacity(
                name, scope, List.of(meter), levels, path.path(), key.place().toString());
        capacities.add(capacity);
        return Optional.of(capacity);
    }
}
