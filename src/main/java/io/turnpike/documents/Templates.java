package io.turnpike.documents;

import freemarker.core.ParseException;
import io.turnpike.definitions.InvalidDefinitions;
import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.documents.page.Picture;
import io.turnpike.documents.wording.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All document templates of a definitions folder, read and checked. Immutable. */
public final class Templates {
    /** Folders that are no document kind. */
    private static final Set<String> OTHER_FOLDERS =
            Set.of(TemplateFiles.COMMON, TemplateFiles.OPERATORS, "exports", "imports");

    private final Map<Key, DocumentTemplate> templates = new TreeMap<>();
    private final Map<Key, Map<String, Map<String, Object>>> samples = new HashMap<>();

    /** Which form; an empty operator means the one all share. */
    private record Key(String kind, String operator, String language) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }

    private Templates() {}

    /**
     * Reads all templates and renders each with the samples beside it; every mistake becomes a problem.
     *
     * @param folder {@code document-templates}; file names in problems start with its own name
     */
    public static Templates load(Path folder, Problems problems) throws IOException {
        Problems found = new Problems();
        Templates templates = read(folder, found);
        templates.check(found);
        new OwnTexts(folder.toAbsolutePath().normalize()).check(found);
        // a file that several languages and operators share is read for each of them
        new LinkedHashSet<>(found.all())
                .forEach(problem -> problems.add(problem.place(), problem.message(), problem.remedy()));
        return templates;
    }

    /**
     * Reads the templates of one kind and renders none of them: for a person who is editing it, whatever the state of the others.
     *
     * @param folder as in {@link #load}
     */
    static Templates ofKind(Path folder, String kind, Problems problems) throws IOException {
        Problems found = new Problems();
        Templates templates = new Templates();
        templates.readKind(folder.toAbsolutePath().normalize(), kind, found);
        new LinkedHashSet<>(found.all())
                .forEach(problem -> problems.add(problem.place(), problem.message(), problem.remedy()));
        return templates;
    }

    /** The kinds that have a folder. */
    static List<String> kindFolders(Path folder) {
        return folders(folder.toAbsolutePath().normalize()).stream()
                .filter(kind -> !OTHER_FOLDERS.contains(kind))
                .toList();
    }

    private static Templates read(Path folder, Problems problems) throws IOException {
        Templates templates = new Templates();
        Path root = folder.toAbsolutePath().normalize();
        for (String kind : kindFolders(root)) {
            templates.readKind(root, kind, problems);
        }
        return templates;
    }

    private void readKind(Path root, String kind, Problems problems) throws IOException {
        for (String operator : operators(root, kind)) {
            for (String language : TemplateFiles.languages(root, kind, operator)) {
                TemplateFiles files = new TemplateFiles(root, kind, operator, language);
                if (Wording.KNOWN.contains(language)) {
                    add(files, problems);
                } else {
                    unknown(files, problems);
                }
            }
        }
    }

    /** The document kinds there are templates for. */
    public Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        templates.keySet().forEach(key -> kinds.add(key.kind()));
        return kinds;
    }

    /** The operator's own form, or the shared one; empty when the kind has none in this language. */
    public Optional<DocumentTemplate> find(String kind, String operator, String language) {
        DocumentTemplate own = templates.get(new Key(kind, operator, language));
        return Optional.ofNullable(own == null ? templates.get(new Key(kind, "", language)) : own);
    }

    /** Every template, by kind, operator and language. */
    public List<DocumentTemplate> all() {
        return List.copyOf(templates.values());
    }

    /** The samples a template is checked with, by name: {@code sample} and, say, {@code sample-person}. */
    public Map<String, Map<String, Object>> samples(DocumentTemplate template) {
        return samples.getOrDefault(key(template), Map.of());
    }

    /** Renders each template with its samples and reports what fails; {@link #load} has done so once. */
    public void check(Problems problems) {
        DocumentRenderer renderer = new DocumentRenderer();
        for (DocumentTemplate template : templates.values()) {
            samples(template).forEach((name, sample) -> {
                try {
                    renderer.render(template, sample);
                } catch (InvalidDefinitions e) {
                    for (Problem problem : e.problems()) {
                        problems.add(
                                problem.place(),
                                problem.message() + " (in the " + name + " of " + label(template) + ")",
                                problem.remedy());
                    }
                }
            });
        }
    }

    private static String label(DocumentTemplate template) {
        String operator = template.operator().isEmpty() ? "" : ", " + template.operator();
        return template.kind() + ", " + template.language() + operator;
    }

    private static Key key(DocumentTemplate template) {
        return new Key(template.kind(), template.operator(), template.language());
    }

    private void add(TemplateFiles files, Problems problems) throws IOException {
        Optional<SourceFile> main = files.find(TemplateSources.MAIN);
        if (main.isEmpty()) {
            return;
        }
        int before = problems.count();
        Texts texts = Texts.read(files.texts(), problems);
        TemplateSources sources = TemplateSources.read(files, main.get(), texts, problems);
        Map<String, Picture> pictures = pictures(files, problems);
        try {
            String version = TemplateVersion.of(files, sources);
            DocumentTemplate template = new DocumentTemplate(files, sources, texts, pictures, version);
            Key key = key(template);
            samples.put(key, Samples.read(files, main.get(), problems));
            if (problems.count() == before) {
                templates.put(key, template);
            }
        } catch (ParseException e) {
            new TemplateErrors(sources, problems).add(e);
        } catch (StackOverflowError e) {
            new TemplateErrors(sources, problems).add("", "an expression is nested without end", "write it shorter");
        }
    }

    private static void unknown(TemplateFiles files, Problems problems) throws IOException {
        for (Path file : files.all(name -> name.contains("." + files.language() + "."))) {
            problems.add(
                    new Place(files.source(file), 1, 1, 1),
                    "'" + files.language() + "' is no language",
                    "name the file by an ISO 639 code of two small letters, such as texts.de.yaml");
        }
    }

    private static Map<String, Picture> pictures(TemplateFiles files, Problems problems) throws IOException {
        Map<String, Picture> pictures = new LinkedHashMap<>();
        for (Path file : files.all(TemplateVersion::isPicture)) {
            String name = file.getFileName().toString();
            if (!pictures.containsKey(name)) {
                try {
                    pictures.put(name, Picture.decode(name, Files.readAllBytes(file)));
                } catch (IOException e) {
                    problems.add(
                            Place.whole(new SourceFile(
                                    files.root().getFileName() + "/"
                                            + files.root().relativize(file),
                                    file,
                                    "")),
                            "not a picture: " + e.getMessage(),
                            "save it as PNG or JPEG");
                }
            }
        }
        return pictures;
    }

    /** The empty operator, and those who have a folder within the kind or of their own. */
    private static List<String> operators(Path root, String kind) {
        Set<String> operators = new TreeSet<>(folders(root.resolve(kind)));
        operators.addAll(folders(root.resolve(TemplateFiles.OPERATORS)));
        List<String> all = new ArrayList<>(List.of(""));
        all.addAll(operators);
        return all;
    }

    private static List<String> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory)
                    .map(child -> child.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
