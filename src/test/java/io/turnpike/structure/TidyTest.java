package io.turnpike.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The house rules a machine can see: FILE:LINE: what is banned, and what to do instead. */
class TidyTest {
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final int MOST_LINES_A_FILE = 400;
    private static final int MOST_LINES_A_METHOD = 70;
    private static final int MOST_PARAMETERS = 6;

    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Manager|Helper|Utils?|Impl|Base|Service)");

    /** Banned text in the program's source, and the remedy. */
    private static final Map<Pattern, String> BANNED = Map.of(
            Pattern.compile("System\\.(out|err)\\b"), "write to the command's writer",
            Pattern.compile("\\b(Instant|LocalDate|LocalDateTime|ZonedDateTime)\\.now\\("), "let a Clock come in",
            // "XXX" in quotes is ISO 4217's code for no currency
            Pattern.compile("(?<!\")\\b(TODO|FIXME|XXX)\\b"), "do it, or say it in an issue",
            Pattern.compile("printStackTrace"), "tell it once, where it is handled",
            Pattern.compile("ZoneId\\.systemDefault"), "use the operator's zone",
            Pattern.compile("Thread\\.sleep"), "wait for what you wait for");

    @Test
    void files_are_short_enough_to_read() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources(MAIN, TESTS)) {
            long lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES_A_FILE) {
                found.add(file + ":1: " + lines + " lines: split it by what its parts know, at most "
                        + MOST_LINES_A_FILE);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void the_source_holds_nothing_banned() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources(MAIN)) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                for (Map.Entry<Pattern, String> rule : BANNED.entrySet()) {
                    if (rule.getKey().matcher(lines.get(i)).find()) {
                        found.add(file + ":" + (i + 1) + ": " + lines.get(i).strip() + ": " + rule.getValue());
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void names_say_something_and_methods_are_short() throws IOException {
        List<String> found = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources(MAIN)));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Rules(unit, positions, found).scan(unit, null);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void every_package_says_what_it_is() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources(MAIN)) {
            Path info = file.resolveSibling("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                found.add(info + ":1: write what the package is for and mark it @NullMarked");
            }
        }
        assertThat(found.stream().distinct()).isEmpty();
    }

    private static List<Path> sources(Path... roots) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        return sources;
    }

    private static final class Rules extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        Rules(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            String name = type.getSimpleName().toString();
            if (EMPTY_NAME.matcher(name).matches()) {
                found.add(at(type) + name + " says nothing of the trade: name what it does");
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            long lines =
                    line(positions.getEndPosition(unit, method)) - line(positions.getStartPosition(unit, method)) + 1;
            if (lines > MOST_LINES_A_METHOD) {
                found.add(at(method) + method.getName() + " has " + lines + " lines: at most " + MOST_LINES_A_METHOD);
            }
            boolean constructor = method.getName().contentEquals("<init>");
            boolean declared = method.getModifiers().getAnnotations().isEmpty();
            if (!constructor && declared && method.getParameters().size() > MOST_PARAMETERS) {
                found.add(at(method) + method.getName() + " has "
                        + method.getParameters().size() + " parameters: a concept is missing");
            }
            return super.visitMethod(method, nothing);
        }

        private String at(Tree tree) {
            return unit.getSourceFile().getName() + ":" + line(positions.getStartPosition(unit, tree)) + ": ";
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
