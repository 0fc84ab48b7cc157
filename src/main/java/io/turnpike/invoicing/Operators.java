package io.turnpike.invoicing;

import io.turnpike.definitions.Node;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The terms of all operators, as {@code document-templates/operators/*.yaml} write them. */
public class Operators {
    /** Where the files lie under the definitions' folder. */
    public static final String FOLDER = "document-templates/operators";

    private final Map<String, OperatorTerms> byCode;

    /** For the lazy reference; the real ones come from {@link #load} and {@link #of}. */
    Operators() {
        this(Map.of());
    }

    private Operators(Map<String, OperatorTerms> byCode) {
        this.byCode = Map.copyOf(byCode);
    }

    /** Reads every operator's file; files with mistakes are left out and their mistakes are in {@code problems}. */
    public static Operators load(Path definitions, Problems problems) {
        Map<String, OperatorTerms> byCode = new TreeMap<>();
        for (Path path : files(definitions.resolve(FOLDER))) {
            SourceFile file = read(definitions, path);
            Optional<Node.Block> block = Yaml.read(file, problems);
            block.flatMap(top -> new OperatorReader(top, problems).read()).ifPresent(terms -> {
                if (!(terms.code() + ".yaml").equals(path.getFileName().toString())) {
                    problems.add(
                            Place.whole(file),
                            "the file of operator '" + terms.code() + "' has another name",
                            "rename it to " + terms.code() + ".yaml");
                }
                byCode.put(terms.code(), terms);
            });
        }
        return new Operators(byCode);
    }

    public static Operators of(List<OperatorTerms> terms) {
        Map<String, OperatorTerms> byCode = new TreeMap<>();
        terms.forEach(each -> byCode.put(each.code(), each));
        return new Operators(byCode);
    }

    /** The terms of an operator; an error with the known ones when it has none. */
    public OperatorTerms terms(String code) {
        OperatorTerms terms = byCode.get(code);
        if (terms == null) {
            throw new IllegalArgumentException("operator '" + code + "' has no file in " + FOLDER + "; known are "
                    + byCode.keySet().stream().sorted().toList());
        }
        return terms;
    }

    /** All terms by the operator's code. */
    public Map<String, OperatorTerms> byCode() {
        return byCode;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static SourceFile read(Path root, Path file) {
        try {
            return SourceFile.read(root, file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
