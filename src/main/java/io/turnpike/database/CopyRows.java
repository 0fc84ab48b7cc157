package io.turnpike.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Writes rows by PostgreSQL's binary COPY on the connection of the running transaction: rows, and what else the transaction
 * writes, become visible together or not at all. Call {@link #row} and then one {@code put} per column, in the order of the
 * statement; {@link #finish} ends the COPY, {@link #close} without it takes the rows back.
 *
 * <p>Format: PostgreSQL documentation, "COPY", section "Binary Format".
 */
public final class CopyRows implements AutoCloseable {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int BUFFER_BYTES = 1 << 16;

    /** Before a row the buffer is sent when less than this is free; a longer text makes the buffer grow. */
    private static final int ROOM_FOR_ROW_BYTES = 1 << 12;

    /** PostgreSQL counts from 2000-01-01. */
    private static final long EPOCH_2000_SECOND = 946_684_800L;

    private static final int EPOCH_2000_DAY = 10_957;
    private static final int MICROS_PER_SECOND = 1_000_000;

    private final CopyIn copy;
    private final String sql;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long rows;

    private CopyRows(CopyIn copy, String sql) {
        this.copy = copy;
        this.sql = sql;
        buffer.put(HEADER);
    }

    /**
     * Begins a COPY on the transaction's connection.
     *
     * @param table the table and its columns: {@code usage_charge (usage_time, quantity)}
     */
    public static CopyRows into(DataSource dataSource, String table) {
        String sql = "copy " + table + " from stdin (format binary)";
        try {
            Connection connection = DataSourceUtils.getConnection(dataSource);
            if (!DataSourceUtils.isConnectionTransactional(connection, dataSource)) {
                DataSourceUtils.releaseConnection(connection, dataSource);
                throw new IllegalStateException("COPY outside of a transaction: " + sql);
            }
            return new CopyRows(
                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql), sql);
        } catch (SQLException e) {
            throw new CopyFailed(sql, e);
        }
    }

    /** Begins a row of so many columns. */
    public CopyRows row(int columns) {
        if (buffer.remaining() < ROOM_FOR_ROW_BYTES) {
            send();
        }
        buffer.putShort((short) columns);
        rows++;
        return this;
    }

    /** A {@code bigint}. */
    public CopyRows putLong(long value) {
        room(12).putInt(8).putLong(value);
        return this;
    }

    /** An {@code integer}. */
    public CopyRows putInt(int value) {
        room(8).putInt(4).putInt(value);
        return this;
    }

    /**
     * A {@code smallint}.
     *
     * @throws ArithmeticException where the value is none: cut off, it would be another one
     */
    public CopyRows putShort(int value) {
        if (value != (short) value) {
            throw new ArithmeticException(value + " is no smallint, in: " + sql);
        }
        room(6).putInt(2).putShort((short) value);
        return this;
    }

    public CopyRows putBoolean(boolean value) {
        room(5).putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** A {@code text}, {@code varchar}, {@code json} or an enumeration's word. */
    public CopyRows putText(@Nullable String value) {
        return value == null ? putNull() : putBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A {@code bytea}. */
    public CopyRows putBytes(byte[] value) {
        room(4 + value.length).putInt(value.length).put(value);
        return this;
    }

    /** A {@code uuid} as its two halves. */
    public CopyRows putUuid(long high, long low) {
        room(20).putInt(16).putLong(high).putLong(low);
        return this;
    }

    public CopyRows putUuid(UUID value) {
        return putUuid(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    /** A {@code timestamptz} of a whole second. */
    public CopyRows putEpochSecond(long epochSecond) {
        return putLong((epochSecond - EPOCH_2000_SECOND) * MICROS_PER_SECOND);
    }

    /** A {@code timestamptz}; PostgreSQL keeps microseconds. */
    public CopyRows putInstant(Instant value) {
        return putLong((value.getEpochSecond() - EPOCH_2000_SECOND) * MICROS_PER_SECOND + value.getNano() / 1000);
    }

    public CopyRows putDate(@Nullable LocalDate value) {
        return value == null ? putNull() : putInt((int) value.toEpochDay() - EPOCH_2000_DAY);
    }

    public CopyRows putNull() {
        room(4).putInt(-1);
        return this;
    }

    /** Ends the COPY; returns the rows written. A violated constraint is thrown here or by an earlier {@code put}. */
    public long finish() {
        room(2).putShort((short) -1);
        send();
        try {
            return copy.endCopy();
        } catch (SQLException e) {
            throw new CopyFailed(sql, e);
        }
    }

    /** Rows begun so far. */
    public long rows() {
        return rows;
    }

    @Override
    public void close() {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            throw new CopyFailed(sql, e);
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), buffer.capacity() + bytes + BUFFER_BYTES))
                    .position(buffer.position());
        }
        return buffer;
    }

    private void send() {
        try {
            copy.writeToCopy(buffer.array(), 0, buffer.position());
            buffer.clear();
        } catch (SQLException e) {
            throw new CopyFailed(sql, e);
        }
    }
}
