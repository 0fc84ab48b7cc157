package io.turnpike.payments.pickup;

import io.turnpike.definitions.Definitions;
import io.turnpike.definitions.Problems;
import io.turnpike.mediation.files.Inbox;
import io.turnpike.payments.statements.PaymentFormat;
import io.turnpike.payments.statements.PaymentReaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.stereotype.Component;

/**
 * Looks after files of payments: fetches them from the servers of their sources, and has each taken in when it has stopped growing.
 * Ends when the program is told to.
 */
@Component
public class Pickup implements SmartLifecycle {
    private final Definitions definitions;
    private final ApplicationContext context;
    private final DataSource dataSource;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Pickup(Definitions definitions, ApplicationContext context, DataSource dataSource, Clock clock) {
        this.definitions = definitions;
        this.context = context;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** What is done with a file, and who hears of it. */
    public interface Intake {
        /** Takes a file in; false where that failed, and it stays where it is. */
        boolean take(String source, Path file);

        /** Something a person should know. */
        void note(String fact);
    }

    /**
     * Where files lie.
     *
     * @param fetching beside the inbox: where files from servers arrive
     * @param quiet how long a file must not have changed
     */
    record Folders(Inbox inbox, Path fetching, Duration quiet) {}

    /**
     * Looks again and again.
     *
     * @param every how long between two looks
     * @param quiet how long a file must not have changed to be taken
     * @param once end when nothing is left that may still come: for schedules that start the program themselves
     * @return false where once was asked for and something failed
     */
    public boolean watch(Duration every, Duration quiet, boolean once, Intake intake) {
        Path data = Path.of(context.getEnvironment().getProperty("turnpike.data", "data"));
        return watch(
                new Folders(new Inbox(data.resolve("inbox")), data.resolve("fetching"), quiet), every, once, intake);
    }

    boolean watch(Folders folders, Duration every, boolean once, Intake intake) {
        try (AnnotationConfigApplicationContext parts = new AnnotationConfigApplicationContext()) {
            parts.setParent(context);
            parts.register(Integration.class);
            parts.refresh();
            Sources sources = sources(folders, parts);
            try {
                boolean ok = true;
                while (!isStopped()) {
                    ok &= look(sources, intake);
                    if (once && (sources.waiting() == 0 || !ok)) {
                        return ok;
                    }
                    await(once && folders.quiet.compareTo(every) < 0 ? folders.quiet : every);
                }
                return ok;
            } finally {
                sources.close();
            }
        }
    }

    /** What Spring Integration's adapters need around them; not found by the scan of the program's own parts. */
    @EnableIntegration
    static final class Integration {
        Integration() {}
    }

    private record Sources(List<SftpSource> servers, List<InboxSource> inboxes) {
        int waiting() {
            return servers.stream().mapToInt(SftpSource::waiting).sum()
                    + inboxes.stream().mapToInt(InboxSource::waiting).sum();
        }

        void close() {
            servers.forEach(SftpSource::close);
            inboxes.forEach(InboxSource::close);
        }
    }

    private Sources sources(Folders folders, AnnotationConfigApplicationContext parts) {
        JdbcMetadataStore fetched = new JdbcMetadataStore(dataSource);
        fetched.setTablePrefix("payment_");
        fetched.afterPropertiesSet();
        Sources sources = new Sources(new ArrayList<>(), new ArrayList<>());
        Problems problems = new Problems();
        try {
            for (PaymentFormat format : PaymentReaders.load(definitions.root().resolve("readers"), problems)
                    .values()) {
                SftpPlace.of(format, problems)
                        .ifPresent(place -> sources.servers.add(new SftpSource(
                                place, folders, fetched, context.getEnvironment(), parts.getBeanFactory(), clock)));
                sources.inboxes.add(new InboxSource(format.name(), folders, parts.getBeanFactory(), clock));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the readers", e);
        }
        problems.throwIfAny();
        return sources;
    }

    private boolean look(Sources sources, Intake intake) {
        boolean ok = true;
        for (SftpSource server : sources.servers) {
            try {
                server.fetch()
                        .forEach(name -> intake.note(
                                "fetched " + name + " from " + server.place().text()));
            } catch (IOException | RuntimeException e) {
                // the others go on; the next look tries again
                ok = false;
                intake.note("WARNING cannot fetch from " + server.place().text() + ": " + innermost(e));
            }
        }
        for (InboxSource inbox : sources.inboxes) {
            ok &= inbox.each(file -> !isStopped() && take(inbox.name(), file, intake));
        }
        return ok;
    }

    private static boolean take(String source, Path file, Intake intake) {
        try {
            return intake.take(source, file);
        } catch (RuntimeException e) {
            intake.note(
                    "WARNING " + source + "/" + file.getFileName() + " was not taken in and stays: " + innermost(e));
            return false;
        }
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void await(Duration time) {
        try {
            if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return !isStopped();
    }

    /** Before the runs are stopped: no new one begins. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
