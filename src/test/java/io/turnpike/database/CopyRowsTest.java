package io.turnpike.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseTest
class CopyRowsTest {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private PlatformTransactionManager transactions;

    @BeforeEach
    void table() {
        jdbc.sql("drop table if exists copied").update();
        jdbc.sql(
                        "create table copied (l bigint primary key, i integer, s smallint, b boolean, t text, u uuid, at timestamptz, d date)")
                .update();
    }

    @Test
    void a_number_that_is_no_smallint_is_refused_and_not_cut_off() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            try (CopyRows copy = CopyRows.into(dataSource, "copied")) {
                copy.row(8).putLong(1).putInt(0).putShort(Short.MAX_VALUE);
                assertThatThrownBy(() -> copy.putShort(Short.MAX_VALUE + 1))
                        .isInstanceOf(ArithmeticException.class)
                        .hasMessageContaining("32768 is no smallint");
                status.setRollbackOnly();
            }
        });
    }

    @Test
    void every_type_arrives_as_it_was_written() {
        UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            try (CopyRows copy = CopyRows.into(dataSource, "copied")) {
                copy.row(8).putLong(Long.MIN_VALUE).putInt(-7).putShort(3).putBoolean(true);
                copy.putText("лицевой счёт").putUuid(uuid);
                copy.putInstant(Instant.parse("1999-12-31T23:59:59.123456Z")).putDate(LocalDate.of(9999, 1, 1));
                copy.row(8)
                        .putLong(1)
                        .putInt(0)
                        .putShort(0)
                        .putBoolean(false)
                        .putText(null)
                        .putUuid(uuid);
                copy.putEpochSecond(0).putDate(null);
                assertThat(copy.finish()).isEqualTo(2);
            }
        });
        Map<String, Object> row = jdbc.sql(
                        "select i, s, b, t, u::text, at::text as at, d::text as d from copied where l < 0")
                .query()
                .singleRow();
        assertThat(row)
                .containsEntry("i", -7)
                .containsEntry("s", 3)
                .containsEntry("b", true)
                .containsEntry("t", "лицевой счёт")
                .containsEntry("u", uuid.toString())
                .containsEntry("d", "9999-01-01");
        assertThat(jdbc.sql("select extract(epoch from at)::text from copied where l < 0")
                        .query(String.class)
                        .single())
                .isEqualTo("946684799.123456");
        assertThat(jdbc.sql(
                                "select count(*) from copied where t is null and d is null and at = '1970-01-01 00:00:00+00'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_text_longer_than_the_buffer_arrives_whole() {
        String text = "ж".repeat(200_000);
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            try (CopyRows copy = CopyRows.into(dataSource, "copied (l, t)")) {
                for (int i = 0; i < 3; i++) {
                    copy.row(2).putLong(i).putText(text);
                }
                copy.finish();
            }
        });
        assertThat(jdbc.sql("select count(*) from copied where t = ?")
                        .param(text)
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void rows_and_the_rest_of_the_transaction_go_together() {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("insert into copied (l) values (5)").update();
                    try (CopyRows copy = CopyRows.into(dataSource, "copied (l)")) {
                        copy.row(1).putLong(5);
                        copy.finish();
                    }
                }))
                .isInstanceOfSatisfying(
                        CopyFailed.class, e -> assertThat(e.isDuplicate()).isTrue());
        assertThat(jdbc.sql("select count(*) from copied").query(Long.class).single())
                .isZero();
    }

    @Test
    void a_copy_outside_of_a_transaction_is_refused() {
        assertThatThrownBy(() -> CopyRows.into(dataSource, "copied (l)"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside of a transaction");
    }
}
