package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.customers.ServiceKey;
import io.turnpike.customers.ServiceKind;
import io.turnpike.database.DatabaseTest;
import io.turnpike.usage.IdentifierKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settling month by month: all calls of a billing period cost what its last one decides. The account's billing day is the 15th, in
 * Moscow, UTC+3. Up to ten minutes of a period cost 1.00 RUB each, all of them 0.50 RUB when it is more.
 */
@DatabaseTest
class SettleTest {
    private static final ServiceKey PHONE = new ServiceKey("meridian", "100015", "tel");
    private static final String NUMBER = "74951230015";
    private static final String PLAN = "whole-volume-of-a-billing-period";
    private static final String OF_ACCOUNT = " where account_id = (select id from account where number = '100015')";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CustomerImport customers;

    @TempDir
    private Path folder;

    private RerateFixture books;

    @BeforeEach
    void oneSubscriberBilledOnThe15th() throws IOException {
        books = new RerateFixture(context, folder);
        begin();
    }

    private void begin() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules/" + PLAN));
        Files.writeString(rules.resolve("2025-10-10.yaml"), """
                plan: whole-volume-of-a-billing-period
                valid-from: 2025-10-10
                currency: RUB
                round: half-up to 0.01 RUB
                rates:
                  voice/outgoing: { tiers: whole-volume, every: billing-period, step: 60 s, up-to 10 min: 1.00 RUB/min,
                                    above: 0.50 RUB/min }
                """);
        books.begin("2025-10-10");
        LocalDate since = LocalDate.of(2026, 1, 15);
        customers.run(
                new ChangeSet()
                        .account("meridian", "C1", PHONE.account(), since, 15)
                        .open(PHONE, ServiceKind.TELEPHONY, since)
                        .subscribe(PHONE, PLAN, since)
                        .assign(
                                PHONE,
                                IdentifierKind.NUMBER,
                                NUMBER,
                                Instant.parse("2026-01-14T21:00:00Z"),
                                Optional.empty()),
                ImportOptions.STRICT);
    }

    @AfterEach
    void shippedPlans() {
        books.end();
    }

    private void collect(String day, int minutes) throws IOException {
        books.collect(day + "-" + minutes + ".csv", call(NUMBER, "89161234567", day + " 12:00:00", 60 * minutes));
    }

    private void settle(String through) {
        books.run(Map.of("through", through), 1, "settle");
    }

    private List<String> prices() {
        return books.rows("""
                select to_char(usage_time, 'MM-DD') || ' ' || (sum(amount_micros) / 10000)::bigint
                from (
                    select usage_time, amount_micros from usage_charge
                    union all
                    select usage_time, amount_micros - old_amount_micros from usage_correction) all_of_them
                group by usage_time
                order by usage_time
                """);
    }

    @Test
    void a_call_is_priced_by_all_of_its_billing_period_also_when_that_is_settled_in_two_runs() throws IOException {
        collect("2026-02-20", 4);
        settle("2026-03-01");
        assertThat(prices()).containsExactly("02-20 400");
        collect("2026-03-10", 8); // 12 minutes of 15 February to 14 March
        collect("2026-03-20", 5); // of the next period
        settle("2026-04-01");
        assertThat(prices()).containsExactly("02-20 200", "03-10 400", "03-20 500");
        collect("2026-04-14", 6); // 11 minutes
        settle("2026-05-01");
        assertThat(prices()).containsExactly("02-20 200", "03-10 400", "03-20 250", "04-14 300");
    }

    @Test
    void settling_begins_in_the_middle_of_a_period_and_leaves_what_settling_everything_at_once_leaves()
            throws IOException {
        List<String> days = List.of("2026-01-31", "2026-02-14", "2026-02-15", "2026-03-14", "2026-03-31", "2026-04-30");
        for (String day : days) {
            collect(day, 7);
        }
        settle("2026-05-01");
        List<String> atOnce = state();
        begin();
        List<String> begun = new ArrayList<>();
        for (String day : days) {
            collect(day, 7);
            settle(LocalDate.parse(day).plusMonths(1).withDayOfMonth(1).toString());
            begun.add(books.rows("select coalesce(max(as_of)::text, 'none') from settled_through" + OF_ACCOUNT)
                    .get(0));
        }
        assertThat(state()).isEqualTo(atOnce);
        // the first of the month in which the period of the next month's first day begins
        assertThat(begun).containsExactly("none", "2026-02-01", "2026-02-01", "2026-03-01", "2026-03-01", "2026-04-01");
    }

    @Test
    void settling_waits_for_usage_that_is_being_charged_so_that_none_is_forgotten() throws IOException {
        collect("2026-02-20", 4); // its account and month are marked
        AtomicReference<CompletableFuture<Void>> settling = new AtomicReference<>();
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            chargeEightMinutesOfTheNextDay();
            settling.set(CompletableFuture.runAsync(() -> settle("2026-03-01")));
            while (!settling.get().isDone() && !isSomebodyWaiting()) {
                Thread.onSpinWait();
            }
        });
        settling.get().join();
        assertThat(prices()).containsExactly("02-20 200", "02-21 400");
    }

    private void chargeEightMinutesOfTheNextDay() {
        ChargeBlock block = new ChargeBlock();
        jdbc.sql("select * from usage_charge").query(row -> {
            DedupeHash hash = new DedupeHash("another call");
            hash.of("1");
            block.add(
                    new ChargeBlock.Row(
                            row.getTimestamp("usage_time").toInstant().getEpochSecond() + 24 * 3600,
                            row.getLong("account_id"),
                            row.getLong("service_id"),
                            480,
                            0,
                            8_000_000,
                            row.getInt("file_id"),
                            2,
                            row.getInt("rate_id"),
                            row.getInt("kind"),
                            row.getInt("flags"),
                            row.getString("party"),
                            row.getString("owner")),
                    hash);
        });
        ChargeWriter writer = context.getBean(ChargeWriter.class);
        assertThat(writer.write(block, writer.nextBatch())).isTrue();
    }

    private boolean isSomebodyWaiting() {
        return jdbc.sql(
                        "select exists (select 1 from pg_locks where relation = 'settle_gate'::regclass and not granted)")
                .query(Boolean.class)
                .single();
    }

    @Test
    void what_was_settled_long_ago_is_not_read_again() throws IOException {
        collect("2026-01-20", 7);
        settle("2026-02-01");
        collect("2026-02-20", 7);
        settle("2026-03-01");
        collect("2026-03-20", 7);
        settle("2026-04-01");
        jdbc.sql("delete from usage_charge where usage_time < '2026-02-01'").update();
        collect("2026-04-10", 7);
        settle("2026-05-01");
        assertThat(prices()).containsExactly("02-20 700", "03-20 350", "04-10 350");
    }

    private List<String> state() {
        List<String> state = new ArrayList<>(prices());
        state.addAll(books.rows(
                "select counter || ' ' || period_from || ' ' || units || ' ' || amount_micros from usage_counter"
                        + OF_ACCOUNT + " order by 1"));
        return state;
    }
}
