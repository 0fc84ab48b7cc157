package io.turnpike.database;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

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
