package io.turnpike.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every shipped template with seeded mistakes, as people make them and as they never would: each ends in problems with file, line,
 * reason and remedy, or in PDF files. Nothing else comes out of it, and it ends soon.
 */
class MutatedTemplatesTest {
    private static final long SEED = 20_260_401;
    private static final int MUTATIONS_OF_A_FILE = 40;
    /** Of one mutation; the slowest takes a tenth of a second. */
    private static final int MOST_SECONDS = 30;

    private static final Pattern WORD = Pattern.compile("[A-Za-z][\\w-]*");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"\n]*\"");
    private static final Pattern TAG = Pattern.compile("\\[/?[#@][^\\]\n]*]|<[^>\n]*>|\\$\\{[^}\n]*}");
    private static final List<String> NUMBERS = List.of("0", "1", "99999", "2147483648", "1e9", "-1", "");
    private static final List<String> VALUES = List.of(
            "\"\"",
            "\"0mm\"",
            "\"99999mm\"",
            "\"template.xml\"",
            "\"parts.xml\"",
            "\"../x\"",
            "\"1\"",
            "\"40\"",
            "\"\u65e5\"");
    private static final List<String> FRAGMENTS = List.of(
            "<",
            "</",
            "]]>",
            "[#",
            "[/#list]",
            "${",
            "}",
            "&",
            "&nbsp;",
            "<!--",
            "[#--",
            "\"",
            "[#if x]",
            "[#list 1.. as n]x[/#list]",
            "[#include \"template.xml\"]",
            "<!DOCTYPE a [<!ENTITY b \"c\">]>",
            "<?x y?>",
            "[#stop]",
            "<row/>",
            "<table/>",
            "<cell/>",
            "${1/0}",
            "${\"x\"?left_pad(2000000000)}",
            "${text()}",
            "${money(\"1e999999999\")}",
            "${kind?eval}",
            "\u0000");

    @TempDir
    private Path home;

    private Path folder;
    private final ExecutorService apart = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mutated template");
        thread.setDaemon(true); // one that never ends must not keep the tests
        return thread;
    });

    @BeforeEach
    void copy() throws IOException {
        folder = home.resolve("document-templates");
        try (Stream<Path> shipped = Files.walk(ShippedTemplates.FOLDER)) {
            for (Path path : shipped.filter(Files::isRegularFile).toList()) {
                Path to =
                        folder.resolve(ShippedTemplates.FOLDER.relativize(path).toString());
                Files.createDirectories(to.getParent());
                Files.copy(path, to);
            }
        }
    }

    @AfterEach
    void end() {
        apart.shutdownNow();
    }

    /** What came of a mutation. */
    private record Outcome(int problems, int documents) {}

    @Test
    void a_mutated_template_ends_in_a_problem_with_its_place_or_in_a_document() throws Exception {
        List<String> unexplained = new ArrayList<>();
        int refused = 0;
        int drawn = 0;
        for (Path file : templates()) {
            String name = folder.relativize(file).toString();
            String kind = file.getParent().getFileName().toString().equals("common")
                    ? userOf(file.getFileName().toString())
                    : file.getParent().getFileName().toString();
            String text = Files.readString(file);
            Random random = new Random(SEED + name.hashCode());
            for (int i = 0; i < MUTATIONS_OF_A_FILE; i++) {
                String mutated = mutated(text, random);
                Files.writeString(file, mutated);
                try {
                    Outcome outcome = apart.submit(() -> outcome(kind)).get(MOST_SECONDS, TimeUnit.SECONDS);
                    refused += outcome.problems() > 0 ? 1 : 0;
                    drawn += outcome.documents();
                } catch (ExecutionException e) {
                    unexplained.add(name + " #" + i + " " + difference(text, mutated) + ": " + e.getCause());
                } catch (TimeoutException e) {
                    unexplained.add(name + " #" + i + " " + difference(text, mutated) + ": does not end");
                }
            }
            Files.writeString(file, text);
        }
        assertThat(unexplained).isEmpty();
        assertThat(refused).isGreaterThan(200);
        assertThat(drawn).isGreaterThan(200);
    }

    /** Checks the templates of a kind as the program does, and renders what is left of them. */
    private Outcome outcome(String kind) throws IOException {
        Problems problems = new Problems();
        Templates templates = Templates.ofKind(folder, kind, problems);
        templates.check(problems);
        for (Problem problem : problems.all()) {
            assertThat(problem.place().file().name()).startsWith("document-templates/");
            assertThat(problem.message()).isNotBlank();
            assertThat(problem.remedy()).isNotBlank();
            assertThat(problem.place().line()).as(problem.render()).isPositive();
        }
        int documents = 0;
        if (problems.isEmpty()) {
            DocumentRenderer renderer = new DocumentRenderer();
            for (DocumentTemplate template : templates.all()) {
                for (Map<String, Object> sample : templates.samples(template).values()) {
                    try (PDDocument pdf = Loader.loadPDF(renderer.render(template, sample))) {
                        assertThat(pdf.getNumberOfPages()).isPositive();
                        documents++;
                    }
                }
            }
        }
        return new Outcome(problems.count(), documents);
    }

    private List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
    }

    /** A kind that includes a common file. */
    private String userOf(String common) throws IOException {
        for (Path file : templates()) {
            if (Files.readString(file).contains("\"" + common + "\"")) {
                return file.getParent().getFileName().toString();
            }
        }
        throw new AssertionError("no template includes " + common);
    }

    private static String mutated(String text, Random random) {
        String mutated = text;
        while (mutated.equals(text)) {
            mutated = switch (random.nextInt(9)) {
                case 0 -> replaced(text, WORD, one(found(text, WORD), random), random);
                case 1 -> replaced(text, NUMBER, one(NUMBERS, random), random);
                case 2 -> replaced(text, QUOTED, one(VALUES, random), random);
                case 3 -> replaced(text, QUOTED, one(found(text, QUOTED), random), random);
                case 4 -> replaced(text, TAG, "", random);
                case 5 -> replaced(text, TAG, one(found(text, TAG), random), random);
                case 6 -> inserted(text, one(FRAGMENTS, random), random.nextInt(text.length()));
                case 7 ->
                    inserted(text, one(FRAGMENTS, random), text.indexOf('\n', random.nextInt(text.lastIndexOf('\n'))));
                default -> withoutSome(text, random);
            };
        }
        return mutated;
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<String> found(String text, Pattern pattern) {
        return pattern.matcher(text).results().map(result -> result.group()).toList();
    }

    private static String replaced(String text, Pattern pattern, String by, Random random) {
        int wanted = random.nextInt(Math.max(1, found(text, pattern).size()));
        Matcher matcher = pattern.matcher(text);
        for (int i = 0; matcher.find(); i++) {
            if (i == wanted) {
                return text.substring(0, matcher.start()) + by + text.substring(matcher.end());
            }
        }
        return text + by;
    }

    private static String inserted(String text, String fragment, int at) {
        return text.substring(0, at) + fragment + text.substring(at);
    }

    private static String withoutSome(String text, Random random) {
        int from = random.nextInt(text.length() - 1);
        return text.substring(0, from) + text.substring(Math.min(text.length(), from + 1 + random.nextInt(30)));
    }

    private static String difference(String before, String after) {
        List<String> left = before.lines().toList();
        return after.lines()
                .filter(line -> !left.contains(line))
                .map(String::strip)
                .findFirst()
                .orElse("(a line is gone)");
    }
}
