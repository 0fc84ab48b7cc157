package io.turnpike.payments.fiscal;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import io.turnpike.payments.fiscal.RegisterTerms.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the online cash registers of the definitions. */
public final class CashRegisters {
    /** Under the definitions' folder. */
    public static final String FOLDER = "cash-registers";

    private static final String FILE = "register.yaml";

    private CashRegisters() {}

    /** All by name; what is wrong becomes problems, the others are still there. */
    public static Map<String, RegisterTerms> load(Path root, Problems problems) throws IOException {
        Path home = root.toAbsolutePath().normalize();
        Path all = home.resolve(FOLDER);
        Map<String, RegisterTerms> registers = new TreeMap<>();
        if (!Files.isDirectory(all)) {
            return registers;
        }
        List<Path> folders;
        try (Stream<Path> entries = Files.list(all)) {
            folders = entries.filter(Files::isDirectory).sorted().toList();
        }
        Map<String, String> taken = new HashMap<>();
        for (Path folder : folders) {
            String name = String.valueOf(folder.getFileName());
            Path path = folder.resolve(FILE);
            if (!Files.isRegularFile(path)) {
                SourceFile missing = new SourceFile(FOLDER + "/" + name, folder, "");
                problems.add(
                        Place.whole(missing), "the folder has no " + FILE, "add one, see " + FOLDER + "/README.md");
                continue;
            }
            SourceFile file = SourceFile.read(home, path);
            int before = problems.count();
            Yaml.read(file, problems).ifPresent(block -> {
                RegisterTerms terms = new RegisterReader(name, file, new Fields(block, problems)).read();
                once(terms, taken, problems);
                if (problems.count() == before) {
                    registers.put(name, terms);
                }
            });
        }
        return registers;
    }

    /** A payment has one receipt: two registers cannot both make it. */
    private static void once(RegisterTerms terms, Map<String, String> taken, Problems problems) {
        for (Channel channel : terms.channels()) {
            String payments = terms.operator() + " " + channel.source() + " " + channel.into();
            String other = taken.putIfAbsent(payments, terms.name());
            if (other != null) {
                problems.add(
                        Place.whole(terms.file()),
                        "payments of '" + channel.source() + "' get their receipts from " + other + " already",
                        "name them in one register of the operator");
            }
        }
    }
}
