package io.turnpike.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments that are booked together, one of which cannot be booked now. */
class WaitingPaymentsTest {
    /** More than there are transactions for payments together. */
    private static final int HELD = 6;

    private static final int FREE = 14;

    @TempDir
    private static Path folder;

    private static String pay(ServedProgram program, int id, String account) {
        return ServedProgram.text(program.terminals("command=pay&txn_id=" + id + "&account=" + account + "&sum=10.00"));
    }

    @Test
    void a_payment_that_waits_for_its_account_keeps_no_other_waiting() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(HELD + FREE);
        try (ServedProgram program = new ServedProgram(folder, Map.of());
                Connection other = program.context.getBean(DataSource.class).getConnection()) {
            program.given.operator("meridian", "Europe/Moscow", "RUB");
            long account = program.given.account("meridian", "100200", "person");
            program.given.account("meridian", "100201", "person");
            pay(program, 1, "100200");
            other.setAutoCommit(false);
            try (Statement hold = other.createStatement()) {
                hold.execute("select 1 from account_balance where account_id = " + account + " for update");
            }
            List<Future<String>> held = new ArrayList<>();
            for (int i = 0; i < HELD; i++) {
                int id = 10 + i;
                held.add(threads.submit(() -> pay(program, id, "100200")));
            }
            List<Future<String>> free = new ArrayList<>();
            for (int i = 0; i < FREE; i++) {
                int id = 100 + i;
                free.add(threads.submit(() -> pay(program, id, "100201")));
            }
            Instant begun = Instant.now();
            for (Future<String> each : free) {
                assertThat(each.get()).contains("<result>0</result>");
            }
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(8));
            assertThat(held).noneMatch(Future::isDone);
            other.rollback();
            for (Future<String> each : held) {
                assertThat(each.get()).contains("<result>0</result>");
            }
            assertThat(program.number("select balance_minor from account_balance where account_id = " + account))
                    .isEqualTo(-(1 + HELD) * 10_00);
        } finally {
            threads.shutdownNow();
        }
    }
}
