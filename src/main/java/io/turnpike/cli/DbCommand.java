package io.turnpike.cli;

import io.turnpike.database.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after the embedded database. */
@Command(
        name = "db",
        mixinStandardHelpOptions = true,
        description = "Start, stop and look at the embedded PostgreSQL.",
        footer = {"", "A command that needs the database starts it and stops it again; 'db start' keeps it running."})
final class DbCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    DbCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say start, stop, migrate, status or url");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Start the server, in a new folder with an empty database, and keep it running.")
    int start(@Mixin Settings settings) throws IOException {
        try (EmbeddedPostgres server = server(settings)) {
            Files.writeString(server.directory().resolve("keep-running"), "");
            spec.commandLine().getOut().println("running on 127.0.0.1:" + server.port());
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Stop the server when no command uses it any more.")
    int stop(@Mixin Settings settings) throws IOException {
        settings.requireDatabase();
        try (EmbeddedPostgres server = server(settings)) {
            Files.deleteIfExists(server.directory().resolve("keep-running"));
        }
        spec.commandLine().getOut().println("stopped");
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Print how to connect with psql or another tool.")
    int url(@Mixin Settings settings) {
        settings.requireDatabase();
        try (EmbeddedPostgres server = server(settings)) {
            spec.commandLine()
                    .getOut()
                    .println("psql -h 127.0.0.1 -p " + server.port() + " -U " + EmbeddedPostgres.NAME + " "
                            + EmbeddedPostgres.NAME + "   # password in "
                            + server.directory().resolve("password"));
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Bring the tables up to this version of the program.")
    int migrate(@Mixin Settings settings) {
        return with(settings, jdbc -> {
            Long version = jdbc.sql("select count(*) from flyway_schema_history where success")
                    .query(Long.class)
                    .single();
            spec.commandLine().getOut().println("up to date: " + version + " migrations");
        });
    }

    @Command(mixinStandardHelpOptions = true, description = "Show version, size and the largest tables.")
    int status(@Mixin Settings settings) {
        return with(settings, jdbc -> {
            jdbc.sql("select version() || E'\\n' || pg_size_pretty(pg_database_size(current_database()))")
                    .query(String.class)
                    .list()
                    .forEach(spec.commandLine().getOut()::println);
            jdbc.sql("""
                            select format('%-40s %s', relname, pg_size_pretty(pg_total_relation_size(oid)))
                            from pg_class
                            where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                            order by pg_total_relation_size(oid) desc, relname
                            limit 15
                            """).query(String.class).list().forEach(spec.commandLine().getOut()::println);
        });
    }

    private static int with(Settings settings, java.util.function.Consumer<JdbcClient> work) {
        try (ConfigurableApplicationContext context = settings.open()) {
            work.accept(context.getBean(JdbcClient.class));
        }
        return 0;
    }

    private EmbeddedPostgres server(Settings settings) {
        if (settings.externalDatabase()) {
            throw new ParameterException(
                    spec.commandLine(), "an external database is not this program's to start or stop");
        }
        return EmbeddedPostgres.start(settings.postgres());
    }
}
