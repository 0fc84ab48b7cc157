package io.turnpike.documents;

import io.turnpike.definitions.SourceFile;
import io.turnpike.documents.wording.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folders a template is looked up in, the nearest first: the operator's folder within the kind, the operator's own folder,
 * the kind's folder, and {@code common}.
 *
 * @param root the folder {@code document-templates}
 * @param operator a code, or empty for the form all operators share
 */
record TemplateFiles(Path root, String kind, String operator, String language) {
    static final String COMMON = "common";
    static final String OPERATORS = "operators";

    private static final Pattern OF_LANGUAGE =
            Pattern.compile("(?:texts|template|sample(?:-[\\w-]+)?)\\.([^.]+)\\.(?:yaml|xml|json)");

    List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        if (!operator.isEmpty()) {
            folders.add(root.resolve(kind).resolve(operator));
            folders.add(root.resolve(OPERATORS).resolve(operator));
        }
        folders.add(root.resolve(kind));
        folders.add(root.resolve(COMMON));
        return folders.stream().filter(Files::isDirectory).toList();
    }

    SourceFile source(Path file) throws IOException {
        return SourceFile.read(definitions(), file);
    }

    /** The folder that file names in messages start from. */
    private Path definitions() {
        Path parent = root.getParent();
        return parent == null ? root : parent;
    }

    /** The nearest file of a name; within a folder {@code name.ru.xml} goes before {@code name.xml}. */
    Optional<SourceFile> find(String name) throws IOException {
        int dot = name.lastIndexOf('.');
        String ofLanguage = dot < 0 ? name : name.substring(0, dot) + "." + language + name.substring(dot);
        for (Path folder : folders()) {
            for (String candidate : List.of(ofLanguage, name)) {
                Path file = folder.resolve(candidate).normalize();
                if (file.startsWith(folder) && Files.isRegularFile(file)) {
                    return Optional.of(source(file));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The languages a kind has a form in for an operator: those that are shipped, and each that has a file of its own in the operator's
     * folder of the kind or in the kind's.
     */
    static List<String> languages(Path root, String kind, String operator) throws IOException {
        Set<String> languages = new TreeSet<>(Wording.shipped());
        for (String file : new TemplateFiles(root, kind, operator, "").ownFiles()) {
            Matcher ofLanguage = OF_LANGUAGE.matcher(file);
            if (ofLanguage.matches()) {
                languages.add(ofLanguage.group(1));
            }
        }
        return List.copyOf(languages);
    }

    private List<String> ownFiles() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path folder : List.of(root.resolve(kind).resolve(operator), root.resolve(kind))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(Files::isRegularFile)
                            .forEach(file -> names.add(file.getFileName().toString()));
                }
            }
        }
        return names;
    }

    /** Texts of this language, the nearest first. */
    List<SourceFile> texts() throws IOException {
        List<SourceFile> texts = new ArrayList<>();
        for (Path folder : folders()) {
            Path file = folder.resolve("texts." + language + ".yaml");
            if (Files.isRegularFile(file)) {
                texts.add(source(file));
            }
        }
        return texts;
    }

    /** Files of all folders, the nearest first, by name within each. */
    List<Path> all(Predicate<String> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders()) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> wanted.test(file.getFileName().toString()))
                        .sorted()
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** {@code invoice (alpha, ru)}: what messages call the template. */
    String label() {
        return kind + " (" + (operator.isEmpty() ? "" : operator + ", ") + language + ")";
    }
}
