package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.customers.ChangeSet;
import io.turnpike.customers.CustomerImport;
import io.turnpike.customers.ImportOptions;
import io.turnpike.database.DatabaseTest;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.jobs.StepKind;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.files.Measure;
import io.turnpike.mediation.suspense.Suspense;
import io.turnpike.usage.IdentifierKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Of two deliveries of a record the charge names the one whose file has the smaller SHA-256, in whatever order they come. */
@DatabaseTest
class SecondDeliveriesTest {
    private static final String LOCAL = "84957654321";
    private static final String NEW_NUMBER = "74951230099";
    private static final String BERLIN_NUMBER = "4930555001";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Runs runs;

    @Autowired
    private CustomerImport customers;

    @Autowired
    private InputFiles files;

    @Autowired
    private CallIntake intake;

    @Autowired
    private Suspense suspense;

    @Autowired
    private CollectCalls collect;

    @Autowired
    private SuspenseRetry retry;

    @TempDir
    private Path folder;

    private int deliveries;

    @BeforeEach
    void emptyBooks() {
        jdbc.sql("truncate operator, input_file, usage_charge, usage_correction, usage_counter, unsettled, run cascade")
                .update();
        OneSubscriber.create(customers);
    }

    /** A file of a format; others differ in their line ends, and so in their SHA-256. */
    private record Delivery(String format, String name, String text) {
        Delivery again(UnaryOperator<String> change) {
            return new Delivery(format, name, change.apply(text));
        }
    }

