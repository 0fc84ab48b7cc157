package io.turnpike.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Starts one embedded server for the whole test run and gives each context a new, empty database on it. */
public final class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final EmbeddedPostgres SERVER = server();

    private static EmbeddedPostgres server() {
        EmbeddedPostgres server = EmbeddedPostgres.start(Path.of("target", "test-postgres"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }

    /** Drops and creates a database; returns its JDBC URL. */
    public static String create(String name) {
        SERVER.drop(name);
        SERVER.create(name);
        return SERVER.url(name);
    }

    /** Drops and creates a database, for connections of its own. */
    static DataSource source(String name) {
        return new DriverManagerDataSource(create(name), EmbeddedPostgres.NAME, SERVER.password());
    }

    /** Databases to be thrown away on the same server. */
    public static ScratchDatabases scratch() {
        return ScratchDatabases.on(SERVER);
    }

    /** The names of all databases of the server. */
    public static List<String> names() {
        try (Connection connection =
                        DriverManager.getConnection(SERVER.url("postgres"), EmbeddedPostgres.NAME, SERVER.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select datname from pg_database order by datname")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String url = create("test_" + Integer.toHexString(System.identityHashCode(context)));
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test database",
                        Map.of(
                                "turnpike.database.url",
                                url,
                                "turnpike.database.password",
                                SERVER.password(),
                                "turnpike.data",
                                "target/test-data")));
    }
}
