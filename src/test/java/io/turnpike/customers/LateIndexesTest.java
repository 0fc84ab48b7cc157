package io.turnpike.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.database.DatabaseTest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class LateIndexesTest {
    private static final String TABLE = "service_identifier";
    private static final long MANY = 100_000;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @BeforeEach
    void nobody() {
        jdbc.sql("truncate operator cascade").update();
    }

    /** Everything that keeps the table right or makes it quick. */
    private List<String> kept() {
        return jdbc.sql("""
                        select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where conrelid = :table::regclass
                        union all
                        select pg_get_indexdef(indexrelid) from pg_index where indrelid = :table::regclass
                        order by 1
                        """).param("table", TABLE).query(String.class).list();
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
    }

    @Test
    void what_is_taken_away_is_made_again_as_it_was() {
        List<String> before = kept();
        inTransaction(() -> {
            Set<String> filled = new HashSet<>(Set.of("service"));
            LateIndexes late = LateIndexes.take(jdbc, TABLE, MANY, filled);
            assertThat(kept())
                    .noneMatch(each -> each.contains("FOREIGN KEY") || each.contains("EXCLUDE"))
                    .noneMatch(each -> each.contains("(value, kind)"))
                    .anyMatch(each -> each.contains("PRIMARY KEY"));
            assertThat(filled).containsExactlyInAnyOrder("service", TABLE);
            late.makeAgain();
        });
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void a_foreign_key_to_a_table_that_others_may_be_reading_stays() {
        inTransaction(() -> {
            LateIndexes late = LateIndexes.take(jdbc, TABLE, MANY, new HashSet<>());
            assertThat(kept())
                    .anyMatch(each -> each.contains("FOREIGN KEY"))
                    .noneMatch(each -> each.contains("EXCLUDE"));
            late.makeAgain();
        });
    }

    @Test
    void few_rows_and_a_table_that_holds_some_change_nothing() {
        List<String> before = kept();
        inTransaction(() -> {
            LateIndexes.take(jdbc, TABLE, MANY - 1, new HashSet<>());
            assertThat(kept()).isEqualTo(before);
        });
        identifiers(1);
        inTransaction(() -> {
            LateIndexes.take(jdbc, TABLE, MANY, new HashSet<>());
            assertThat(kept()).isEqualTo(before);
        });
    }

    @Test
    void rows_that_break_a_constraint_leave_everything_as_it_was() {
        List<String> before = kept();
        assertThatThrownBy(() -> inTransaction(() -> {
                    LateIndexes late = LateIndexes.take(jdbc, TABLE, MANY, new HashSet<>(Set.of("service")));
                    identifiers(2);
                    late.makeAgain();
                }))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("service_identifier_has_one_owner");
        assertThat(kept()).isEqualTo(before);
        assertThat(jdbc.sql("select count(*) from " + TABLE).query(Long.class).single())
                .isZero();
    }

    /** So many services with the same number at the same time. */
    private void identifiers(int services) {
        jdbc.sql("""
                with new_operator as (
                  insert into operator (code, name, zone, currency, country)
                  values ('op', 'Op', 'Europe/Moscow', 'RUB', 'RU') returning id),
                new_customer as (
                  insert into customer (operator_id, number, kind, name, language)
                  select id, 'C-1', 'person', 'Ivan', 'ru' from new_operator returning id, operator_id),
                new_account as (
                  insert into account (operator_id, customer_id, number, contract, contract_date, billing_day)
                  select operator_id, id, '1', 'K-1', date '2026-01-01', 1 from new_customer returning id),
                new_service as (
                  insert into service (account_id, code, kind, name, valid_from)
                  select id, 'line-' || n, 'telephony', 'line', date '2026-01-01' from new_account, generate_series(1, ?) n
                  returning id)
                insert into service_identifier (service_id, kind, value, valid_from)
                select id, 'number', '74951234567', timestamptz '2026-01-01 00:00:00Z' from new_service
                """).param(services).update();
    }
}
