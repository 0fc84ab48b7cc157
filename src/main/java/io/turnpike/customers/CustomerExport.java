package io.turnpike.customers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes everything that {@link CustomerImport} reads, as of one moment, one file a kind in the order of natural keys. An
 * export imported into an empty database and exported again gives the same bytes. PostgreSQL writes the CSV itself.
 */
public final class CustomerExport {
    private final DataSource dataSource;
    private final TransactionTemplate transaction;

    public CustomerExport(DataSource dataSource, PlatformTransactionManager transactions) {
        this.dataSource = dataSource;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        // All files show one moment.
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * Writes files, each with all lines of its kind; files that are there are replaced. A folder, created when it is not there,
     * stands for all kinds.
     *
     * @param targets folders, and files {@code <kind>.csv}
     * @return lines without header, by file
     * @throws IllegalArgumentException where a file's name is no kind
     */
    public Map<Path, Long> run(List<Path> targets, ImportProgress progress) {
        Map<Path, Feed> files = new LinkedHashMap<>();
        targets.forEach(target -> files.putAll(files(target)));
        return Objects.requireNonNull(transaction.execute(status -> {
            Map<Path, Long> lines = new LinkedHashMap<>();
            files.forEach((file, feed) -> {
                progress.at("exporting " + feed.name(), lines.size(), files.size());
                lines.put(file, write(feed, file));
            });
            progress.at("exported", lines.size(), lines.size());
            return lines;
        }));
    }

    private static Map<Path, Feed> files(Path target) {
        Map<Path, Feed> files = new LinkedHashMap<>();
        if (target.toString().endsWith(".csv")) {
            files.put(
                    target,
                    Feeds.of(target)
                            .orElseThrow(() -> new IllegalArgumentException("the kind of file is not known: " + target
                                    + "; name it as one of: " + Feeds.names())));
        } else {
            Feeds.IN_ORDER.forEach(feed -> files.put(target.resolve(feed.name() + ".csv"), feed));
        }
        return files;
    }

    private long write(Feed feed, Path file) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                out.write((feed.columns().stream().map(Column::name).collect(Collectors.joining(",")) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
                return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy (" + feed.export() + ") to stdout with (format csv)", out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot export " + feed.name(), e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
