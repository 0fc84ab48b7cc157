package io.turnpike.customers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Imports operators, customers, accounts, services and what changes about them from CSV files, in any order of files, in one
 * transaction. Everything is found by its natural key; a second import of the same files changes nothing. Lines are copied
 * into temporary tables and merged kind by kind with set-based statements: two million services take seconds, not hours.
 */
public final class CustomerImport {
    /** Refused on a connection that has used temporary tables before: there the import is slower. */
    private static final String TEMP_BUFFERS = """
        do $$
        begin
          perform set_config('temp_buffers', '128MB', true);
        exception when invalid_parameter_value then
          null;
        end $$
        """;

    /** Two imports at a time would each check against what the other is about to change. */
    private static final long ONE_AT_A_TIME = 0x637573746f6d6572L;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public CustomerImport(DataSource dataSource, PlatformTransactionManager transactions) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Imports files; a folder stands for the CSV files in it. Unless the options say otherwise, one refused line leaves
     * the database as it was.
     */
    public ImportReport run(
            List<Path> filesAndFolders, ImportOptions options, ImportProgress progress, DefinitionChecks definitions) {
        Refusals refusals = new Refusals();
        return run(files(filesAndFolders, refusals), refusals, options, progress, definitions);
    }

    /** The same without looking into the definitions. */
    public ImportReport run(List<Path> filesAndFolders, ImportOptions options, ImportProgress progress) {
        return run(filesAndFolders, options, progress, DefinitionChecks.NONE);
    }

    /** Applies changes that a program made, with the same checks; lines are numbered by kind of change. */
    public ImportReport run(ChangeSet changes, ImportOptions options) {
        return run(changes.files(), new Refusals(), options, ImportProgress.SILENT, DefinitionChecks.NONE);
    }

    private ImportReport run(
            List<FeedFile> files,
            Refusals refusals,
            ImportOptions options,
            ImportProgress progress,
            DefinitionChecks definitions) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Run run = new Run(files, options, refusals, progress, definitions);
            List<ImportReport.Count> counts = run.counts();
            boolean commit = !options.dryRun() && (refusals.count() == 0 || options.keepGood());
            if (!commit) {
                status.setRollbackOnly();
            }
            return new ImportReport(commit, counts, run.differences, refusals.sorted(), refusals.count());
        }));
    }

    private static List<FeedFile> files(List<Path> filesAndFolders, Refusals refusals) {
        List<FeedFile> files = new ArrayList<>();
        for (Path path :
                filesAndFolders.stream().flatMap(CustomerImport::expanded).toList()) {
            Optional<Feed> feed = Feeds.of(path);
            if (feed.isEmpty()) {
                refuse(refusals, path, "the kind of file is not known", "name it as one of: " + Feeds.names());
            } else if (!Files.isReadable(path)) {
                refuse(refusals, path, "there is no such file, or it cannot be read", "check the path");
            } else {
                files.add(new FeedFile(
                        files.size(), String.valueOf(path.getFileName()), feed.get(), new FeedFile.OnDisk(path)));
            }
        }
        return files;
    }

    private static void refuse(Refusals refusals, Path path, String message, String remedy) {
        refusals.add(new LineProblem(path.toString(), 0, "", message, remedy));
    }

    private static Stream<Path> expanded(Path path) {
        if (!Files.isDirectory(path)) {
            return Stream.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(entry -> entry.toString().matches(".*\\.csv(\\.gz)?")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be listed", e);
        }
    }

    /** One import, inside its transaction. */
    private final class Run {
        private final List<FeedFile> files;
        private final ImportOptions options;
        private final Refusals refusals;
        private final ImportProgress progress;
        private final DefinitionChecks definitions;
        private final List<String> differences = new ArrayList<>();
        private final Map<Feed, Staged> staged = new LinkedHashMap<>();

        /** Tables that were empty and were given many rows. */
        private final Set<String> filled = new HashSet<>();

        /** What was read of one kind. */
        private record Staged(Set<String> columns, long lines, long refused) {}

        Run(
                List<FeedFile> files,
                ImportOptions options,
                Refusals refusals,
                ImportProgress progress,
                DefinitionChecks definitions) {
            this.definitions = definitions;
            this.files = files;
            this.options = options;
            this.refusals = refusals;
            this.progress = progress;
        }

        List<ImportReport.Count> counts() {
            // Sorts and hashes of a few million rows stay in memory; PostgreSQL's default of 4 MB is for many small
            // queries.
            for (String statement :
                    List.of("set local work_mem = '256MB'", TEMP_BUFFERS, "set local timezone = 'UTC'")) {
                jdbc.sql(statement).update();
            }
            jdbc.sql("select pg_advisory_xact_lock(?)")
                    .param(ONE_AT_A_TIME)
                    .query()
                    .listOfRows();
            stageAll();
            List<ImportReport.Count> counts = new ArrayList<>();
            List<Feed> present =
                    Feeds.IN_ORDER.stream().filter(staged::containsKey).toList();
            for (Feed feed : present) {
                progress.at("importing " + feed.name(), counts.size(), present.size());
                counts.add(merge(feed, Objects.requireNonNull(staged.get(feed))));
            }
            progress.at("all lines checked", present.size(), present.size());
            return counts;
        }

        private void stageAll() {
            long total = files.stream().mapToLong(file -> size(file)).sum();
            long done = 0;
            FeedReader reader = new FeedReader(dataSource, refusals);
            for (FeedFile file : files) {
                if (!staged.containsKey(file.feed())) {
                    new FeedImport(jdbc, file.feed(), files, refusals, definitions).createStaging();
                }
                long before = done;
                FeedReader.Read read =
                        reader.read(file, bytes -> progress.at("reading " + file.name(), before + bytes, total));
                add(file, read);
                done += size(file);
                progress.at("reading " + file.name(), done, total);
            }
        }

        private void add(FeedFile file, FeedReader.Read read) {
            Staged earlier = staged.get(file.feed());
            if (earlier != null
                    && !earlier.columns().isEmpty()
                    && !read.columns().isEmpty()
                    && !earlier.columns().equals(read.columns())) {
                refusals.add(new LineProblem(
                        file.name(),
                        0,
                        "",
                        "has other columns than another file of " + file.feed().name(),
                        "import it by itself: a column that is left out keeps what is known, an empty cell clears it"));
            }
            staged.put(
                    file.feed(),
                    earlier == null
                            ? new Staged(read.columns(), read.lines(), read.refused())
                            : new Staged(
                                    earlier.columns().isEmpty() ? read.columns() : earlier.columns(),
                                    earlier.lines() + read.lines(),
                                    earlier.refused() + read.refused()));
        }

        private ImportReport.Count merge(Feed feed, Staged lines) {
            FeedImport.Outcome outcome = new FeedImport(jdbc, feed, files, refusals, definitions)
                    .run(lines.columns(), filled, options.dryRun());
            differences.addAll(outcome.differences());
            return new ImportReport.Count(
                    feed.name(),
                    lines.lines(),
                    outcome.added(),
                    outcome.changed(),
                    lines.refused() + outcome.refused());
        }

        private static long size(FeedFile file) {
            try {
                return file.content().size();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
