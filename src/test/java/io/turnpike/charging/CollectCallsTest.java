package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.customers.CustomerImport;
import io.turnpike.database.DatabaseTest;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.files.Measure;
import io.turnpike.mediation.suspense.Suspense;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@DatabaseTest
class CollectCallsTest {
    private static final String MOBILE = "89161234567";
    private static final String LOCAL = "84957654321";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Runs runs;

    @Autowired
    private CustomerImport customers;

    @Autowired
    private InputFiles files;

    @Autowired
    private Suspense suspense;

    @Autowired
    private CollectCalls collect;

    @Autowired
    private Settle settle;

    @TempDir
    private Path inbox;

    @BeforeEach
    void emptyBooks() {
        jdbc.sql(
                        "truncate operator, input_file, usage_charge, usage_correction, usage_counter, unsettled, counter_opening,"
                                + " settled_through, run cascade")
                .update();
        OneSubscriber.create(customers);
    }

    private void deliver(String name, String... lines) throws IOException {
        Path folder = Files.createDirectories(inbox.resolve("inbox/asterisk-csv"));
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private Runs.Outcome run(StepKind kind, int partitions) {
        JobFile job = new JobFile(
                "test", "", List.of(), List.of(new JobFile.StepLine(kind.word(), kind, partitions, Map.of())));
        return runs.start(
                job,
                new Parameters(Map.of("inbox", inbox.resolve("inbox").toString(), "through", "2026-04-01")),
                RunWatcher.NONE);
    }

    private void collect() {
        Runs.Outcome outcome = run(collect, 1);
        assertThat(outcome.message()).isEmpty();
        assertThat(outcome.state()).isEqualTo("completed");
    }

    private List<String> charges() {
        return jdbc.sql("""
                        select to_char(c.usage_time at time zone 'UTC', 'MM-DD HH24:MI:SS') || ' ' || c.party || ' ' || c.quantity
                            || ' s ' || c.covered || ' covered ' || c.amount_micros || ' ' || r.path
                        from usage_charge c
                        join rate r on r.rate_id = c.rate_id
                        order by c.usage_time, c.party
                        """).query(String.class).list();
    }

    private long billedMicros() {
        return jdbc.sql("select coalesce(sum(amount_micros), 0)::bigint from billable_usage")
                .query(Long.class)
                .single();
    }

    @Test
    void each_record_is_rated_suspended_or_filtered_and_the_totals_say_so() throws IOException {
        deliver(
                "Master1.csv",
                call(NUMBER, MOBILE, "2026-03-10 12:00:00", 61),
                call(NUMBER, MOBILE, "2026-03-10 13:00:00", 60),
                call("74951239999", MOBILE, "2026-03-10 14:00:00", 10),
                call(NUMBER, MOBILE, "2026-03-10 15:00:00", 5).replace("ANSWERED", "BUSY"),
                "\"broken");
        collect();
        // 1.90 RUB/min by started minutes: 61 s are two minutes, 3.80 RUB; 60 s are one, 1.90 RUB. Moscow is UTC+3.
        assertThat(charges())
                .containsExactly(
                        "03-10 09:00:00 79161234567 61 s 0 covered 3800000 voice/outgoing/mobile",
                        "03-10 10:00:00 79161234567 60 s 0 covered 1900000 voice/outgoing/mobile");
        assertThat(files.totals().equation())
                .isEqualTo("read 5 = rated 2 + suspended 2 + duplicate 0 + filtered 1 + held 0");
        // a line that could not be read counts as a record only
        assertThat(files.totals().equation(Measure.SECONDS))
                .isEqualTo("read 136 = rated 121 + suspended 10 + duplicate 0 + filtered 5 + held 0");
        assertThat(files.totals().of(Fate.RATED).seconds()).isEqualTo(121);
        assertThat(files.totals().amountMicros()).isEqualTo(Map.of("RUB", 5_700_000L));
        assertThat(suspense.open(null, null, 0, 10))
                .extracting(record -> record.line() + " " + record.reason())
                .containsExactly("3 unknown-service", "5 bad-quotes");
        assertThat(inbox.resolve("taken/asterisk-csv/Master1.csv")).exists();
        assertThat(inbox.resolve("inbox/asterisk-csv/Master1.csv")).doesNotExist();
    }

    @Test
    void a_second_delivery_changes_nothing_and_both_places_are_listed() throws IOException {
        String[] lines = {
            call(NUMBER, MOBILE, "2026-03-10 12:00:00", 61),
            call(NUMBER, LOCAL, "2026-03-10 12:30:00", 61),
            call("74951239999", MOBILE, "2026-03-10 14:00:00", 10),
            "\"broken",
            call(NUMBER, MOBILE, "2026-03-10 15:00:00", 5).replace("ANSWERED", "BUSY")
        };
        deliver("Master1.csv", lines);
        collect();
        List<String> before = charges();
        deliver("Master1.csv", lines);
        collect();
        assertThat(files.totals().equation())
                .isEqualTo("read 5 = rated 2 + suspended 2 + duplicate 0 + filtered 1 + held 0");

        deliver("Master2.csv", String.join("\r\n", lines) + "\r");
        collect();
        assertThat(charges()).isEqualTo(before);
        assertThat(files.totals().equation())
                .isEqualTo("read 10 = rated 2 + suspended 2 + duplicate 5 + filtered 1 + held 0");
        assertThat(files.totals().equation(Measure.SECONDS))
                .isEqualTo("read 274 = rated 122 + suspended 10 + duplicate 137 + filtered 5 + held 0");
        assertThat(suspense.duplicates(10))
                .extracting(record -> record.line() + " is line " + record.firstLine())
                .containsExactly("1 is line 1", "2 is line 2", "3 is line 3", "4 is line 4");
    }

    @Test
    void what_is_left_out_is_a_duplicate_where_the_same_was_left_out_before_and_filtered_where_not()
            throws IOException {
        String busy = call(NUMBER, MOBILE, "2026-03-10 15:00:00", 5).replace("ANSWERED", "BUSY");
        deliver("Master1.csv", call(NUMBER, MOBILE, "2026-03-10 12:00:00", 61), busy);
        deliver(
                "Master2.csv",
                call(NUMBER, MOBILE, "2026-03-10 12:00:00", 61),
                busy,
                busy.replace("15:00:00", "15:00:01"),
                call(NUMBER, MOBILE, "2026-03-10 16:00:00", 61));
        collect();
        assertThat(files.totals().equation())
                .isEqualTo("read 6 = rated 2 + suspended 0 + duplicate 1 + filtered 3 + held 0");
        deliver("Master3.csv", busy + "\r", call(NUMBER, MOBILE, "2026-03-10 17:00:00", 61));
        collect();
        assertThat(files.totals().equation())
                .isEqualTo("read 8 = rated 3 + suspended 0 + duplicate 2 + filtered 3 + held 0");
    }

    @Test
    void a_record_that_stands_twice_in_a_file_is_charged_once_and_counts_once() throws IOException {
        deliver(
                "Master1.csv",
                call(NUMBER, LOCAL, "2026-03-10 12:00:00", 600),
                call(NUMBER, LOCAL, "2026-03-10 12:00:00", 600),
                call(NUMBER, LOCAL, "2026-03-10 13:00:00", 60));
        collect();
        // 600 s + 60 s of the 100 free minutes; the second record takes none of them
        assertThat(charges())
                .containsExactly(
                        "03-10 09:00:00 74957654321 600 s 600 covered 0 voice/outgoing/local",
                        "03-10 10:00:00 74957654321 60 s 60 covered 0 voice/outgoing/local");
        assertThat(jdbc.sql("select sum(units)::bigint from usage_counter")
                        .query(Long.class)
                        .single())
                .isEqualTo(660);
    }

    @Test
    void counters_add_up_over_files_and_runs_and_every_month_of_counted_usage_waits_to_be_settled() throws IOException {
        deliver("Master1.csv", call(NUMBER, LOCAL, "2026-03-31 23:30:00", 600));
        deliver("Master2.csv", call(NUMBER, LOCAL, "2026-04-01 01:00:00", 60)); // 22:00 UTC, still March
        collect();
        deliver("Master3.csv", call(NUMBER, LOCAL, "2026-04-10 12:00:00", 300));
        collect();
        // 600 s + 60 s + 300 s of the free minutes
        assertThat(jdbc.sql("select sum(units)::bigint from usage_counter")
                        .query(Long.class)
                        .single())
                .isEqualTo(960);
        assertThat(jdbc.sql("select distinct month::text from unsettled order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("2026-03-01", "2026-04-01");
    }

    @Test
    void a_transaction_that_fails_leaves_nothing_and_a_restart_loses_nothing() throws IOException {
        deliver("Master1.csv", call(NUMBER, MOBILE, "2026-03-10 12:00:00", 61));
        deliver("Master2.csv", call(NUMBER, MOBILE, "2026-03-11 12:00:00", 61));
        jdbc.sql("""
                        create function refuse() returns trigger language plpgsql as
                        $$ begin if new.file_id > (select min(file_id) from input_file) then raise 'no space left'; end if;
                        return new; end $$
                        """).update();
        jdbc.sql("create trigger refuse before insert on file_position for each row execute function refuse()")
                .update();
        try {
            Runs.Outcome failed = run(collect, 1);
            assertThat(failed.state()).isEqualTo("failed");
            assertThat(failed.message().orElse("")).contains("no space left");
            assertThat(charges()).hasSize(1);
        } finally {
            jdbc.sql("drop function refuse cascade").update();
        }

        collect();
        assertThat(charges()).hasSize(2);
        assertThat(files.totals().equation())
                .isEqualTo("read 2 = rated 2 + suspended 0 + duplicate 0 + filtered 0 + held 0");
    }

    @Test
    void settling_gives_the_free_minutes_to_those_who_called_first_however_the_files_came() throws IOException {
        // 100 free minutes of March and 100 rolled over from February; 150 min on the 20th come before 150 min of the
        // 10th
        deliver("Master1.csv", call(NUMBER, LOCAL, "2026-03-20 12:00:00", 9000));
        collect();
        deliver("Master2.csv", call(NUMBER, LOCAL, "2026-03-10 12:00:00", 9000));
        collect();
        // as they came: the later file found 50 minutes left and paid 100 min x 0.60 = 60.00
        assertThat(charges())
                .containsExactly(
                        "03-10 09:00:00 74957654321 9000 s 3000 covered 60000000 voice/outgoing/local",
                        "03-20 09:00:00 74957654321 9000 s 9000 covered 0 voice/outgoing/local");
        run(settle, 1);
        // in the order of the calls: the 10th is free, the 20th pays
        assertThat(jdbc.sql("select covered || ' covered ' || amount_micros from usage_correction order by usage_time")
                        .query(String.class)
                        .list())
                .containsExactly("9000 covered 0", "3000 covered 60000000");
        assertThat(billedMicros()).isEqualTo(60_000_000);
        run(settle, 1);
        assertThat(jdbc.sql("select count(*) from usage_correction")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void the_result_does_not_depend_on_the_number_of_partitions() throws IOException {
        String[] names = {"Master1.csv", "Master2.csv", "Master3.csv"};
        for (int i = 0; i < names.length; i++) {
            deliver(
                    names[i],
                    call(NUMBER, LOCAL, "2026-03-1" + i + " 12:00:00", 5400),
                    call(NUMBER, MOBILE, "2026-03-1" + i + " 18:00:00", 100));
        }
        Runs.Outcome outcome = run(collect, 3);
        assertThat(outcome.message()).isEmpty();
        run(settle, 2);
        // 3 x 90 min local - 200 free (100 of March, 100 rolled over) = 70 min x 0.60 = 42.00; 3 x 2 min x 1.90 = 11.40
        assertThat(billedMicros()).isEqualTo(53_400_000);
    }
}
