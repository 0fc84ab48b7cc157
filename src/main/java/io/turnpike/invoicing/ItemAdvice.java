package io.turnpike.invoicing;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Suggestion;
import io.turnpike.definitions.Yaml;
import io.turnpike.invoicing.LineUnit.Measure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an operator's items say that is allowed and hardly meant: a path that no plan charges under, and one quantity for charges that
 * are counted in different units.
 */
public final class ItemAdvice {
    private final Set<String> charged = new TreeSet<>();
    private final List<Problem> advice = new ArrayList<>();

    private ItemAdvice(Collection<String> rates, Collection<String> fees) {
        rates.forEach(rate -> charged.add(ItemSetup.node(rate)));
        fees.forEach(fee -> charged.add(ChargePart.FEE + fee));
    }

    /**
     * Reads the items of an operator's file; what is wrong in it is told elsewhere.
     *
     * @param rates keys of the rates of all plans
     * @param fees names of the fees of all plans
     */
    public static List<Problem> of(SourceFile file, Collection<String> rates, Collection<String> fees) {
        ItemAdvice reader = new ItemAdvice(rates, fees);
        Problems told = new Problems();
        Yaml.read(file, told).ifPresent(operator -> {
            for (Node.Entry item : new Fields(operator, told).entries("items")) {
                if (item.value() instanceof Node.Block block) {
                    reader.item(new Fields(block, told));
                }
            }
        });
        return reader.advice;
    }

    private void item(Fields item) {
        List<Node.Scalar> takes = item.scalars("takes");
        takes.forEach(this::path);
        List<Measure> measures =
                ItemReader.measures(takes.stream().map(Node.Scalar::text).toList());
        Optional<Node.Scalar> unit = item.scalar("unit");
        if (measures.size() > 1 && unit.isPresent()) {
            advice.add(new Problem(
                    unit.get().place(),
                    "the item takes charges that are counted in different units, and prints their sum in '"
                            + unit.get().text() + "'",
                    "make an item for each of "
                            + measures.stream()
                                    .map(measure -> String.join(" ", measure.words()))
                                    .collect(Collectors.joining("; "))));
        }
    }

    /** A path of one word takes whatever there may be; a longer one names something, a number's own price apart. */
    private void path(Node.Scalar written) {
        String path = written.text();
        boolean named = path.contains("/") && !ItemSetup.lastWord(path).startsWith("+");
        if (named && charged.stream().noneMatch(each -> each.equals(path) || each.startsWith(path + "/"))) {
            Set<String> known = new TreeSet<>();
            charged.forEach(each -> {
                for (int at = each.indexOf('/'); at >= 0; at = each.indexOf('/', at + 1)) {
                    known.add(each.substring(0, at));
                }
                known.add(each);
            });
            advice.add(new Problem(
                    written.place(),
                    "no plan charges anything under '" + path + "'",
                    Suggestion.nearest(path, known)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("write a node of the plans, or fee/ and the name of a fee")));
        }
    }
}
