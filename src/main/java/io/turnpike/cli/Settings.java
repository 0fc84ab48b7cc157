package io.turnpike.cli;

import io.turnpike.TurnpikeApplication;
import io.turnpike.database.EmbeddedPostgres;
import io.turnpike.database.ScratchDatabases;
import io.turnpike.jobs.Parameters.BadParameter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command that works on data can be told. */
final class Settings {
    /** Of a server: half of what the embedded database gives. */
    private static final String MOST_CONNECTIONS = "30";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(
            names = "--definitions",
            paramLabel = "DIR",
            description =
                    "folder of jobs/, readers/, payment-systems/, cash-registers/, rating-rules/, document-templates/"
                            + " (default: the program's own, or TURNPIKE_DEFINITIONS)")
    private Optional<Path> definitions = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder of the embedded database, inbox and documents (default: ./data, or TURNPIKE_DATA)")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "JDBC URL of an external PostgreSQL (or TURNPIKE_DATABASE_URL; user and password by"
                    + " TURNPIKE_DATABASE_USERNAME and TURNPIKE_DATABASE_PASSWORD)")
    private Optional<String> databaseUrl = Optional.empty();

    Settings() {}

    Path definitions() {
        return definitions
                .or(() -> Optional.ofNullable(System.getenv("TURNPIKE_DEFINITIONS"))
                        .map(Path::of))
                .orElseGet(Settings::home);
    }

    Path data() {
        return data.or(() -> Optional.ofNullable(System.getenv("TURNPIKE_DATA")).map(Path::of))
                .orElse(Path.of("data"));
    }

    /** Whether a database other than the embedded one was named. */
    boolean externalDatabase() {
        return databaseUrl().isPresent();
    }

    /** Databases to be thrown away, on the external server that was named. */
    ScratchDatabases scratchDatabases() {
        Map<String, String> environment = System.getenv();
        return ScratchDatabases.on(
                databaseUrl().orElse(""),
                environment.getOrDefault("TURNPIKE_DATABASE_USERNAME", EmbeddedPostgres.NAME),
                environment.getOrDefault("TURNPIKE_DATABASE_PASSWORD", ""));
    }

    /**
     * Starts the program's context; the caller closes it. Where the folder has no database an empty one is made, which is told: of a
     * mistyped folder it would answer as if nothing had ever been.
     */
    ConfigurableApplicationContext open() {
        boolean made = !hasDatabase();
        ConfigurableApplicationContext context = openOrCreate();
        if (made) {
            PrintWriter err = mixee.commandLine().getErr();
            err.println("WARNING there was no database in "
                    + data().toAbsolutePath().normalize()
                    + ": an empty one was made. If yours is elsewhere, name its folder: --data DIR, or TURNPIKE_DATA");
            err.flush();
        }
        return context;
    }

    /**
     * Refuses to look after a server that was never made.
     *
     * @throws BadParameter where the folder has no embedded database
     */
    void requireDatabase() {
        if (!hasDatabase()) {
            throw new BadParameter(
                    "--data: there is no database in " + data().toAbsolutePath().normalize()
                            + ": name the folder that has it (--data DIR, or TURNPIKE_DATA); 'turnpike db start' makes an empty one");
        }
    }

    private boolean hasDatabase() {
        return externalDatabase() || EmbeddedPostgres.isIn(postgres());
    }

    /** The folder of the embedded server. */
    Path postgres() {
        return data().resolve("postgres");
    }

    /** Starts the program's context, on a new database where there is none: for commands that begin an operator's life. */
    ConfigurableApplicationContext openOrCreate() {
        return open(Map.of("spring.main.lazy-initialization", "true"));
    }

    /**
     * Starts the program's context with a web server; the caller closes it.
     *
     * @param server properties of the server
     */
    ConfigurableApplicationContext openServer(Map<String, Object> server) {
        Map<String, Object> properties = new LinkedHashMap<>(server);
        properties.put("spring.datasource.hikari.maximum-pool-size", MOST_CONNECTIONS);
        // who asks over the network is told "try again" and does not wait for a database that is gone
        properties.put("spring.datasource.hikari.connection-timeout", "3000");
        properties.put("spring.datasource.hikari.validation-timeout", "2000");
        properties.put("spring.datasource.hikari.data-source-properties.socketTimeout", "30");
        // the same few statements by key, thousands of times: planning each anew took as long as all of them
        properties.put("spring.datasource.hikari.connection-init-sql", "set plan_cache_mode to force_generic_plan");
        return open(properties, "--spring.main.web-application-type=servlet");
    }

    private ConfigurableApplicationContext open(Map<String, Object> own, String... arguments) {
        Map<String, Object> properties = new LinkedHashMap<>(own);
        properties.put("turnpike.definitions", definitions().toString());
        properties.put("turnpike.data", data().toString());
        databaseUrl().ifPresent(url -> properties.put("turnpike.database.url", url));
        SpringApplication application = new SpringApplication(TurnpikeApplication.class);
        // before the environment, which Spring reads the same names from
        application.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("the command line", properties)));
        try {
            return application.run(arguments);
        } catch (RuntimeException e) {
            throw NoDatabase.from(e, databaseUrl()).orElseThrow(() -> e);
        }
    }

    /** The external database that was named, with the words of an address. */
    private Optional<String> databaseUrl() {
        Optional<String> url = databaseUrl.or(() -> Optional.ofNullable(System.getenv("TURNPIKE_DATABASE_URL")));
        url.filter(written -> !new org.postgresql.Driver().acceptsURL(written)).ifPresent(written -> {
            throw new BadParameter("--database-url: '" + NoDatabase.withoutSecrets(written)
                    + "' is no address of a PostgreSQL: write jdbc:postgresql://HOST:5432/DATABASE");
        });
        return url;
    }

    /** Where the shipped definitions lie: the launcher says it. */
    private static Path home() {
        String home = System.getProperty("turnpike.home", System.getenv().getOrDefault("TURNPIKE_HOME", "."));
        return Path.of(home);
    }
}
