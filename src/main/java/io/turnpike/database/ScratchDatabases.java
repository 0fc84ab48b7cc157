package io.turnpike.database;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.slf4j.LoggerFactory;

/**
 * Databases that are thrown away after use, on a server that may hold real ones too: named after this process, made by copying a
 * template that was migrated once. What a killed process left behind is dropped by the next one on the machine.
 */
public final class ScratchDatabases implements AutoCloseable {
    private static final String PREFIX = "turnpike_scratch_";
    private static final Pattern OURS = Pattern.compile(PREFIX + "([0-9]+)_[a-z0-9_]+");
    private static final Pattern URL = Pattern.compile("(jdbc:postgresql:(?://[^/?]*/)?)([^?]*)(?:\\?(.*))?");

    /** Nobody needs what a scratch database holds after a power cut. */
    private static final String NOT_DURABLE = "options=-c%20synchronous_commit%3Doff";

    private final String server;
    private final String parameters;
    private final String maintenance;
    private final String username;
    private final String password;
    private final String template;
    private int made;

    private ScratchDatabases(String url, String username, String password) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + url + "' is no address of a PostgreSQL: write jdbc:postgresql://HOST:PORT/DATABASE");
        }
        this.server = parts.group(1);
        this.maintenance = parts.group(2);
        this.parameters = parts.group(3) == null ? "?" : "?" + parts.group(3) + "&";
        this.username = username;
        this.password = password;
        this.template = name("template");
    }

    /** On the embedded server. */
    public static ScratchDatabases on(EmbeddedPostgres server) {
        return new ScratchDatabases(server.url("postgres"), EmbeddedPostgres.NAME, server.password()).prepared(true);
    }

    /**
     * On an external server, whose role must be allowed to create databases.
     *
     * @param url JDBC address of a database of that server, which is not touched
     */
    public static ScratchDatabases on(String url, String username, String password) {
        return new ScratchDatabases(url, username, password).prepared(false);
    }

    /** A database with the program's tables, empty; closing it drops it. */
    public Scratch create() {
        String name = name(Integer.toString(++made));
        execute("create database " + name + " template " + template);
        return new Scratch(this, name);
    }

    /** One database of its own. */
    public static final class Scratch implements AutoCloseable {
        private final ScratchDatabases owner;
        private final String name;

        private Scratch(ScratchDatabases owner, String name) {
            this.owner = owner;
            this.name = name;
        }

        /** Its JDBC address. */
        public String url() {
            return owner.url(name) + NOT_DURABLE;
        }

        public String username() {
            return owner.username;
        }

        public String password() {
            return owner.password;
        }

        /** Drops it, whoever is connected to it. */
        @Override
        public void close() {
            owner.drop(name);
        }
    }

    /** Drops the template. */
    @Override
    public void close() {
        drop(template);
    }

    /** @param local whether the processes that use the server run on this machine */
    private ScratchDatabases prepared(boolean local) {
        if (local) {
            abandoned().forEach(this::drop);
        }
        drop(template);
        execute("create database " + template);
        if (LoggerFactory.getLogger("org.flywaydb") instanceof Logger flyway) {
            flyway.setLevel(Level.WARN); // the logging system is not configured yet where no context was opened
        }
        Flyway.configure()
                .dataSource(url(template), username, password)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return this;
    }

    private List<String> abandoned() {
        List<String> abandoned = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url(maintenance), username, password);
                Statement statement = connection.createStatement();
                ResultSet names = statement.executeQuery("select datname from pg_database order by datname")) {
            while (names.next()) {
                Matcher ours = OURS.matcher(names.getString(1));
                if (ours.matches()
                        && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
                    abandoned.add(names.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot list the databases of " + server, e);
        }
        return abandoned;
    }

    private void drop(String database) {
        execute("drop database if exists " + database + " with (force)");
    }

    private void execute(String command) {
        try (Connection connection = DriverManager.getConnection(url(maintenance), username, password);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException(server + " refused '" + command + "': " + e.getMessage(), e);
        }
    }

    private String url(String database) {
        return server + database + parameters;
    }

    private String name(String last) {
        return PREFIX + ProcessHandle.current().pid() + "_" + Integer.toHexString(System.identityHashCode(this)) + "_"
                + last;
    }
}
