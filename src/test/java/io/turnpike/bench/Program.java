package io.turnpike.bench;

import io.turnpike.TurnpikeApplication;
import io.turnpike.database.EmbeddedPostgres;
import io.turnpike.definitions.Problems;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.JobFiles;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The product on an embedded, durable database of the benchmark's own. */
final class Program implements AutoCloseable {
    private final Path definitions;
    private final ConfigurableApplicationContext context;

    private Program(Path definitions, ConfigurableApplicationContext context) {
        this.definitions = definitions;
        this.context = context;
    }

    /** Begins with an empty database: a definition that priced something before could not be another one now. */
    static Program open(Path definitions, Path data) {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data.resolve("postgres"))) {
            server.drop(EmbeddedPostgres.NAME);
            server.create(EmbeddedPostgres.NAME);
        } // one process has a server once
        return start(definitions, data);
    }

    private static Program start(Path definitions, Path data) {
        SpringApplication application = new SpringApplication(TurnpikeApplication.class);
        application.setDefaultProperties(Map.of(
                "turnpike.definitions", definitions.toString(),
                "turnpike.data", data.toString(),
                "spring.main.lazy-initialization", "true"));
        return new Program(definitions, application.run());
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    DataSource dataSource() {
        return part(DataSource.class);
    }

    JdbcClient sql() {
        return JdbcClient.create(dataSource());
    }

    /** Runs statements one after the other. */
    void execute(String... statements) {
        for (String statement : statements) {
            sql().sql(statement).update();
        }
    }

    long count(String query) {
        return sql().sql(query).query(Long.class).single();
    }

    /** What the database still has to write to disk is written now, so that nobody's round pays for the one before. */
    void settleDown() {
        execute("checkpoint");
    }

    /**
     * Runs steps of a job to their end.
     *
     * @return the steps as they were recorded
     */
    Runs.Outcome run(String job, List<String> steps, Map<String, String> parameters) {
        Problems problems = new Problems();
        JobFile whole = Objects.requireNonNull(JobFiles.load(
                        definitions, context.getBeansOfType(StepKind.class).values(), problems)
                .get(job));
        problems.throwIfAny();
        JobFile part = new JobFile(
                whole.name(),
                whole.title(),
                whole.parameters(),
                whole.steps().stream()
                        .filter(step -> steps.contains(step.name()))
                        .toList());
        Runs.Outcome outcome = part(Runs.class).start(part, new Parameters(parameters), RunWatcher.NONE);
        if (!outcome.state().equals("completed")) {
            throw new IllegalStateException(job + " " + outcome.state() + ": " + outcome.message());
        }
        return outcome;
    }

    @Override
    public void close() {
        context.close();
    }
}
