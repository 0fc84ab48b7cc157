package io.turnpike.mediation.calls;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The columns a reader's rules ask for, numbered in the order they are first named; unknown ones become problems. */
final class Slots {
    private final Set<String> known;
    private final Problems problems;
    private final List<String> names = new ArrayList<>();

    /** @param known the columns of the layout; empty when only the file's header knows them */
    Slots(Set<String> known, Problems problems) {
        this.known = known;
        this.problems = problems;
    }

    int of(Node.Scalar name) {
        if (!known.isEmpty() && !known.contains(name.text())) {
            problems.add(name.place(), "unknown column '" + name.text() + "'", Suggestion.remedy(name.text(), known));
        }
        int slot = names.indexOf(name.text());
        if (slot >= 0) {
            return slot;
        }
        names.add(name.text());
        return names.size() - 1;
    }

    /** The columns under a key, one or a list. */
    List<Integer> list(Fields fields, String key) {
        return fields.scalars(key).stream().map(this::of).toList();
    }

    List<String> names() {
        return List.copyOf(names);
    }
}
