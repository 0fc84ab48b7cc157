package io.turnpike.cli;

import io.turnpike.definitions.Place;
import io.turnpike.definitions.Problem;
import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads every definition and runs every example, without a database; or runs scenarios on a database of their own. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Read all definitions and run all their examples; needs no database.",
            "With --scenarios: run *.scenario files, each on a scratch database that is dropped afterwards."
        },
        footer = {
            "",
            "Exit code 0: all is well; 1: an example or a scenario does not come out as written; 3: a definition is",
            "wrong.",
            "With NAMEs (plans, readers, payment systems, cash registers, operators, documents, jobs, folders) everything is read, and"
                    + " only",
            "what stands in files of these names is shown: turnpike check home-phone",
            "With --scenarios NAMEs may also be files and folders anywhere: turnpike check --scenarios"
                    + " my/year.scenario",
            "docs/definitions/scenarios.md has the words of scenarios."
        })
final class CheckCommand implements Callable<Integer> {
    private static final List<String> FOLDERS =
            List.of("rating-rules", "readers", "payment-systems", "cash-registers", "document-templates", "jobs");
    private static final String ENDINGS = "\\.(yaml|examples|scenario)$";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Settings settings;

    @Option(names = "--scenarios", description = "run scenarios in the database's server instead")
    private boolean scenarios;

    @picocli.CommandLine.Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "show only what stands in folders and files of this name")
    private List<String> names = new ArrayList<>();

    CheckCommand() {}

    @Override
    public Integer call() {
        Path root = settings.definitions();
        if (FOLDERS.stream().noneMatch(folder -> Files.isDirectory(root.resolve(folder)))) {
            throw new Parameters.BadParameter(
                    "--definitions: " + root + " has none of the folders " + String.join(", ", FOLDERS));
        }
        if (scenarios) {
            return new ScenarioCheck(settings, spec.commandLine().getOut()).run(names);
        }
        knowNames(root);
        CheckedDefinitions checked = DefinitionCheck.of(root);
        List<Problem> mistakes = checked.mistakes().stream()
                .filter(mistake -> isAsked(mistake.place()))
                .toList();
        List<Problem> warnings = checked.warnings().stream()
                .filter(warning -> isAsked(warning.place()))
                .toList();
        List<CheckedExample> run = checked.examples().stream()
                .filter(example -> isAsked(example.place()))
                .toList();
        List<CheckedExample> failures =
                checked.failures().stream().filter(run::contains).toList();
        PrintWriter out = spec.commandLine().getOut();
        mistakes.forEach(mistake -> out.println(mistake.render()));
        warnings.forEach(warning -> out.println("warning: " + warning.render()));
        failures.forEach(failure -> out.println(failure.text()));
        out.println("checked " + what(checked) + "; "
                + (mistakes.isEmpty() ? "" : counted(mistakes.size(), "mistake") + "; ")
                + (warnings.isEmpty() ? "" : counted(warnings.size(), "warning") + "; ")
                + counted(run.size(), "example") + ", " + failures.size() + " failed");
        if (!mistakes.isEmpty()) {
            return Failure.BAD_DEFINITIONS;
        }
        return failures.isEmpty() ? 0 : Failure.FAILED;
    }

    private String what(CheckedDefinitions checked) {
        return names.isEmpty()
                ? checked.counts().entrySet().stream()
                        .map(kind -> counted(kind.getValue(), kind.getKey()))
                        .collect(Collectors.joining(", "))
                : String.join(", ", names);
    }

    private static String counted(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private boolean isAsked(Place place) {
        return names.isEmpty() || words(place.file().name()).stream().anyMatch(names::contains);
    }

    /** The names a file is found by: those of its folders, and its own without ending. */
    static List<String> words(String file) {
        return Stream.of(file.split("/", -1))
                .map(part -> part.replaceFirst(ENDINGS, ""))
                .toList();
    }

    private void knowNames(Path root) {
        Set<String> known = new TreeSet<>();
        for (String folder : names.isEmpty() ? List.<String>of() : FOLDERS) {
            Path path = root.resolve(folder);
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.walk(path)) {
                    files.forEach(file ->
                            known.addAll(words(root.relativize(file).toString().replace('\\', '/'))));
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot list " + path, e);
                }
            }
        }
        for (String name : names) {
            if (!known.contains(name)) {
                throw new Parameters.BadParameter("nothing is called '" + name + "': "
                        + Suggestion.nearest(name, known)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("write the name of a plan, reader, operator, job, kind of document, or of"
                                        + " a folder or file of these"));
            }
        }
    }
}
