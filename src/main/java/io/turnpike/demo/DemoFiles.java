package io.turnpike.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The demo's files in a data folder: {@code demo/customers} for the import, {@code inbox/<format>} for the usage, and
 * {@code demo/made.txt}, which says what they were made of and is written last.
 */
public record DemoFiles(Path data) {
    /** Told which files are being written. */
    @FunctionalInterface
    public interface Watcher {
        void at(String activity, long done, long total);
    }

    public Path customers() {
        return data.resolve("demo").resolve("customers");
    }

    /** Writes what becomes known after the month was billed; returns its folder. */
    public Path lateEnds(LateEnds ends) throws IOException {
        return ends.write(data.resolve("demo").resolve("late"));
    }

    private Path made() {
        return data.resolve("demo").resolve("made.txt");
    }

    /**
     * What is there already; empty where nothing was finished.
     *
     * @throws IllegalStateException where it was made of other figures
     */
    public Optional<Planted> found(DemoMonth month) throws IOException {
        if (!Files.isRegularFile(made())) {
            return Optional.empty();
        }
        Map<String, String> words = Files.readAllLines(made()).stream()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
        TreeMap<String, String> before = new TreeMap<>(words);
        before.keySet().retainAll(month.words().keySet());
        if (!before.equals(month.words())) {
            throw new IllegalStateException(data + " holds a demo of other figures " + before + ", asked for is "
                    + month.words() + ": ask for the same, or name another folder with --data");
        }
        return Optional.of(Planted.of(words));
    }

    /** Makes all files; those of an attempt that was broken off are written over. */
    public Planted make(DemoMonth month, Watcher watcher) throws IOException {
        Planted planted = new Planted();
        List<CallSource> calls = CallSource.all();
        List<FlowSource> flows = FlowSource.all();
        int steps = 1 + calls.size() + flows.size();
        int step = 0;
        watcher.at("writing customers", step++, steps);
        new DemoCustomers(month).write(customers());
        Path inbox = data.resolve("inbox");
        DemoCalls demoCalls = new DemoCalls(month, planted, inbox);
        for (int i = 0; i < calls.size(); i++) {
            watcher.at("writing " + calls.get(i).layout().format(), step++, steps);
            demoCalls.write(calls.get(i), i);
        }
        DemoFlows demoFlows = new DemoFlows(month, planted, inbox);
        for (int i = 0; i < flows.size(); i++) {
            watcher.at("writing " + flows.get(i).layout().format(), step++, steps);
            demoFlows.write(flows.get(i), i);
        }
        TreeMap<String, String> words = new TreeMap<>(planted.words());
        words.putAll(month.words());
        Files.writeString(
                made(),
                words.entrySet().stream()
                        .map(word -> word.getKey() + "=" + word.getValue() + "\n")
                        .collect(Collectors.joining()));
        return planted;
    }
}
