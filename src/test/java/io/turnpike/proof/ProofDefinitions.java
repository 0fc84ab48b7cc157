package io.turnpike.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shipped readers, operators, templates and zones with the proof's own plans, and the shipped jobs with a round's options. */
final class ProofDefinitions {
    static final Path HOME =
            Path.of(System.getProperty("turnpike.home", ".")).toAbsolutePath().normalize();

    private static final Path PLANS = HOME.resolve("src/test/resources/proof/rating-rules");
    private static final Pattern STEP = Pattern.compile("  - ([a-z-]+)(?:: +\\{ *(.*?) *\\})?(?: +#.*)?");

    private ProofDefinitions() {}

    /** Writes the definitions of a round into a new folder. */
    static Path write(Path folder, ProofRound round) {
        try {
            Files.createDirectories(folder);
            Files.createSymbolicLink(folder.resolve("readers"), HOME.resolve("readers"));
            Files.createSymbolicLink(folder.resolve("document-templates"), HOME.resolve("document-templates"));
            Path rules = Files.createDirectory(folder.resolve("rating-rules"));
            Files.createSymbolicLink(rules.resolve("common"), HOME.resolve("rating-rules/common"));
            for (Path plan : list(PLANS)) {
                Files.createSymbolicLink(rules.resolve(plan.getFileName()), plan);
            }
            Path jobs = Files.createDirectory(folder.resolve("jobs"));
            for (Path job : list(HOME.resolve("jobs"))) {
                if (job.toString().endsWith(".yaml")) {
                    List<String> lines = Files.readAllLines(job);
                    Files.write(
                            jobs.resolve(job.getFileName()),
                            lines.stream().map(line -> line(line, round)).toList());
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(String line, ProofRound round) {
        Matcher step = STEP.matcher(line);
        if (!step.matches()) {
            return line;
        }
        String options = step.group(2) == null ? "" : step.group(2);
        return round.step(step.group(1), options.contains("partitions"), options);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
