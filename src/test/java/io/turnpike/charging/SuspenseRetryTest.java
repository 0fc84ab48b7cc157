package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.database.DatabaseTest;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.files.Measure;
import io.turnpike.mediation.suspense.SuspendedRecord;
import io.turnpike.mediation.suspense.Suspense;
import io.turnpike.usage.IdentifierKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@DatabaseTest
class SuspenseRetryTest {
    private static final String MOBILE = "89161234567";
    private static final String NEW_NUMBER = "74951239999";

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
    private SuspenseRetry retry;

    @TempDir
    private Path inbox;

    @BeforeEach
    void emptyBooks() {
        jdbc.sql("truncate operator, input_file, usage_charge, usage_correction, usage_counter, unsettled, run cascade")
                .update();
        OneSubscriber.create(customers);
    }

    private void collect(String name, String... lines) throws IOException {
        Path folder = Files.createDirectories(inbox.resolve("inbox/asterisk-csv"));
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
        run(collect, Map.of("inbox", inbox.resolve("inbox").toString()));
    }

    private void run(StepKind kind, Map<String, String> parameters) {
        JobFile job = new JobFile("test", "", List.of(), List.of(new JobFile.StepLine(kind.word(), kind, 1, Map.of())));
        Runs.Outcome outcome = runs.start(job, new Parameters(parameters), RunWatcher.NONE);
        assertThat(outcome.message()).isEmpty();
        assertThat(outcome.state()).isEqualTo("completed");
    }

    private void assignNewNumber() {
        customers.run(
                new ChangeSet()
                        .assign(
                                OneSubscriber.PHONE,
                                IdentifierKind.NUMBER,
                                NEW_NUMBER,
                                Instant.parse("2026-02-28T21:00:00Z"),
                                Optional.empty()),
                ImportOptions.STRICT);
    }

    private List<String> charges() {
        return jdbc.sql("""
                        select to_char(c.usage_time at time zone 'UTC', 'MM-DD HH24:MI:SS') || ' ' || c.amount_micros || ' '
                            || f.name || ':' || c.line_number
                        from usage_charge c
                        join input_file f on f.file_id = c.file_id
                        order by c.usage_time
                        """).query(String.class).list();
    }

    @Test
    void a_record_is_rated_into_its_own_period_when_its_number_has_an_owner_and_a_second_retry_changes_nothing()
            throws IOException {
        collect(
                "Master1.csv",
                call(NUMBER, MOBILE, "2026-03-10 12:00:00", 61),
                call(NEW_NUMBER, MOBILE, "2026-03-10 14:00:00", 60),
                "\"broken");
        run(retry, Map.of());
        assertThat(suspense.open(null, null, 0, 10))
                .extracting(record -> record.line() + " " + record.reason() + " " + record.tries())
                .containsExactly("2 unknown-service 1", "3 bad-quotes 1");

        assertThat(files.totals().equation(Measure.SECONDS))
                .isEqualTo("read 121 = rated 61 + suspended 60 + duplicate 0 + filtered 0 + held 0");
        assignNewNumber();
        run(retry, Map.of("reason", "unknown-service"));
        assertThat(files.totals().equation(Measure.SECONDS))
                .isEqualTo("read 121 = rated 121 + suspended 0 + duplicate 0 + filtered 0 + held 0");
        // 61 s are two minutes of 1.90 RUB, 60 s are one; Moscow is UTC+3
        assertThat(charges())
                .containsExactly("03-10 09:00:00 3800000 Master1.csv:1", "03-10 11:00:00 1900000 Master1.csv:2");
        assertThat(files.totals().equation())
                .isEqualTo("read 3 = rated 2 + suspended 1 + duplicate 0 + filtered 0 + held 0");
        assertThat(files.totals().of(Fate.RATED).seconds()).isEqualTo(121);
        assertThat(files.totals().amountMicros()).isEqualTo(Map.of("RUB", 5_700_000L));
        assertThat(suspense.open(null, null, 0, 10))
                .extracting(record -> record.line() + " " + record.reason() + " " + record.tries())
                .containsExactly("3 bad-quotes 1");

        List<String> before = charges();
        run(retry, Map.of("reason", "unknown-service"));
        assertThat(charges()).isEqualTo(before);
        assertThat(files.totals().equation())
                .isEqualTo("read 3 = rated 2 + suspended 1 + duplicate 0 + filtered 0 + held 0");
    }

