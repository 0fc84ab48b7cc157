package io.turnpike.cli;

import io.turnpike.database.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.Optional;

/** The database a command needs cannot be used; the message says which, why, and what to look at. */
final class NoDatabase extends RuntimeException {
    private NoDatabase(String message) {
        super(message);
    }

    /**
     * What stopped the start, where it is the database.
     *
     * @param url of the external server, if one was named
     */
    static Optional<NoDatabase> from(RuntimeException failure, Optional<String> url) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EmbeddedPostgres.NotStarted) {
                return Optional.of(new NoDatabase(cause.getMessage() + ": " + Failure.words(Failure.innermost(cause))
                        + ": --data (or TURNPIKE_DATA) must be a folder that this user may write to; its log is"
                        + " postgres/server.log there"));
            }
            if (cause instanceof SQLException && url.isPresent()) {
                return Optional.of(new NoDatabase("the database " + withoutSecrets(url.get()) + " cannot be used: "
                        + Failure.words(Failure.innermost(cause))
                        + ": look at --database-url (jdbc:postgresql://HOST:5432/DATABASE), TURNPIKE_DATABASE_USERNAME and"
                        + " TURNPIKE_DATABASE_PASSWORD"));
            }
        }
        return Optional.empty();
    }

    /** An address as it may be shown: what follows the question mark can hold a password. */
    static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }
}
