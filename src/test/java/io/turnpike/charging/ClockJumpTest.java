package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.PHONE;
import static io.turnpike.charging.OneSubscriber.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.customers.CustomerImport;
import io.turnpike.database.DatabaseTest;
import io.turnpike.database.Emptying;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The clock of the machine is set while the program works. Moscow is UTC+3. */
@DatabaseTest
@Import(ClockJumpTest.OfTheTest.class)
class ClockJumpTest {
    private static final String MOBILE = "89161234567";
    private static final Instant BEFORE_MIDNIGHT = Instant.parse("2026-03-31T20:59:30Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<String> STEPS =
            List.of("retry-suspense", "collect-calls", "settle", "charge-fees", "draft-invoices", "release-invoices");

    /** The steps that follow the first, with how far the clock jumps when each begins. */
    private static final Map<String, Duration> JUMPS = Map.of(
            "settle", Duration.ofMinutes(90), // into April 1
            "charge-fees", DAY.negated(),
            "draft-invoices", DAY.multipliedBy(40),
            "release-invoices", DAY.multipliedBy(-39));

    static final class SetClock extends Clock {
        private volatile Instant now = BEFORE_MIDNIGHT;

        void jump(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @TestConfiguration
    static class OfTheTest {
        @Bean
        @Primary
        SetClock setClock() {
            return new SetClock();
        }
    }

    @Autowired
    private ApplicationContext context;

    @Autowired
    private SetClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CustomerImport customers;

    @TempDir
    private Path folder;

    @Test
    void a_run_bills_by_its_own_day_whatever_the_clock_says_meanwhile() throws IOException {
        List<String> steady = month("steady", Map.of());
        assertThat(steady).anyMatch(row -> row.contains("\"gross_minor\""));
        List<String> jumped = month("jumps", JUMPS);
        assertThat(jumped).filteredOn(row -> !steady.contains(row)).isEmpty();
        assertThat(jumped).hasSameSizeAs(steady);
    }

    /** The books of a month that is billed through April 1 by a run that starts at 23:59:30 of March 31. */
    private List<String> month(String name, Map<String, Duration> jumps) throws IOException {
        List<String> tables = jdbc.sql("select quote_ident(tablename) from pg_tables where schemaname = 'public'"
                        + " and tablename not in ('flyway_schema_history', 'rate')")
                .query(String.class)
                .list();
        Emptying.tables(jdbc, String.join(", ", tables) + " restart identity cascade");
        OneSubscriber.create(customers);
        clock.now = BEFORE_MIDNIGHT;
        Path inbox = folder.resolve(name).resolve("inbox");
        Files.createDirectories(inbox.resolve("asterisk-csv"));
        Files.writeString(
                inbox.resolve("asterisk-csv/Master.csv"),
                call(NUMBER, MOBILE, "2026-03-10 12:00:00", 61) + "\n" + call(NUMBER, MOBILE, "2026-03-31 23:59:00", 9)
                        + "\n");
        RerateFixture books = new RerateFixture(context, folder);
        JobFile job = new JobFile(
                "month",
                "",
                List.of(),
                STEPS.stream()
                        .map(word -> new JobFile.StepLine(word, books.kind(word), 2, Map.of()))
                        .toList());
        Map<String, String> parameters =
                Map.of("through", "2026-04-01", "inbox", inbox.toString(), "release", "automatic");
        Runs.Outcome outcome = context.getBean(Runs.class).start(job, new Parameters(parameters), new RunWatcher() {
            @Override
            public Progress stepBegins(String step) {
                clock.jump(jumps.getOrDefault(step, Duration.ZERO));
                return Progress.NONE;
            }

            @Override
            public void stepEnds(String step) {}
        });
        assertThat(outcome.message()).isEmpty();
        List<String> rows = new ArrayList<>();
        for (String table : List.of("usage_charge", "fee_charge", "billing_document", "document_line", "posting")) {
            // all but the instants of processing and keys of the database's own making
            rows.addAll(books.rows("select '" + table + " ' || (to_jsonb(t) - '{charged_at,released_at,created_at,"
                    + "recorded_at,batch_id,fee_charge_id,rate_id,bill_run_id,bill_id,document_id,entry_id,ledger_account_id}'::text[])::text from "
                    + table + " t order by 1"));
        }
        return rows;
    }

    @Test
    void what_comes_later_counts_later_though_the_clock_went_back_between() throws IOException {
        RerateFixture books = new RerateFixture(context, folder);
        clock.now = BEFORE_MIDNIGHT;
        books.begin("2025-12-13");
        jdbc.sql("truncate changed_fact").update();
        try {
            books.collect("1.csv", call(NUMBER, MOBILE, "2026-03-20 12:00:00", 480));
            books.subscribe(PHONE, "with-minutes", "2026-03-15");
            books.run(Map.of("of", "changes"), 1, "rerate-owners", "rerate");
            assertThat(books.billable()).containsExactly("100001 480 0");
            clock.jump(DAY.negated());
            books.subscribe(PHONE, "home-phone", "2026-03-15");
            books.run(Map.of("of", "changes"), 1, "rerate-owners", "rerate");
            assertThat(books.rows(
                            "select revision || ' ' || amount_micros from usage_correction order by corrected_at"))
                    .containsExactly("2 8000000", "1 0");
            assertThat(books.billable()).containsExactly("100001 480 8000000");
        } finally {
            books.end();
        }
    }
}
