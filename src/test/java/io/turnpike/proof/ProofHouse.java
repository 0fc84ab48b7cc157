package io.turnpike.proof;

import io.turnpike.TurnpikeApplication;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.ImportProgress;
import io.turnpike.customers.ImportReport;
import io.turnpike.database.ScratchDatabases;
import io.turnpike.definitions.Problems;
import io.turnpike.invoicing.PeriodClose;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.JobFiles;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The program in this process, on a database of its own, going through months the way a round says. */
final class ProofHouse implements AutoCloseable {
    /** A run that is interrupted more often is stuck. */
    private static final int MOST_RESTARTS = 400;

    private final ProofRound round;
    private final Path folder;
    private final Path definitions;
    private final ConfigurableApplicationContext context;
    private final Interruptions interruptions;
    private final ProofInbox inbox;
    private int imports;
    private int restarts;

    ProofHouse(ProofRound round, Path folder, ScratchDatabases.Scratch database) {
        this.round = round;
        this.folder = folder;
        this.definitions = ProofDefinitions.write(folder.resolve("definitions"), round);
        this.inbox = new ProofInbox(folder.resolve("inbox"), new Random(round.order()));
        SpringApplication application = new SpringApplication(TurnpikeApplication.class);
        application.setRegisterShutdownHook(false);
        Map<String, Object> properties = Map.of(
                "spring.main.lazy-initialization", "true",
                "turnpike.definitions", definitions.toString(),
                "turnpike.data", folder.toString(),
                "turnpike.database.url", database.url(),
                "turnpike.database.username", database.username(),
                "turnpike.database.password", database.password());
        application.addInitializers(starting ->
                starting.getEnvironment().getPropertySources().addFirst(new MapPropertySource("proof", properties)));
        // what is interrupted complains
        this.context = application.run("--logging.level.root=off", "--logging.level.io.turnpike=off");
        this.interruptions = new Interruptions(
                new Random(round.order() + 1), round.interruptions(), context.getBean(JdbcTemplate.class), database);
    }

    /** How often a run had to be gone on with. */
    int restarts() {
        return restarts;
    }

    ProofBooks perform(List<ProofDeed> deeds) {
        deeds.forEach(this::perform);
        return ProofBooks.of(jdbc());
    }

    JdbcTemplate jdbc() {
        return context.getBean(JdbcTemplate.class);
    }

    private void perform(ProofDeed deed) {
        if (deed instanceof ProofDeed.Learn learn) {
            ImportReport report = context.getBean(CustomerImport.class)
                    .run(List.of(write(learn)), ImportOptions.STRICT, ImportProgress.SILENT);
            if (report.refused() > 0) {
                throw new IllegalStateException(report.problems().toString());
            }
        } else if (deed instanceof ProofDeed.Deliver deliver) {
            inbox.deliver(deliver.files());
        } else if (deed instanceof ProofDeed.Run run) {
            run(run);
        } else if (deed instanceof ProofDeed.Close close) {
            context.getBean(PeriodClose.class).close(close.operator(), close.month(), "proof");
        }
    }

    private Path write(ProofDeed.Learn learn) {
        return ProofInbox.write(folder.resolve("import-" + ++imports), learn.feeds());
    }

    private void run(ProofDeed.Run run) {
        JobFile job = job(run.job());
        Runs runs = context.getBean(Runs.class);
        Runs.Outcome outcome = runs.start(job, new Parameters(run.parameters()), RunWatcher.NONE);
        for (int n = 0; !outcome.state().equals("completed"); n++) {
            if (round.interruptions() == 0 || n == MOST_RESTARTS) {
                throw new IllegalStateException(
                        run + " " + outcome.state() + ": " + outcome.message().orElse("") + " at " + outcome.steps());
            }
            String message = outcome.message().orElse("");
            if (!Interruptions.isOne(message)) {
                throw new IllegalStateException(run + " fails by itself: " + message);
            }
            restarts++;
            outcome = runs.restart(runs.find(outcome.runId()).orElseThrow(), job, RunWatcher.NONE);
        }
    }

    private JobFile job(String name) {
        List<StepKind> kinds = context.getBeansOfType(StepKind.class).values().stream()
                .map(interruptions::of)
                .toList();
        Problems problems = new Problems();
        JobFile job = JobFiles.load(definitions, kinds, problems).get(name);
        problems.throwIfAny();
        return job;
    }

    @Override
    public void close() {
        context.close();
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
