package io.turnpike.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL kept in a directory of its own, durable (fsync, checksums, synchronous commit), on loopback with a generated
 * password. Several programs may use one directory at a time: the first starts the server, later ones adopt it, the last to leave
 * stops it. A server left by a killed program is adopted, a dead one recovers by its own log.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** Role and first database of the embedded server. */
    public static final String NAME = "turnpike";

    private static final String VERSION = "18.6";
    private static final int START_TIMEOUT_SECONDS = 120;
    private static final int PORT_LINE = 3;

    /**
     * How the C library hands out the server's memory: what a session has freed it keeps, up to 64 MiB, and has not to ask the system for again with
     * the next statement. On virtual machines, where that is dear, 10,000 page faults a second went with payments, and up to a tenth of the
     * database's time with a bill run (benchmarks {@code payments} and {@code invoice}).
     */
    private static final Map<String, String> MEMORY = Map.of(
            "MALLOC_TRIM_THRESHOLD_", String.valueOf(64 << 20),
            "MALLOC_MMAP_THRESHOLD_", String.valueOf(32 << 20),
            "MALLOC_TOP_PAD_", String.valueOf(1 << 20));

    private final Path directory;
    private final Path cluster;
    private final Path binaries;
    private final FileChannel usersChannel;
    private final FileLock use;
    private final String password;
    private final int port;

    private EmbeddedPostgres(Path directory, FileChannel usersChannel, FileLock use, int port) throws IOException {
        this.directory = directory;
        this.cluster = directory.resolve("cluster");
        this.binaries = directory.resolve(VERSION).resolve("bin");
        this.usersChannel = usersChannel;
        this.use = use;
        this.password = Files.readString(directory.resolve("password")).strip();
        this.port = port;
    }

    /** Starts or adopts the server of a directory, which is created when it is not there. */
    public static EmbeddedPostgres start(Path directory) {
        try {
            Path absolute = Files.createDirectories(directory.toAbsolutePath());
            try (FileChannel channel = open(absolute.resolve("start.lock"));
                    FileLock ignored = channel.lock()) {
                int port = new Startup(absolute).port();
                FileChannel users = open(absolute.resolve("users.lock"));
                EmbeddedPostgres server =
                        new EmbeddedPostgres(absolute, users, users.lock(0, Long.MAX_VALUE, true), port);
                server.create(NAME);
                return server;
            }
        } catch (IOException e) {
            throw new NotStarted(directory, e);
        }
    }

    /** Whether the server of a folder was ever made. */
    public static boolean isIn(Path directory) {
        return Files.exists(directory.resolve("cluster").resolve("initialised"));
    }

    /** The server of a folder cannot be started: the folder cannot be written, or the server says why in its log. */
    public static final class NotStarted extends UncheckedIOException {
        NotStarted(Path directory, IOException cause) {
            super("the embedded PostgreSQL in " + directory + " did not start", cause);
        }
    }

    /** JDBC address of a database of this server. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?reWriteBatchedInserts=true";
    }

    /** Creates a database of this server unless it is there. */
    public void create(String database) {
        execute("select 1 from pg_database where datname = '" + database + "'", "create database " + database);
    }

    /** Drops a database of this server, whoever is connected to it. */
    public void drop(String database) {
        execute("select 1 where false", "drop database if exists " + database + " with (force)");
    }

    private void execute(String unless, String command) {
        try (Connection connection = DriverManager.getConnection(url("postgres"), NAME, password);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(unless)) {
            if (!found.next()) {
                statement.execute(command);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded PostgreSQL refused: " + command, e);
        }
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    public Path directory() {
        return directory;
    }

    /** Leaves the server; stops it when nobody else uses it. */
    @Override
    public void close() {
        try (FileChannel channel = open(directory.resolve("start.lock"));
                FileLock ignored = channel.lock()) {
            use.release();
            try (FileLock alone = usersChannel.tryLock()) {
                if (alone != null && !Files.exists(directory.resolve("keep-running"))) {
                    run(
                            directory,
                            List.of(
                                    binaries.resolve("pg_ctl").toString(),
                                    "-D",
                                    cluster.toString(),
                                    "-m",
                                    "fast",
                                    "-w",
                                    "stop"));
                }
            } finally {
                usersChannel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL in " + directory + " did not stop", e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Runs a program of PostgreSQL; as root in a user namespace of its own, because PostgreSQL refuses root. */
    private static void run(Path directory, List<String> command) throws IOException {
        List<String> line = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            line.addAll(List.of("unshare", "-U", "--"));
        }
        line.addAll(command);
        Path output = directory.resolve("commands.log");
        ProcessBuilder program = new ProcessBuilder(line);
        MEMORY.forEach(program.environment()::putIfAbsent);
        Process process = program.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            if (!process.waitFor(START_TIMEOUT_SECONDS + 10L, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                throw new IOException("'" + String.join(" ", line) + "' failed; see " + output + " and "
                        + directory.resolve("server.log"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + line, e);
        }
    }

    /** What happens once before a server can be used, under the directory's start lock. */
    private record Startup(Path directory) {
        int port() throws IOException {
            Path binaries = unpacked();
            Path cluster = directory.resolve("cluster");
            if (!Files.exists(cluster.resolve("initialised"))) {
                initialise(binaries, cluster);
            }
            Optional<Integer> running = runningPort(cluster);
            return running.isPresent() ? running.get() : launch(binaries, cluster);
        }

        /** The server's programs, unpacked once: to a temporary name first, so that a killed unpacking is not taken for a whole one. */
        private Path unpacked() throws IOException {
            Path target = directory.resolve(VERSION);
            if (!Files.exists(target)) {
                Path partial = Files.createTempDirectory(directory, "unpack-");
                String archive = "/postgres-linux-x86_64.txz";
                try (InputStream in = Objects.requireNonNull(
                        EmbeddedPostgres.class.getResourceAsStream(archive),
                        "the class path lacks " + archive + ": use an external database by --database-url")) {
                    TarArchive.unpackXz(in, partial);
                }
                Files.move(partial, target);
            }
            return target.resolve("bin");
        }

        private void initialise(Path binaries, Path cluster) throws IOException {
            deleteTree(cluster);
            Path password = directory.resolve("password");
            byte[] secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            Files.deleteIfExists(password);
            Files.createFile(
                    password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(password, HexFormat.of().formatHex(secret));
            run(
                    directory,
                    List.of(
                            binaries.resolve("initdb").toString(),
                            "-D",
                            cluster.toString(),
                            "-U",
                            NAME,
                            "-E",
                            "UTF8",
                            "--locale=C.UTF-8",
                            "-k",
                            "-A",
                            "scram-sha-256",
                            "--pwfile=" + password));
            Files.writeString(cluster.resolve("postgresql.auto.conf"), SETTINGS, StandardOpenOption.APPEND);
            Files.createFile(cluster.resolve("initialised"));
        }

        private int launch(Path binaries, Path cluster) throws IOException {
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            run(
                    directory,
                    List.of(
                            binaries.resolve("pg_ctl").toString(),
                            "-D",
                            cluster.toString(),
                            "-l",
                            directory.resolve("server.log").toString(),
                            "-o",
                            "-p " + port,
                            "-w",
                            "-t",
                            String.valueOf(START_TIMEOUT_SECONDS),
                            "start"));
            return port;
        }

        /** The port of a server that is alive: its process runs and its executable is the embedded one. */
        private Optional<Integer> runningPort(Path cluster) throws IOException {
            Path pidFile = cluster.resolve("postmaster.pid");
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(pidFile);
            if (lines.size() <= PORT_LINE) {
                return Optional.empty();
            }
            boolean alive = ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(ProcessHandle::isAlive)
                    .flatMap(process -> process.info().commandLine())
                    .filter(line -> line.contains(cluster.toString()))
                    .isPresent();
            return alive ? Optional.of(Integer.valueOf(lines.get(PORT_LINE).strip())) : Optional.empty();
        }

        private static void deleteTree(Path tree) throws IOException {
            if (Files.exists(tree)) {
                try (var paths = Files.walk(tree)) {
                    for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                        Files.delete(path);
                    }
                }
            }
        }
    }

    /** Durable, and sized for one modest machine whose larger part of memory belongs to the program and the page cache. */
    private static final String SETTINGS = """
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 60
            shared_buffers = '768MB'
            effective_cache_size = '8GB'
            work_mem = '64MB'
            maintenance_work_mem = '256MB'
            max_wal_size = '8GB'
            min_wal_size = '1GB'
            checkpoint_timeout = '15min'
            wal_buffers = '64MB'
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            random_page_cost = 1.1
            jit = off
            log_min_duration_statement = '30s'
            log_line_prefix = '%m [%p] '
            timezone = 'UTC'
            log_timezone = 'UTC'
            """;
}
