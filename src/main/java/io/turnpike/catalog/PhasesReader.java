package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Suggestion;
import io.turnpike.fees.Phase;
import io.turnpike.time.BillingInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code phases} of a plan: names in the order in which the phases follow one another. */
final class PhasesReader {
    private static final Map<String, Boolean> THEN = Map.of("end", true, "next", false);

    private final Node.Block block;
    private final Problems problems;
    private final FeeValues values;

    PhasesReader(Node.Block block, Problems problems, FeeValues values) {
        this.block = block;
        this.problems = problems;
        this.values = values;
    }

    List<Phase> read(Set<String> fees) {
        List<Phase> phases = new ArrayList<>();
        int last = block.entries().size() - 1;
        for (int i = 0; i <= last; i++) {
            Node.Entry entry = block.entries().get(i);
            if (entry.value() instanceof Node.Block keys) {
                phases.add(phase(entry.key(), new Fields(keys, problems), i == last, fees));
            } else {
                problems.add(
                        entry.value().place(),
                        "phase '" + entry.key().text() + "' is a "
                                + entry.value().shape(),
                        "write its keys, such as { lasts: 14 days, fees: { line-rental: 0 % } }");
            }
        }
        return phases;
    }

    private Phase phase(Node.Scalar name, Fields phase, boolean isLast, Set<String> fees) {
        Optional<BillingInterval> lasts = phase.scalar("lasts").flatMap(scalar -> values.interval(phase, scalar));
        boolean ends = phase.oneOf("then", THEN).orElse(false);
        if (!isLast && !phase.has("lasts")) {
            problems.add(
                    name.place(),
                    "phase '" + name.text() + "' has no length and is not the last",
                    "write 'lasts: 3 months', or move it to the end");
        }
        if (ends && (!isLast || !phase.has("lasts"))) {
            problems.add(
                    name.place(),
                    "phase '" + name.text() + "' cannot end the subscription",
                    "write 'then: end' only in the last phase, together with 'lasts'");
            ends = false;
        }
        Map<String, Phase.Price> prices = new LinkedHashMap<>();
        for (Node.Entry entry : phase.entries("fees")) {
            price(phase, entry, fees).ifPresent(price -> prices.put(entry.key().text(), price));
        }
        phase.done();
        return new Phase(name.text(), lasts, prices, ends && lasts.isPresent());
    }

    private Optional<Phase.Price> price(Fields phase, Node.Entry entry, Set<String> fees) {
        if (!fees.contains(entry.key().text())) {
            problems.add(
                    entry.key().place(),
                    "the plan has no fee '" + entry.key().text() + "'",
                    Suggestion.remedy(entry.key().text(), fees));
        }
        if (!(entry.value() instanceof Node.Scalar scalar)) {
            problems.add(
                    entry.value().place(),
                    "'" + entry.key().text() + "' is a " + entry.value().shape(),
                    "write a price such as 100.00 RUB or a share such as 50 %");
            return Optional.empty();
        }
        return FeeValues.isPercent(scalar)
                ? values.percent(phase, scalar).map(Phase.Price.Share::new)
                : values.amountOrShare(phase, scalar).map(Phase.Price.Fixed::new);
    }
}
