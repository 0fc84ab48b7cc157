package io.turnpike.jobs;

import io.turnpike.definitions.Fields;
import io.turnpike.definitions.Node;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.definitions.Suggestion;
import io.turnpike.definitions.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code jobs/*.yaml}. */
public final class JobFiles {
    /** More threads than any one machine gives a step. */
    private static final long MOST_PARTITIONS = 64;

    private final Map<String, StepKind> kinds;
    private final Map<String, ? extends Collection<String>> names;
    private final Problems problems;

    private JobFiles(Collection<StepKind> kinds, Map<String, ? extends Collection<String>> names, Problems problems) {
        this.names = names;
        this.kinds = new TreeMap<>();
        kinds.forEach(kind -> this.kinds.put(kind.word(), kind));
        this.problems = problems;
    }

    /** All jobs of a folder by name; mistakes are added to the problems. */
    public static Map<String, JobFile> load(Path definitions, Collection<StepKind> kinds, Problems problems) {
        return load(definitions, kinds, Map.of(), problems);
    }

    /**
     * All jobs of a folder by name.
     *
     * @param names that an option's value must be one of, by the option; an option that is not there may name anything
     */
    public static Map<String, JobFile> load(
            Path definitions,
            Collection<StepKind> kinds,
            Map<String, ? extends Collection<String>> names,
            Problems problems) {
        JobFiles reader = new JobFiles(kinds, names, problems);
        Map<String, JobFile> jobs = new LinkedHashMap<>();
        Path folder = definitions.resolve("jobs");
        if (!Files.isDirectory(folder)) {
            return jobs;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                SourceFile file = SourceFile.read(definitions, path);
                Yaml.read(file, problems)
                        .flatMap(block -> reader.job(nameOf(path), new Fields(block, problems)))
                        .ifPresent(job -> jobs.put(job.name(), job));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
        return jobs;
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName()).replaceFirst("\\.yaml$", "");
    }

    private Optional<JobFile> job(String name, Fields fields) {
        int before = problems.count();
        fields.required("job").ifPresent(written -> {
            if (!written.text().equals(name)) {
                problems.add(written.place(), "the file is named " + name + ".yaml", "write 'job: " + name + "'");
            }
        });
        String title = fields.requiredText("title").orElse("");
        List<Node.Entry> written = fields.entries("parameters");
        List<JobFile.Parameter> parameters =
                written.stream().flatMap(entry -> parameter(entry).stream()).toList();
        List<JobFile.StepLine> steps =
                steps(fields, parameters.stream().map(JobFile.Parameter::name).collect(Collectors.toSet()));
        fields.done();
        if (steps.size() == fields.items("steps").size()) { // a step with a mistake may be the one that reads it
            written.forEach(entry -> readBySome(entry, steps));
        }
        return problems.count() > before ? Optional.empty() : Optional.of(new JobFile(name, title, parameters, steps));
    }

    private Optional<JobFile.Parameter> parameter(Node.Entry entry) {
        if (!(entry.value() instanceof Node.Block block)) {
            problems.add(entry.value().place(), "a parameter is a block", "write '{ help: …, required: yes }'");
            return Optional.empty();
        }
        Fields fields = new Fields(block, problems);
        JobFile.Parameter parameter = new JobFile.Parameter(
                entry.key().text(),
                fields.requiredText("help").orElse(""),
                fields.yesNo("required").orElse(false),
                fields.text("default").orElse(""));
        fields.done();
        return Optional.of(parameter);
    }

