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
     * Writes all kinds of file into a folder, which is created when it is not there; files of these names are replaced.
     *
     * @return lines without header, by kind of file
     */
    public Map<String, Long> run(Path folder, ImportProgress progress) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Map<String, Long> lines = new LinkedHashMap<>();
            for (Feed feed : Feeds.IN_ORDER) {
                progress.at("exporting " + feed.name(), lines.size(), Feeds.IN_ORDER.size());
                lines.put(feed.name(), write(feed, folder));
            }
            progress.at("exported", lines.size(), lines.size());
            return lines;
        }));
    }

    private long write(Feed feed, Path folder) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            Files.createDirectories(folder);
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(folder.resolve(feed.name() + ".csv")))) {
                out.write((feed.columns().stream().map(Column::name).collect(Collectors.joining(",")) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
                return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy (" + feed.export() + ") to stdout with (format csv)", out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + feed.name() + ".csv into " + folder, e);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot export " + feed.name(), e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