    @Test
    void a_record_that_was_charged_from_another_delivery_in_the_meantime_is_a_duplicate() throws IOException {
        String early = call(NEW_NUMBER, MOBILE, "2026-03-10 14:00:00", 60);
        String other = call(NEW_NUMBER, MOBILE, "2026-03-10 15:00:00", 60);
        collect("Master1.csv", early, other);
        assignNewNumber();
        collect("Master2.csv", early);
        run(retry, Map.of());
        assertThat(charges())
                .containsExactly("03-10 11:00:00 1900000 Master2.csv:1", "03-10 12:00:00 1900000 Master1.csv:2");
        assertThat(files.totals().equation())
                .isEqualTo("read 3 = rated 2 + suspended 0 + duplicate 1 + filtered 0 + held 0");
        assertThat(files.totals().equation(Measure.SECONDS))
                .isEqualTo("read 180 = rated 120 + suspended 0 + duplicate 60 + filtered 0 + held 0");
        assertThat(suspense.listedDuplicates(10))
                .extracting(twice ->
                        twice.file() + ":" + twice.line() + " is " + twice.firstFile() + ":" + twice.firstLine())
                .containsExactly("Master1.csv:1 is Master2.csv:1");
    }

    @Test
    void the_month_tries_what_waits_for_customers_and_leaves_what_waits_for_a_reader_or_a_clock() throws IOException {
        collect(
                "Master1.csv",
                call(NEW_NUMBER, MOBILE, "2026-03-10 14:00:00", 60),
                call(NUMBER, MOBILE, "2099-03-10 14:00:00", 60),
                "\"broken");
        Map<String, String> month = Map.of("of", "changes");
        run(retry, month);
        assertThat(charges()).isEmpty();
        assignNewNumber();
        run(retry, month);
        assertThat(charges()).containsExactly("03-10 11:00:00 1900000 Master1.csv:1");
        assertThat(suspense.open(null, null, 0, 10))
                .extracting(record -> record.line() + " " + record.reason() + " " + record.tries())
                .containsExactly("2 time-out-of-range 0", "3 bad-quotes 0");
        assertThat(suspense.count("bad-quotes,unknown-service", null)).isEqualTo(1);
        assertThat(suspense.count("bad-quotes,time-out-of-range", null)).isEqualTo(2);
        assertThatThrownBy(() -> run(retry, Map.of("of", "changes", "reason", "no-plan")))
                .isInstanceOf(Parameters.BadParameter.class)
                .hasMessageContaining("leave out reason, or of");
    }

    @Test
    void a_discarded_record_is_kept_with_its_reason_and_never_tried_again() throws IOException {
        collect("Master1.csv", call(NEW_NUMBER, MOBILE, "2026-03-10 14:00:00", 60));
        long number = suspense.open(null, null, 0, 1).get(0).suspenseId();
        assertThat(suspense.discard(number, "a test call of the switch's vendor"))
                .isTrue();
        assertThat(suspense.discard(number, "twice")).isFalse();

        assignNewNumber();
        run(retry, Map.of());
        assertThat(charges()).isEmpty();
        SuspendedRecord kept = suspense.find(number).orElseThrow();
        assertThat(kept.state()).isEqualTo("discarded");
        assertThat(kept.note()).isEqualTo("a test call of the switch's vendor");
        assertThat(kept.tries()).isZero();
        assertThat(new String(kept.raw(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("2026-03-10 14:00:00");
        assertThat(files.totals().equation())
                .isEqualTo("read 1 = rated 0 + suspended 1 + duplicate 0 + filtered 0 + held 0");
    }

    @Test
    void more_records_than_a_transaction_takes_are_all_tried_once() throws IOException {
        String[] calls = new String[2_500];
        for (int i = 0; i < calls.length; i++) {
            String minute = String.format("%02d:%02d", i / 60 % 24, i % 60);
            calls[i] = call(NEW_NUMBER, MOBILE, "2026-03-" + (10 + i / 1440) + " " + minute + ":00", 60);
        }
        collect("Master1.csv", calls);
        assertThat(suspense.count(null, null)).isEqualTo(2_500);
        assignNewNumber();
        run(retry, Map.of("format", "asterisk-csv"));
        assertThat(suspense.count(null, null)).isZero();
        // 2,500 calls of one minute at 1.90 RUB
        assertThat(files.totals().amountMicros()).isEqualTo(Map.of("RUB", 4_750_000_000L));
        assertThat(files.totals().equation())
                .isEqualTo("read 2500 = rated 2500 + suspended 0 + duplicate 0 + filtered 0 + held 0");
    }
}