    /** A parameter is read by a step, and its default as the first of them reads it. */
    private void readBySome(Node.Entry parameter, List<JobFile.StepLine> steps) {
        String name = parameter.key().text();
        List<StepOption> readers = steps.stream()
                .flatMap(step -> step.kind().options().stream())
                .filter(option -> option.name().equals(name))
                .toList();
        if (readers.isEmpty()) {
            Set<String> known = steps.stream()
                    .flatMap(step -> step.kind().options().stream())
                    .map(StepOption::name)
                    .collect(Collectors.toCollection(TreeSet::new));
            problems.add(
                    parameter.key().place(),
                    "no step of the job reads the parameter '" + name + "'",
                    Suggestion.remedy(name, known));
        }
        if (parameter.value() instanceof Node.Block block) {
            block.entries().stream()
                    .filter(entry -> entry.key().text().equals("default"))
                    .map(Node.Entry::value)
                    .filter(Node.Scalar.class::isInstance)
                    .map(Node.Scalar.class::cast)
                    .forEach(value -> readers.stream().findFirst().ifPresent(option -> legible(option, value)));
        }
    }

    private void legible(StepOption option, Node.Scalar value) {
        Collection<String> known = names.get(option.name());
        if (known != null && !known.contains(value.text())) {
            problems.add(
                    value.place(),
                    option.name() + ": there is no '" + value.text() + "'",
                    Suggestion.remedy(value.text(), known));
        }
        option.form()
                .remedy(value.text())
                .ifPresent(remedy ->
                        problems.add(value.place(), option.name() + ": cannot read '" + value.text() + "'", remedy));
    }

    private List<JobFile.StepLine> steps(Fields fields, Set<String> parameters) {
        List<JobFile.StepLine> steps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        if (fields.items("steps").isEmpty()) {
            problems.add(fields.place(), "the job has no steps", "add 'steps:' with a list of step kinds");
        }
        for (Node item : fields.items("steps")) {
            step(item).ifPresent(step -> {
                if (!names.add(step.name())) {
                    problems.add(
                            item.place(),
                            "the step '" + step.name() + "' is there twice",
                            "give one a 'name:' of its own");
                }
                step.kind().options().stream()
                        .filter(StepOption::required)
                        .map(StepOption::name)
                        .filter(option -> !step.options().containsKey(option) && !parameters.contains(option))
                        .sorted()
                        .forEach(option -> problems.add(
                                item.place(),
                                "the step '" + step.kind().word() + "' needs '" + option + "'",
                                "add '" + option + "' to the 'parameters:' of the job, or write it here as an option"));
                steps.add(step);
            });
        }
        return steps;
    }

    /** A step is a bare word, or {@code word: { options }}. */
    private Optional<JobFile.StepLine> step(Node item) {
        if (item instanceof Node.Scalar word) {
            return kind(word).map(kind -> new JobFile.StepLine(word.text(), kind, 1, Map.of()));
        }
        if (item instanceof Node.Block block
                && block.entries().size() == 1
                && block.entries().get(0).value() instanceof Node.Block options) {
            Node.Scalar word = block.entries().get(0).key();
            return kind(word).map(kind -> step(word, kind, options));
        }
        problems.add(
                item.place(), "a step is one word, or one word with options", "write '- collect: { partitions: 2 }'");
        return Optional.empty();
    }

    private JobFile.StepLine step(Node.Scalar word, StepKind kind, Node.Block written) {
        Fields fields = new Fields(written, problems);
        String name = fields.text("name").orElse(word.text());
        long partitions = fields.wholeNumber("partitions").orElse(1L);
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            problems.add(word.place(), partitions + " partitions", "write a number from 1 to " + MOST_PARTITIONS);
        } else if (partitions > 1 && !kind.partitioned()) {
            problems.add(word.place(), "'" + word.text() + "' cannot be split", "leave 'partitions' out");
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (StepOption option : kind.options()) {
            fields.scalar(option.name()).ifPresent(value -> {
                legible(option, value);
                options.put(option.name(), value.text());
            });
        }
        fields.done();
        return new JobFile.StepLine(name, kind, (int) partitions, options);
    }

    private Optional<StepKind> kind(Node.Scalar word) {
        StepKind kind = kinds.get(word.text());
        if (kind == null) {
            problems.add(
                    word.place(), "unknown step '" + word.text() + "'", Suggestion.remedy(word.text(), kinds.keySet()));
        }
        return Optional.ofNullable(kind);
    }
}
