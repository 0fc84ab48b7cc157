package io.turnpike.proof;

import io.turnpike.database.ScratchDatabases;
import io.turnpike.jobs.StepKind;
import io.turnpike.jobs.StepOption;
import io.turnpike.jobs.StepRequest;
import io.turnpike.jobs.StepWork;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.springframework.jdbc.core.JdbcTemplate;

/** Undoes transactions when all their work is done: some by an error, some by taking their connection away before the COMMIT. */
final class Interruptions {
    private static final String WORDS = "interrupted by the proof";

    private final Random dice;
    private final int percent;
    private final JdbcTemplate jdbc;
    private final ScratchDatabases.Scratch database;

    Interruptions(Random dice, int percent, JdbcTemplate jdbc, ScratchDatabases.Scratch database) {
        this.dice = dice;
        this.percent = percent;
        this.jdbc = jdbc;
        this.database = database;
    }

    /** Whether a run's failure is one of these. */
    static boolean isOne(String message) {
        return message.contains(WORDS)
                || message.contains("terminating connection")
                || message.contains("I/O error")
                || message.contains("This connection has been closed")
                || message.contains("Connection is closed");
    }

    /** The kind of step with interruptions. */
    StepKind of(StepKind kind) {
        return percent == 0 ? kind : new Interrupted(kind);
    }

    private synchronized void perhaps() {
        if (dice.nextInt(100) < percent) {
            if (dice.nextBoolean()) {
                throw new IllegalStateException(WORDS);
            }
            terminate(jdbc.queryForObject("select pg_backend_pid()", Integer.class));
        }
    }

    private void terminate(int backend) {
        try (Connection other = DriverManager.getConnection(database.url(), database.username(), database.password());
                PreparedStatement end = other.prepareStatement("select pg_terminate_backend(?, 10000)")) {
            end.setInt(1, backend);
            end.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Interrupted implements StepKind {
        private final StepKind kind;

        Interrupted(StepKind kind) {
            this.kind = kind;
        }

        @Override
        public String word() {
            return kind.word();
        }

        @Override
        public String summary() {
            return kind.summary();
        }

        @Override
        public List<StepOption> options() {
            return kind.options();
        }

        @Override
        public boolean partitioned() {
            return kind.partitioned();
        }

        @Override
        public StepWork begin(StepRequest request) {
            StepWork work = kind.begin(request);
            return new StepWork() {
                @Override
                public Piece next() {
                    Piece piece = work.next();
                    return piece == null
                            ? null
                            : () -> {
                                piece.perform();
                                perhaps();
                            };
                }

                @Override
                public void close() {
                    work.close();
                }
            };
        }
    }
}
