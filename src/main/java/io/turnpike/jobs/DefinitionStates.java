package io.turnpike.jobs;

import io.turnpike.definitions.Definitions;
import io.turnpike.digests.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The definitions that runs worked by, so that a restart can say which of them were changed since. */
@Component
class DefinitionStates {
    private final Definitions definitions;
    private final RunMapper runs;

    DefinitionStates(Definitions definitions, RunMapper runs) {
        this.definitions = definitions;
        this.runs = runs;
    }

    /** Keeps the definitions as they are now; returns the key of this state. */
    String keep() {
        String files = definitions.digests().entrySet().stream()
                .map(file -> file.getValue() + " " + file.getKey())
                .collect(Collectors.joining("\n"));
        String key = Sha256.hex(files);
        runs.keepDefinitions(key, files);
        return key;
    }

    /** The files that differ between two states; none where one is not known. */
    List<String> changes(@Nullable String before, @Nullable String now) {
        if (before == null || now == null || before.equals(now)) {
            return List.of();
        }
        Map<String, String> old = files(before);
        Map<String, String> present = files(now);
        TreeSet<String> changed = new TreeSet<>(old.keySet());
        changed.addAll(present.keySet());
        changed.removeIf(file -> Objects.equals(old.get(file), present.get(file)));
        return List.copyOf(changed);
    }

    private Map<String, String> files(String state) {
        Map<String, String> files = new TreeMap<>();
        runs.definitions(state).orElse("").lines().forEach(line -> {
            int space = line.indexOf(' ');
            files.put(line.substring(space + 1), line.substring(0, space));
        });
        return files;
    }
}
