package io.turnpike.customers;

import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The foreign keys, exclusion constraints and secondary indexes of an empty table that many rows are about to fill: taken away before, and
 * made again behind the last row, sorted and at once, which takes a fraction of the time. All in one transaction, so that nobody ever sees
 * the table without them; whoever asks for the table meanwhile waits.
 */
final class LateIndexes {
    private static final long FROM_ROWS = 100_000;

    private final JdbcClient jdbc;
    private final List<Late> taken;

    /** How something of a table is taken away, and made again. */
    private record Late(String drop, String make) {}

    private LateIndexes(JdbcClient jdbc, List<Late> taken) {
        this.jdbc = jdbc;
        this.taken = taken;
    }

    /**
     * Takes them away where the table is empty and the rows are many; nothing otherwise.
     *
     * @param filled the tables that were taken for this before, to which this one is added: a foreign key locks the table it names, too, so
     *     only those to tables that were empty as well are taken away
     */
    static LateIndexes take(JdbcClient jdbc, String table, long rows, Set<String> filled) {
        boolean worthwhile = rows >= FROM_ROWS
                && jdbc.sql("select not exists (select from " + table + ")")
                        .query(Boolean.class)
                        .single();
        LateIndexes late = new LateIndexes(jdbc, worthwhile ? found(jdbc, table, filled) : List.of());
        late.taken.forEach(each -> jdbc.sql(each.drop).update());
        if (worthwhile) {
            filled.add(table);
        }
        return late;
    }

    void makeAgain() {
        taken.forEach(each -> jdbc.sql(each.make).update());
    }

    private static List<Late> found(JdbcClient jdbc, String table, Set<String> filled) {
        return jdbc.sql("""
                        select format('alter table %1$s drop constraint %2$I', conrelid::regclass, conname) as drop,
                            format('alter table %1$s add constraint %2$I %3$s', conrelid::regclass, conname,
                                pg_get_constraintdef(oid)) as make
                        from pg_constraint
                        where conrelid = :table::regclass
                            and (contype = 'x' or contype = 'f' and confrelid::regclass::text = any(:filled))
                        union all
                        select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
                        from pg_index i
                        where i.indrelid = :table::regclass
                            and not exists (
                                select
                                from pg_constraint c
                                where c.conindid = i.indexrelid)
                        order by make
                        """)
                .param("table", table)
                .param("filled", filled.toArray(String[]::new))
                .query((row, number) -> new Late(row.getString("drop"), row.getString("make")))
                .list();
    }
}
