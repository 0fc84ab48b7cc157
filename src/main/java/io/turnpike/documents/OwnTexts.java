package io.turnpike.documents;

import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Suggestion;
import io.turnpike.definitions.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Texts in an operator's folders that nothing prints: a key that no document has is a mistyped one, and the text it was meant to replace
 * would be printed as before without a word.
 *
 * @param root the folder {@code document-templates}
 */
record OwnTexts(Path root) {
    /** Texts that are looked up by what a document holds, so that an operator may add to them. */
    private static final List<String> FAMILIES =
            List.of("unit-", "vat-rate-", "ledger-", "currency-sign-", "currency-name-");

    /** Checks the operators' own texts of all kinds, and those within the folders of kinds. */
    void check(Problems problems) throws IOException {
        List<Path> kinds =
                Templates.kindFolders(root).stream().map(root::resolve).toList();
        Path common = root.resolve(TemplateFiles.COMMON);
        Path operators = root.resolve(TemplateFiles.OPERATORS);
        List<Path> shared = new ArrayList<>(kinds);
        shared.add(common);
        for (Path own : folders(operators)) {
            check(own, shared, problems);
            for (Path kind : kinds) {
                check(kind.resolve(own.getFileName()), List.of(kind, common, own), problems);
            }
        }
        for (Path kind : kinds) {
            for (Path own : folders(kind)) {
                if (!Files.isDirectory(operators.resolve(own.getFileName()))) {
                    check(own, List.of(kind, common), problems);
                }
            }
        }
    }

    private void check(Path own, List<Path> shared, Problems problems) throws IOException {
        List<SourceFile> texts = files(own, ".yaml");
        if (texts.isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>();
        StringBuilder forms = new StringBuilder();
        for (Path folder : shared) {
            for (SourceFile file : files(folder, ".yaml")) {
                keys(file).forEach(key -> known.add(key.text()));
            }
        }
        for (Path folder : Stream.concat(Stream.of(own), shared.stream()).toList()) {
            files(folder, ".xml").forEach(file -> forms.append(file.text()));
        }
        for (SourceFile file : texts) {
            for (Node.Scalar key : keys(file)) {
                if (!known.contains(key.text())
                        && forms.indexOf("\"" + key.text() + "\"") < 0
                        && forms.indexOf("'" + key.text() + "'") < 0
                        && FAMILIES.stream().noneMatch(key.text()::startsWith)) {
                    problems.add(
                            key.place(),
                            "no document prints the text '" + key.text() + "'",
                            Suggestion.nearest(key.text(), known)
                                    .map(near -> "did you mean '" + near + "'?")
                                    .orElse("write a key of the texts it replaces, or print it in a template of this"
                                            + " folder"));
                }
            }
        }
    }

    private static List<Node.Scalar> keys(SourceFile file) {
        // what is wrong with the file itself is told where it is read
        return Yaml.read(file, new Problems()).stream()
                .flatMap(block -> block.entries().stream())
                .map(Node.Entry::key)
                .toList();
    }

    private List<SourceFile> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> paths;
        try (Stream<Path> entries = Files.list(folder)) {
            paths = entries.filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
        List<SourceFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(new TemplateFiles(root, "", "", "").source(path));
        }
        return files;
    }

    private static List<Path> folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }
}
