package io.turnpike.documents.page;

import java.util.List;
import java.util.stream.Collectors;

/** Page XML that cannot be laid out; holds every mistake found. */
public final class UnusablePage extends RuntimeException {
    private final transient List<PageProblem> problems;

    public UnusablePage(List<PageProblem> problems) {
        super(problems.stream()
                .map(problem -> problem.at() + ": " + problem.message() + "; " + problem.remedy())
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    UnusablePage(String at, String message, String remedy) {
        this(List.of(new PageProblem(at, message, remedy)));
    }

    public List<PageProblem> problems() {
        return problems;
    }
}
