package io.turnpike.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Empties tables between tests, those of the journal too: nobody may, so its triggers are set aside for the one transaction. Only the
 * owner of the server can do that.
 */
public final class Emptying {
    private Emptying() {}

    /**
     * @param tables as TRUNCATE takes them: names, and {@code restart identity cascade} if wanted
     */
    public static void tables(JdbcClient jdbc, String tables) {
        jdbc.sql(statement(tables)).update();
    }

    /** The statement that does it. */
    public static String statement(String tables) {
        return "do $$ begin set local session_replication_role = replica; truncate " + tables + "; end $$";
    }
}