    private long deliver(Delivery delivery) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox/" + delivery.format));
        Files.writeString(inbox.resolve(delivery.name.replace("#", "000" + ++deliveries)), delivery.text);
        return run(collect, Map.of("inbox", folder.resolve("inbox").toString()));
    }

    private long run(StepKind kind, Map<String, String> parameters) {
        JobFile job = new JobFile("test", "", List.of(), List.of(new JobFile.StepLine(kind.word(), kind, 1, Map.of())));
        Runs.Outcome outcome = runs.start(job, new Parameters(parameters), RunWatcher.NONE);
        assertThat(outcome.message()).isEmpty();
        return outcome.runId();
    }

    /** What each charge names, and what each file counts, by the SHA-256 of files. */
    private List<String> books() {
        List<String> books = new ArrayList<>(jdbc.sql("""
            select f.sha256 || ':' || c.line_number || ' ' || c.usage_time::text || ' ' || c.quantity
            from usage_charge c
            join input_file f on f.file_id = c.file_id
            order by c.usage_time
            """).query(String.class).list());
        books.addAll(jdbc.sql("""
            select sha256 || ' rated ' || records_rated || ' duplicate ' || records_duplicate || ' suspended '
                || records_suspended || ' held ' || records_held || ' seconds ' || seconds_rated
            from input_file
            order by sha256
            """).query(String.class).list());
        return books;
    }

    private String smallest() {
        return jdbc.sql("select min(sha256) from input_file")
                .query(String.class)
                .single();
    }

    /** Plays both orders; the books must be the same, and every charge of the smallest file. */
    private List<String> bothOrders(Delivery one, Delivery other, Runnable between, int charges) throws IOException {
        deliver(one);
        between.run();
        deliver(other);
        run(retry, Map.of());
        List<String> books = books();
        assertThat(books.subList(0, charges)).allMatch(line -> line.startsWith(smallest()));
        emptyBooks();
        deliver(other);
        between.run();
        deliver(one);
        run(retry, Map.of());
        assertThat(books()).isEqualTo(books);
        return books;
    }

    @Test
    void calls_delivered_again_are_of_the_file_with_the_smaller_hash() throws IOException {
        Delivery one = new Delivery(
                "asterisk-csv",
                "Master#.csv",
                call(NUMBER, LOCAL, "2026-03-10 12:00:00", 61) + "\n" + call(NUMBER, LOCAL, "2026-03-10 13:00:00", 9)
                        + "\n");
        List<String> books = bothOrders(one, one.again(text -> text.replace("\n", "\r\n")), () -> {}, 2);
        assertThat(books.subList(2, 4))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(" rated 2 duplicate 0 suspended 0 held 0 seconds 70"),
                        second -> assertThat(second).endsWith(" rated 0 duplicate 2 suspended 0 held 0 seconds 0"));
    }

    @Test
    void a_call_that_waited_in_suspense_is_of_the_file_with_the_smaller_hash() throws IOException {
        Delivery one =
                new Delivery("asterisk-csv", "Master#.csv", call(NEW_NUMBER, LOCAL, "2026-03-10 12:00:00", 61) + "\n");
        Delivery other = one.again(text -> text.replace("\n", "\r\n"));
        // its number is entered after the first delivery: one is charged at once, the other out of suspense
        bothOrders(one, other, this::assign, 1);
        // its number is entered after both: one waits, and only one
        emptyBooks();
        deliver(one);
        deliver(other);
        assertThat(files.totals().equation())
                .isEqualTo("read 2 = rated 0 + suspended 1 + duplicate 1 + filtered 0 + held 0");
        assign();
        run(retry, Map.of());
        List<String> books = books();
        assertThat(books.get(0)).startsWith(smallest());
        emptyBooks();
        deliver(other);
        deliver(one);
        assign();
        run(retry, Map.of());
        assertThat(books()).isEqualTo(books);
    }

    private void assign() {
        assign(NEW_NUMBER);
    }

    private void assign(String number) {
        customers.run(
                new ChangeSet()
                        .assign(
                                OneSubscriber.PHONE,
                                IdentifierKind.NUMBER,
                                number,
                                Instant.parse("2026-02-28T21:00:00Z"),
                                Optional.empty()),
                ImportOptions.STRICT);
    }

    @Test
    void a_call_in_parts_delivered_again_is_of_the_first_part_in_the_file_with_the_smaller_hash() throws IOException {
        Delivery one = new Delivery(
                "mvts", "mvts_a_#.log", part("1", "0", "10:00:00.0", 3600) + part("2", "1", "11:00:00.0", 61));
        bothOrders(one, one.again(text -> text.replace("\n", "\r\n")), () -> {}, 1);
    }

    @Test
    void what_rounding_a_call_in_parts_makes_different_goes_with_its_first_part() throws IOException {
        // rounded up: 1201 + 31, and 1231 once for the sum of 1230.7: the first part counts 1200
        String call = part("1", "0", "10:00:00.0", "1200.3") + part("2", "1", "10:20:00.0", "30.4");
        List<Delivery> deliveries = Stream.of("d", "e", "f")
                .map(other -> part("0", "1", "12:00:00.0", "9").replace("CONFID=c", "CONFID=" + other))
                .map(other -> new Delivery("mvts", "mvts_a_#.log", call + other))
                .toList();
        for (List<Integer> order :
                List.of(List.of(0, 1, 2), List.of(0, 2, 1), List.of(1, 0, 2), List.of(1, 2, 0), List.of(2, 1, 0))) {
            emptyBooks();
            for (int next : order) {
                deliver(deliveries.get(next));
                assertThat(secondsByFile("f.seconds_rated")).isEqualTo(secondsByFile("sum(c.quantity)"));
            }
            // each file says 1201 + 31 + 9, and that of the charge, which was rounded once, 1231 + 9
            assertThat(secondsByFile("f.seconds_read").values()).containsExactlyInAnyOrder(1240L, 1241L, 1241L);
            assertThat(secondsByFile("f.seconds_duplicate").values()).containsExactlyInAnyOrder(0L, 1232L, 1232L);
            assertThat(files.totals().equation(Measure.SECONDS))
                    .isEqualTo("read 3722 = rated 1258 + suspended 0 + duplicate 2464 + filtered 0 + held 0");
        }
    }

    private Map<String, Long> secondsByFile(String what) {
        Map<String, Long> seconds = new TreeMap<>();
        jdbc.sql("select f.sha256, " + what
                        + " from input_file f join usage_charge c on c.file_id = f.file_id group by f.file_id")
                .query(row -> {
                    seconds.put(row.getString(1), row.getLong(2));
                });
        return seconds;
    }

    @Test
    void a_run_tells_what_it_did_itself_and_all_runs_add_up_to_all_files() throws IOException {
        Delivery one = new Delivery(
                "asterisk-csv",
                "Master#.csv",
                call(NUMBER, LOCAL, "2026-03-10 12:00:00", 61) + "\n"
                        + call(NEW_NUMBER, LOCAL, "2026-03-10 13:00:00", 9) + "\n");
        Delivery other = one.again(text -> text.replace("\n", "\r\n"));
        for (List<Delivery> order : List.of(List.of(one, other), List.of(other, one))) {
            emptyBooks();
            long first = deliver(order.get(0));
            ControlTotals told = intake.ofRun(first).totals();
            assertThat(told.equation()).isEqualTo("read 2 = rated 1 + suspended 1 + duplicate 0 + filtered 0 + held 0");
            long second = deliver(order.get(1));
            assertThat(intake.ofRun(first).totals()).isEqualTo(told);
            assertThat(intake.ofRun(second).totals().equation())
                    .isEqualTo("read 2 = rated 0 + suspended 0 + duplicate 2 + filtered 0 + held 0");
            assertThat(intake.ofRun(second).totals().amountMicros()).isEmpty();
            assign();
            long third = run(retry, Map.of());
            assertThat(intake.ofRun(third).totals().equation())
                    .isEqualTo("read 0 = rated 1 + suspended -1 + duplicate 0 + filtered 0 + held 0");
            assertThat(intake.ofRun(first).totals()).isEqualTo(told);
            ControlTotals runs = Stream.of(first, second, third)
                    .map(run -> intake.ofRun(run).totals())
                    .reduce(ControlTotals.NONE, ControlTotals::plus);
            assertThat(runs).isEqualTo(files.totals());
        }
    }

    @Test
    void a_record_with_the_key_of_a_charged_one_that_says_something_else_waits_in_suspense() throws IOException {
        assign(BERLIN_NUMBER);
        Delivery one = new Delivery("freeswitch-csv", "Master#.csv", keyedByUuid(61));
        deliver(one);
        // in a file of its own, twice in one, and beside the true one
        Delivery longer = one.again(text -> keyedByUuid(99));
        deliver(longer);
        deliver(one.again(text -> longer.text() + text.replace("\n", "\r\n")));
        assertThat(jdbc.sql("select quantity from usage_charge")
                        .query(Long.class)
                        .list())
                .containsExactly(61L);
        assertThat(suspense.open(null, null, 0, 10))
                .extracting(record -> record.reason() + ": " + record.detail())
                .containsExactly(
                        "contradicts-charged: the record of the same key that is charged says voice from 4930555001 to"
                                + " 74957654321, 61 s; this one voice from 4930555001 to 74957654321, 99 s");
        String equation = "read 4 = rated 1 + suspended 1 + duplicate 2 + filtered 0 + held 0";
        assertThat(files.totals().equation()).isEqualTo(equation);
        run(retry, Map.of());
        assertThat(files.totals().equation()).isEqualTo(equation);
    }

    @Test
    void two_records_of_one_key_that_differ_both_wait_and_that_of_the_smaller_hash_is_charged() throws IOException {
        Delivery one = new Delivery("freeswitch-csv", "Master#.csv", keyedByUuid(61));
        deliver(one);
        deliver(one.again(text -> keyedByUuid(99)));
        assertThat(files.totals().equation())
                .isEqualTo("read 2 = rated 0 + suspended 2 + duplicate 0 + filtered 0 + held 0");
        assign(BERLIN_NUMBER);
        run(retry, Map.of());
        assertThat(books().get(0)).startsWith(smallest());
        assertThat(files.totals().equation())
                .isEqualTo("read 2 = rated 1 + suspended 1 + duplicate 0 + filtered 0 + held 0");
        assertThat(suspense.open(null, null, 0, 10))
                .extracting(record -> record.reason())
                .containsExactly("contradicts-charged");
    }

    @Test
    void of_many_records_of_one_key_that_differ_none_is_counted_as_a_duplicate() throws IOException {
        assign(BERLIN_NUMBER);
        Delivery one = new Delivery("freeswitch-csv", "Master#.csv", keyedByUuid(61));
        deliver(one);
        deliver(one.again(text -> keyedByUuid(99)));
        // of the same length to another number
        deliver(one.again(text -> keyedByUuid(99).replace("74957654321", "74957654322")));
        assertThat(files.totals().equation())
                .isEqualTo("read 3 = rated 1 + suspended 2 + duplicate 0 + filtered 0 + held 0");
    }

    @Test
    void which_of_two_is_charged_does_not_follow_from_where_a_page_of_the_retry_ends() throws IOException {
        Delivery one = new Delivery("freeswitch-csv", "Master#.csv", keyedByUuid(61));
        Delivery other = one.again(text -> keyedByUuid(99));
        for (List<Delivery> order : List.of(List.of(one, other), List.of(other, one))) {
            emptyBooks();
            deliver(order.get(0));
            deliver(order.get(1));
            assign(BERLIN_NUMBER);
            run(retry, Map.of("range", "1"));
            assertThat(books().get(0)).startsWith(smallest());
            assertThat(files.totals().equation())
                    .isEqualTo("read 2 = rated 1 + suspended 1 + duplicate 0 + filtered 0 + held 0");
        }
    }

    @Test
    void another_record_of_a_part_that_is_charged_waits_as_a_conflict() throws IOException {
        Delivery call = new Delivery(
                "mvts", "mvts_a_#.log", part("1", "0", "10:00:00.0", 3600) + part("2", "1", "11:00:00.0", 61));
        deliver(call);
        deliver(call.again(text -> part("1", "0", "10:00:00.0", 3601)));
        assertThat(jdbc.sql("select quantity from usage_charge")
                        .query(Long.class)
                        .list())
                .containsExactly(3661L);
        assertThat(suspense.open(null, null, 0, 10))
                .extracting(record -> record.reason() + ": " + record.detail())
                .singleElement()
                .asString()
                .startsWith("part-conflict: another record of part 1 of call");
        assertThat(files.totals().equation())
                .isEqualTo("read 3 = rated 2 + suspended 1 + duplicate 0 + filtered 0 + held 0");
    }

    /** A call of a format whose duplicate key is a word of the switch alone. */
    private static String keyedByUuid(int seconds) {
        return "\"\",\"+" + BERLIN_NUMBER
                + "\",\"0074957654321\",\"default\",\"2026-03-10 12:00:00\",\"2026-03-10 12:00:00\","
                + "\"2026-03-10 12:05:00\",\"300\",\"" + seconds + "\",\"NORMAL_CLEARING\",\"u-1\",\"\",\"\"\n";
    }

    private static String part(String number, String last, String time, int seconds) {
        return part(number, last, time, Integer.toString(seconds));
    }

    private static String part(String number, String last, String time, String seconds) {
        return "CONFID=c, CALLID=1, SRC-NAME=abon-1, DST-NAME=out, SRC-NUMBER-BILL=" + NUMBER
                + ", DST-NUMBER-BILL=74957654321, CONNECT-TIME=" + time + " MSK Tue Mar 10 2026, ELAPSED-TIME="
                + seconds
                + ", PART=" + number + ", PART-LAST=" + last + "\n";
    }
}
