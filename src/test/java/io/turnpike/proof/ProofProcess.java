package io.turnpike.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The program as processes of its own on a data folder with its embedded server, so that both can be killed. */
final class ProofProcess implements AutoCloseable {
    static final String TERMINALS_PASSWORD = "a password of terminals";

    private static final int MOST_SECONDS = 300;
    private static final int PORT_LINE = 3;

    private final Path data;
    private final Path definitions;
    private final Path logs;
    private int commands;

    /** Starts the server; what commands print is kept in the data folder. */
    ProofProcess(Path data, Path definitions, Path programs) {
        this(data, definitions, programs, data);
    }

    /**
     * Starts the server.
     *
     * @param programs a folder in which the server's programs are unpacked already, if there is one
     * @param logs where what commands print is kept
     */
    ProofProcess(Path data, Path definitions, Path programs, Path logs) {
        this.data = data;
        this.definitions = definitions;
        this.logs = logs;
        try {
            Path postgres = Files.createDirectories(data.resolve("postgres"));
            if (Files.isDirectory(programs)) {
                Files.createSymbolicLink(postgres.resolve(programs.getFileName()), programs.toAbsolutePath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("db", "start");
    }

    /** A command that was started. */
    record Command(List<String> words, Process process, Path output) {
        int exitCode() {
            try {
                if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(words + " does not end: " + text());
                }
                return process.exitValue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        String text() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Command start(String... words) {
        return start(List.of(words));
    }

    Command start(List<String> words) {
        List<String> line = new ArrayList<>(launcher());
        line.addAll(words);
        if (!words.get(0).equals("db")) {
            line.addAll(List.of("--definitions", definitions.toString()));
        }
        line.addAll(List.of("--data", data.toString()));
        Path output = logs.resolve("command-" + ++commands + ".log");
        ProcessBuilder process =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        process.environment().put("TURNPIKE_TERMINALS_PASSWORD", TERMINALS_PASSWORD);
        try {
            return new Command(words, process.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code scripts/turnpike} where the caller says so; else this virtual machine's program and classes. */
    private static List<String> launcher() {
        String script = System.getProperty("proof.launcher");
        return script != null
                ? List.of(script)
                : List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dturnpike.home=" + ProofDefinitions.HOME,
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.turnpike.cli.Turnpike");
    }

    void run(String... words) {
        run(List.of(words));
    }

    void run(List<String> words) {
        Command command = start(words);
        if (command.exitCode() != 0) {
            throw new IllegalStateException(words + " ended with " + command.exitCode() + ": " + command.text());
        }
    }

    /** The database by the port and password that its folder holds now; empty while it is down. */
    Optional<JdbcTemplate> database() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"));
            return lines.size() <= PORT_LINE
                    ? Optional.empty()
                    : Optional.of(new JdbcTemplate(new DriverManagerDataSource(
                            "jdbc:postgresql://127.0.0.1:"
                                    + lines.get(PORT_LINE).strip() + "/turnpike",
                            "turnpike",
                            Files.readString(data.resolve("postgres/password")).strip())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    JdbcTemplate jdbc() {
        return database().orElseThrow(() -> new IllegalStateException("the database in " + data + " is down"));
    }

    /** Kills the server as a power cut would. */
    void killDatabase() {
        try {
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"))
                    .get(0)
                    .strip());
            ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
            server.destroyForcibly();
            server.onExit().get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the server cannot be killed", e);
        }
    }

    @Override
    public void close() {
        start("db", "stop").exitCode();
    }
}
