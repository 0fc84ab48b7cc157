package io.turnpike.database;

import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Empties every table before a class, but for the migrations' own. */
final class EmptyTables implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext extension) {
        JdbcClient jdbc = SpringExtension.getApplicationContext(extension).getBean(JdbcClient.class);
        List<String> tables = jdbc.sql("""
                        select quote_ident(tablename)
                        from pg_tables
                        where schemaname = 'public'
                          and tablename <> 'flyway_schema_history'
                          and tablename <> 'rate' -- the shared program keeps the numbers it gave to rates
                        order by tablename
                        """).query(String.class).list();
        Emptying.tables(jdbc, String.join(", ", tables) + " restart identity cascade");
    }
}
