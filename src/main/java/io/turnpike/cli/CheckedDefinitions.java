package io.turnpike.cli;

import io.turnpike.definitions.Problem;
import java.util.List;
import java.util.Map;

/**
 * What reading a folder of definitions came to.
 *
 * @param mistakes every one found, each once, by file and line
 * @param warnings of what is no mistake and hardly meant
 * @param counts how many of each kind could be read, by its name in the singular, in the order they were read
 * @param examples all that were run
 */
record CheckedDefinitions(
        List<Problem> mistakes, List<Problem> warnings, Map<String, Integer> counts, List<CheckedExample> examples) {
    List<CheckedExample> failures() {
        return examples.stream().filter(example -> !example.passed()).toList();
    }
}
