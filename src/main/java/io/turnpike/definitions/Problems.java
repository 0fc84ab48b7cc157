package io.turnpike.definitions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The mistakes found so far. Reading goes on after each, so that all are shown together. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(Place place, String message, String remedy) {
        found.add(new Problem(place, message, remedy));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int count() {
        return found.size();
    }

    /** In the order of file and line. */
    public List<Problem> all() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing((Problem p) -> p.place().file().name())
                .thenComparingInt(p -> p.place().line())
                .thenComparingInt(p -> p.place().column()));
        return Collections.unmodifiableList(sorted);
    }

    public String render() {
        return all().stream().map(Problem::render).collect(Collectors.joining("\n"));
    }

    /** Stops what was to run on these definitions. */
    public void throwIfAny() {
        if (!isEmpty()) {
            throw new InvalidDefinitions(this);
        }
    }
}
