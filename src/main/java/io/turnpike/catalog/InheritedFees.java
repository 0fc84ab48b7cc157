package io.turnpike.catalog;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code fees} blocks of a chain of plans laid over one another; every value keeps the place where it is written. */
final class InheritedFees {
    static final String FEES = "fees";

    private static final String NONE = "none";

    private final List<Fields> chain;
    private final Problems problems;

    InheritedFees(List<Fields> chainFromRootToChild, Problems problems) {
        this.chain = chainFromRootToChild;
        this.problems = problems;
    }

    static boolean isNone(Node node) {
        return node instanceof Node.Scalar scalar && scalar.text().equals(NONE);
    }

    /** By name, in the order in which the names were first written from the root down. */
    Map<String, Node> merged() {
        Map<String, Node> fees = new LinkedHashMap<>();
        for (Fields plan : chain) {
            for (Node.Entry entry : plan.entries(FEES)) {
                String name = entry.key().text();
                Node inherited = fees.get(name);
                if (!isNone(entry.value())) {
                    fees.put(name, inherited == null ? entry.value() : over(inherited, entry.value()));
                } else if (fees.remove(name) == null) {
                    problems.add(entry.key().place(), "there is no inherited fee '" + name + "'", remedy(fees));
                }
            }
        }
        return fees;
    }

    private static String remedy(Map<String, Node> fees) {
        return fees.isEmpty()
                ? "take the line out"
                : "take the line out, or name one of: " + String.join(", ", fees.keySet());
    }

    /** The keys of the child go before those of the parent; {@code every} and {@code once} shut each other out. */
    private static Node over(Node inherited, Node own) {
        if (!(inherited instanceof Node.Block parent) || !(own instanceof Node.Block child)) {
            return own;
        }
        if (changesKind(parent, child)) {
            return own;
        }
        List<Node.Entry> entries = new ArrayList<>(child.entries());
        for (Node.Entry entry : parent.entries()) {
            if (!has(child, entry.key().text())) {
                entries.add(entry);
            }
        }
        return new Node.Block(List.copyOf(entries), child.place());
    }

    private static boolean changesKind(Node.Block parent, Node.Block child) {
        return (has(child, "once") && has(parent, "every")) || (has(child, "every") && has(parent, "once"));
    }

    private static boolean has(Node.Block block, String key) {
        return block.entries().stream().anyMatch(entry -> entry.key().text().equals(key));
    }
}
