package io.turnpike.payments.pickup;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Problems;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.JobFiles;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
import io.turnpike.mediation.files.Inbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files fetched from an SFTP server of Apache MINA in this process, and taken in from an inbox, by the program's own job. */
@DatabaseTest
class PickupTest {
    private static final Path HOME = Path.of(System.getProperty("turnpike.home", "."));
    private static final Path REGISTRY = HOME.resolve("readers/terminal-xml/registry_20261102.xml");
    private static final String PASSWORD = "TURNPIKE_SFTP_TERMINAL_XML_PASSWORD";
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    private final List<String> notes = new ArrayList<>();
    private SshServer server = SshServer.setUpDefaultServer();
    private Path remote = Path.of("");
    private JobFile job;

    @BeforeEach
    void begin() throws IOException {
        remote = Files.createDirectories(folder.resolve("bank/out"));
        server.setPort(0);
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(folder.resolve("host-key")));
        server.setPasswordAuthenticator(
                (user, password, session) -> user.equals("meridian") && password.equals("secret"));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(
                new VirtualFileSystemFactory(folder.resolve("bank").toAbsolutePath()));
        server.start();
        System.setProperty(PASSWORD, "secret");
        Emptying.tables(
                jdbc,
                "payment, payment_quarantine, payment_set_aside, payment_repeat, payment_statement, input_file,"
                        + " journal_entry, posting, account_balance, operator, payment_metadata_store restart identity cascade");
        jdbc.sql(
                        "insert into operator (code, name, zone, currency, country) values ('meridian', 'm', 'Europe/Moscow', 'RUB', 'RU')")
                .update();
        job = Objects.requireNonNull(
                JobFiles.load(HOME, context.getBeansOfType(StepKind.class).values(), new Problems())
                        .get("import-payments"));
    }

    @AfterEach
    void end() throws IOException {
        System.clearProperty(PASSWORD);
        server.stop(true);
    }

    /** Definitions with one reader of payments, whose server this is. */
    private Path definitions(String hostKey) throws IOException {
        Path readers = folder.resolve("definitions/readers/terminal-xml");
        Files.createDirectories(readers);
        for (String name : List.of("format.yaml", "matching.yaml")) {
            Files.writeString(readers.resolve(name), Files.readString(REGISTRY.resolveSibling(name)));
        }
        Files.writeString(readers.resolve("pickup.yaml"), """
                sftp:
                  host: 127.0.0.1
                  port: %d
                  user: meridian
                  folder: /out
                  host-key: "%s"
                """.formatted(server.getPort(), hostKey));
        return folder.resolve("definitions");
    }

    private String hostKey() throws Exception {
        return PublicKeyEntry.toString(
                server.getKeyPairProvider().loadKeys(null).iterator().next().getPublic());
    }

    private boolean once(String hostKey) throws IOException {
        Inbox inbox = new Inbox(folder.resolve("inbox"));
        Pickup pickup = new Pickup(
                new Definitions(definitions(hostKey)), context, context.getBean(DataSource.class), Clock.systemUTC());
        return pickup.watch(
                new Pickup.Folders(inbox, folder.resolve("fetching"), SHORT), SHORT, true, new Pickup.Intake() {
                    @Override
                    public boolean take(String source, Path file) {
                        return context.getBean(Runs.class)
                                .start(
                                        job,
                                        new Parameters(Map.of(
                                                "file",
                                                file.toString(),
                                                "format",
                                                source,
                                                "inbox",
                                                inbox.folder().toString())),
                                        RunWatcher.NONE)
                                .state()
                                .equals("completed");
                    }

                    @Override
                    public void note(String fact) {
                        notes.add(fact);
                    }
                });
    }

    private List<String> files(String of) throws IOException {
        Path in = folder.resolve(of).resolve("terminal-xml");
        if (!Files.isDirectory(in)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(in)) {
            return found.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private long booked() {
        return jdbc.sql("select coalesce(sum(amount_minor), 0) from payment")
                .query(Long.class)
                .single();
    }

    @Test
    void a_file_is_fetched_taken_in_and_put_away_once_and_the_server_keeps_it() throws Exception {
        Files.copy(REGISTRY, remote.resolve("r1.xml"));
        Files.copy(REGISTRY, remote.resolve("r2.xml.part"));
        assertThat(once(hostKey())).isTrue();
        assertThat(booked()).isEqualTo(80_050);
        assertThat(files("taken")).containsExactly("r1.xml");
        assertThat(files("inbox")).isEmpty();
        assertThat(once(hostKey())).isTrue();
        assertThat(notes).hasSize(1);
        assertThat(notes.get(0)).startsWith("fetched r1.xml from meridian@127.0.0.1:");
        try (Stream<Path> left = Files.list(remote)) {
            assertThat(left.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly("r1.xml", "r2.xml.part");
        }
    }

    @Test
    void a_crash_before_a_file_is_remembered_or_before_it_is_moved_changes_nothing() throws Exception {
        Files.copy(REGISTRY, remote.resolve("r1.xml"));
        assertThat(once(hostKey())).isTrue();
        // fetched, and not yet remembered
        assertThat(jdbc.sql("delete from payment_metadata_store").update()).isEqualTo(1);
        assertThat(once(hostKey())).isTrue();
        assertThat(files("taken")).containsExactly("r1.xml", "r1.xml.2");
        // booked, and not yet moved
        Files.move(folder.resolve("taken/terminal-xml/r1.xml"), folder.resolve("inbox/terminal-xml/r1.xml"));
        assertThat(once(hostKey())).isTrue();
        assertThat(files("inbox")).isEmpty();
        assertThat(booked()).isEqualTo(80_050);
        assertThat(jdbc.sql("select count(*) from payment_repeat")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_refused_file_is_put_aside_with_its_reason() throws Exception {
        Files.writeString(
                remote.resolve("bad.xml"),
                Files.readString(REGISTRY, java.nio.charset.Charset.forName("windows-1251"))
                        .replace("windows-1251", "utf-8")
                        .replace("\"3\"", "\"4\""));
        assertThat(once(hostKey())).isTrue();
        assertThat(files("refused")).containsExactly("bad.xml", "bad.xml.reason.txt");
        assertThat(Files.readString(folder.resolve("refused/terminal-xml/bad.xml.reason.txt")))
                .contains("says 4 lines, the file has 3");
        assertThat(files("inbox")).isEmpty();
        assertThat(booked()).isZero();
    }

    @Test
    void a_server_with_another_key_is_not_spoken_to() throws Exception {
        Files.copy(REGISTRY, remote.resolve("r1.xml"));
        SimpleGeneratorHostKeyProvider other = new SimpleGeneratorHostKeyProvider(folder.resolve("other-key"));
        String key =
                PublicKeyEntry.toString(other.loadKeys(null).iterator().next().getPublic());
        assertThat(once(key)).isFalse();
        assertThat(notes.get(0)).startsWith("WARNING cannot fetch from meridian@127.0.0.1:");
        assertThat(booked()).isZero();
    }
}
