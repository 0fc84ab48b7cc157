package io.turnpike.database;

import java.sql.SQLException;

/** A COPY that PostgreSQL refused; its transaction can only be rolled back. */
public final class CopyFailed extends RuntimeException {
    private static final String UNIQUE_VIOLATION = "23505";

    private static final String DEADLOCK = "40P01";

    private final boolean duplicate;
    private final boolean deadlock;

    CopyFailed(String sql, SQLException cause) {
        super(sql + ": " + cause.getMessage(), cause);
        this.duplicate = UNIQUE_VIOLATION.equals(cause.getSQLState());
        this.deadlock = DEADLOCK.equals(cause.getSQLState());
    }

    /** A row's unique key was already there. */
    public boolean isDuplicate() {
        return duplicate;
    }

    /** Two transactions waited for rows of each other, and this one was chosen to give way. */
    public boolean isDeadlock() {
        return deadlock;
    }
}
