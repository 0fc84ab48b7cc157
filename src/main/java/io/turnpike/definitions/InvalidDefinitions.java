package io.turnpike.definitions;

import java.util.List;

/** Definitions that cannot be used; the message shows every mistake with place and remedy. */
public final class InvalidDefinitions extends RuntimeException {
    private final transient List<Problem> problems;

    public InvalidDefinitions(Problems problems) {
        super(problems.render());
        this.problems = problems.all();
    }

    public List<Problem> problems() {
        return problems;
    }
}
