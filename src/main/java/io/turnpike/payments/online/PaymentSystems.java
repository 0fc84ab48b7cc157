package io.turnpike.payments.online;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the payment systems of the definitions. */
public final class PaymentSystems {
    /** Under the definitions' folder. */
    public static final String FOLDER = "payment-systems";

    private static final String FILE = "system.yaml";

    private PaymentSystems() {}

    /** All by name; what is wrong becomes problems, the others are still there. */
    public static Map<String, PaymentSystem> load(Path root, Problems problems) throws IOException {
        Path home = root.toAbsolutePath().normalize();
        Path all = home.resolve(FOLDER);
        Map<String, PaymentSystem> systems = new TreeMap<>();
        if (!Files.isDirectory(all)) {
            return systems;
        }
        List<Path> folders;
        try (Stream<Path> entries = Files.list(all)) {
            folders = entries.filter(Files::isDirectory).sorted().toList();
        }
        for (Path folder : folders) {
            String name = String.valueOf(folder.getFileName());
            Path path = folder.resolve(FILE);
            if (!Files.isRegularFile(path)) {
                SourceFile missing = new SourceFile(FOLDER + "/" + name, folder, "");
                problems.add(
                        Place.whole(missing), "the folder has no " + FILE, "add one, see " + FOLDER + "/README.md");
                continue;
            }
            read(name, SourceFile.read(home, path), problems, systems);
        }
        return systems;
    }

    private static void read(String name, SourceFile file, Problems problems, Map<String, PaymentSystem> systems) {
        int before = problems.count();
        Yaml.read(file, problems).ifPresent(block -> {
            PaymentSystem system = new PaymentSystemReader(name, file, new Fields(block, problems)).read();
            // two that share a source would take each other's transactions for their own
            systems.values().stream()
                    .filter(other -> other.source().equals(system.source()))
                    .findFirst()
                    .ifPresent(other -> problems.add(
                            Place.whole(file),
                            "the transactions of " + other.name() + " are known by source '" + system.source()
                                    + "' too: one with the same id would be taken for the other",
                            "write another source, or none"));
            if (problems.count() == before) {
                systems.put(name, system);
            }
        });
    }
}
