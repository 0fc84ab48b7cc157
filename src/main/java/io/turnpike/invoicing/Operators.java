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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
        Map<String, String> ownerOfAccount = new HashMap<>();
        for (SourceFile file : files(definitions)) {
            Optional<Node.Block> block = Yaml.read(file, problems);
            block.flatMap(top -> new OperatorReader(top, problems).read()).ifPresent(terms -> {
                if (!file.path().endsWith(terms.code() + ".yaml")) {
                    problems.add(
                            Place.whole(file),
                            "the file of operator '" + terms.code() + "' has another name",
                            "rename it to " + terms.code() + ".yaml");
                }
                for (String account : terms.requisites().bank().accounts()) {
                    String other = ownerOfAccount.putIfAbsent(account, terms.code());
                    if (other != null) {
                        problems.add(
                                Place.whole(file),
                                "the bank account " + account + " is that of operator '" + other + "' as well",
                                "write each operator's own: by it is known whose money came");
                    }
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

    /**
     * What an operator's file says otherwise than the customers' tables do, by which its usage and fees are charged; empty where both say
     * the same, or there is no file.
     *
     * @param zone as imported
     * @param currency as imported
     */
    public Optional<String> differences(String code, String zone, String currency) {
        OperatorTerms terms = byCode.get(code);
        if (terms == null
                || (terms.zone().getId().equals(zone)
                        && terms.currency().getCurrencyCode().equals(currency))) {
            return Optional.empty();
        }
        return Optional.of(
                "operator '" + code + "' was imported with " + currency + " and " + zone + ", but " + FOLDER + "/"
                        + code + ".yaml says " + terms.currency() + " and " + terms.zone()
                        + ": mend the file, or import operators.csv with what is right");
    }

    /** All terms by the operator's code. */
    public Map<String, OperatorTerms> byCode() {
        return byCode;
    }

    /** The codes of all operators that have a file, with or without mistakes. */
    public static Set<String> codes(Path definitions) {
        Set<String> codes = new TreeSet<>();
        for (SourceFile file : files(definitions)) {
            codes.add(String.valueOf(file.path().getFileName()).replaceFirst("\\.yaml$", ""));
        }
        return codes;
    }

    /** The files of all operators under the definitions' folder, by name. */
    public static List<SourceFile> files(Path definitions) {
        Path folder = definitions.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            List<SourceFile> files = new ArrayList<>();
            for (Path path : paths.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                files.add(SourceFile.read(definitions, path));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }
}
