package io.turnpike.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** The baseline of what writes rows: PostgreSQL's plain text COPY by one connection, of a table's finished rows from a file. */
record TextCopy(Program program, Path file) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Writes the rows of a table or query to the file, in the order the database has them. */
    long out(String source) throws SQLException, IOException {
        try (Connection connection = program.dataSource().getConnection();
                OutputStream out = Files.newOutputStream(file)) {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + source + " to stdout", out);
        }
    }

    /** Reads them into a table, in one transaction. */
    long in(String table) throws SQLException, IOException {
        try (Connection connection = program.dataSource().getConnection();
                InputStream in = Files.newInputStream(file)) {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin", in, BUFFER_BYTES);
        }
    }
}
