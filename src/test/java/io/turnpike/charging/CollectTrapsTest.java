package io.turnpike.charging;

import static io.turnpike.charging.OneSubscriber.NUMBER;
import static io.turnpike.charging.OneSubscriber.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.customers.CustomerImport;
import io.turnpike.database.DatabaseTest;
import io.turnpike.jobs.JobFile;
import io.turnpike.jobs.Parameters;
import io.turnpike.jobs.Progress;
import io.turnpike.jobs.RunWatcher;
import io.turnpike.jobs.Runs;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.Inbox;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.files.Measure;
import io.turnpike.mediation.files.SequenceGap;
import io.turnpike.mediation.suspense.Suspense;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files that are damaged, come twice at once, come to the wrong place, or do not come. */
@DatabaseTest
class CollectTrapsTest {
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
    private ChargeExplanation explanation;

    @Autowired
    private CallIntake intake;

    @TempDir
    private Path folder;

    @BeforeEach
    void emptyBooks() {
        jdbc.sql("truncate operator, input_file, usage_charge, usage_correction, usage_counter, unsettled,"
                        + " counter_opening, settled_through, run cascade")
                .update();
        OneSubscriber.create(customers);
    }

    private Path inbox(String format) throws IOException {
        return Files.createDirectories(folder.resolve("inbox").resolve(format));
    }

    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final Map<String, Long> expected = new ConcurrentHashMap<>();
    private final Map<String, Long> counted = new ConcurrentHashMap<>();
    private final AtomicLong done = new AtomicLong();

    private Runs.Outcome run(Map<String, String> parameters, int partitions) {
        JobFile job = new JobFile(
                "test", "", List.of(), List.of(new JobFile.StepLine(collect.word(), collect, partitions, Map.of())));
        return runs.start(job, new Parameters(parameters), new RunWatcher() {
            @Override
            public Progress stepBegins(String step) {
                return new Progress() {
                    @Override
                    public void expect(long units, String unit) {
                        expected.merge(unit, units, Long::sum);
                    }

                    @Override
                    public void advance(long units) {
                        done.addAndGet(units);
                    }

                    @Override
                    public void counted(long things, String unit) {
                        counted.merge(unit, things, Long::sum);
                    }

                    @Override
                    public void note(String fact) {
                        notes.add(fact);
                    }
                };
            }

            @Override
            public void stepEnds(String step) {}
        });
    }

    private long collectInbox(int partitions) {
        Runs.Outcome outcome = run(Map.of("inbox", folder.resolve("inbox").toString()), partitions);
        assertThat(outcome.message()).isEmpty();
        assertThat(outcome.state()).isEqualTo("completed");
        return outcome.runId();
    }

    @Test
    void a_gzip_file_that_breaks_off_is_refused_as_a_whole_and_the_files_after_it_are_taken() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write((call(NUMBER, LOCAL, "2026-03-10 12:00:00", 61) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = packed.toByteArray();
        Files.write(inbox("asterisk-csv").resolve("Master1.csv.gz"), Arrays.copyOf(whole, whole.length - 12));
        Files.writeString(
                inbox("asterisk-csv").resolve("Master2.csv"), call(NUMBER, LOCAL, "2026-03-11 12:00:00", 9) + "\n");
        long run = collectInbox(1);
        assertThat(files.totals().equation())
                .isEqualTo("read 1 = rated 1 + suspended 0 + duplicate 0 + filtered 0 + held 0");
        assertThat(intake.ofRun(run).doubtful())
                .extracting(file ->
                        file.name() + " " + file.state() + ": " + file.reason().orElse(""))
                .containsExactly("Master1.csv.gz refused: it is no whole gzip file (Unexpected end of ZLIB input"
                        + " stream): have it delivered again");
        assertThat(runs.refused(runs.find(run).orElseThrow()))
                .containsExactly(
                        "Master1.csv.gz (asterisk-csv) is refused, nothing of it was charged: it is no whole gzip"
                                + " file (Unexpected end of ZLIB input stream): have it delivered again");

        Files.write(inbox("asterisk-csv").resolve("Master1.csv.gz"), whole);
        collectInbox(1);
        assertThat(files.totals().of(Fate.RATED).records()).isEqualTo(2);
    }

    @Test
    void two_records_in_suspense_with_the_same_key_that_start_at_other_times_are_two() throws IOException {
        // the columns that tell duplicates of freeswitch-csv are [uuid]; a switch that counts began again
        String first = "\"A\",\"+4930999001\",\"112\",\"default\",\"2026-03-02 10:00:00\",\"2026-03-02 10:00:00\","
                + "\"2026-03-02 10:00:09\",\"9\",\"9\",\"NORMAL_CLEARING\",\"u-1\",\"\", \"\"";
        String second = first.replace("2026-03-02", "2026-03-03");
        Files.writeString(inbox("freeswitch-csv").resolve("Master.csv"), first + "\n" + second + "\n" + first + "\n");
        collectInbox(1);
        assertThat(files.totals().equation())
                .isEqualTo("read 3 = rated 0 + suspended 2 + duplicate 1 + filtered 0 + held 0");
        assertThat(suspense.duplicates(10))
                .extracting(record -> record.line() + " is line " + record.firstLine())
                .containsExactly("3 is line 1");
    }

    @Test
    void a_run_says_by_format_what_it_took_in_and_which_files_of_a_sequence_are_missing() throws IOException {
        Path sample =
                Path.of(System.getProperty("turnpike.home", "."), "readers/fixed-width-switch/SWITCH01.00000317.cdr");
        String text = Files.readString(sample);
        Files.writeString(inbox("fixed-width-switch").resolve("SWITCH01.00000317.cdr"), text);
        Files.writeString(inbox("fixed-width-switch").resolve("SWITCH01.00000320.cdr"), text.replace("\n", "\r\n"));
        Files.writeString(
                inbox("asterisk-csv").resolve("Master1.csv"), call(NUMBER, LOCAL, "2026-03-10 12:00:00", 61) + "\n");
        long run = collectInbox(2);
        CallIntake.Intake taken = intake.ofRun(run);
        assertThat(taken.formats())
                .extracting(each -> each.format() + " " + each.files())
                .containsExactly("asterisk-csv 1", "fixed-width-switch 2");
        assertThat(taken.totals()).isEqualTo(files.totals());
        assertThat(taken.missing())
                .extracting(each -> each.series().series() + " " + each.gaps())
                .containsExactly("SWITCH01 " + List.of(new SequenceGap(318, 319, 2)));
        assertThat(intake.ofRun(run + 1))
                .isEqualTo(new CallIntake.Intake(List.of(), ControlTotals.NONE, List.of(), List.of()));
    }

    @Test
    void the_same_calls_in_two_files_taken_in_at_the_same_time_are_charged_once() throws IOException {
        List<String> calls = IntStream.range(0, 60_000)
                .mapToObj(i -> call(
                        NUMBER,
                        "7916" + (1_000_000 + i),
                        String.format("2026-03-10 %02d:%02d:%02d", i / 3600, i / 60 % 60, i % 60),
                        61))
                .toList();
        Files.writeString(inbox("asterisk-csv").resolve("Master1.csv"), String.join("\n", calls) + "\n");
        Files.writeString(inbox("asterisk-csv").resolve("Master2.csv"), String.join("\r\n", calls) + "\r\n");
        collectInbox(2);
        assertThat(files.totals().equation())
                .isEqualTo("read 120000 = rated 60000 + suspended 0 + duplicate 60000 + filtered 0 + held 0");
    }

    @Test
    void two_partitions_that_have_the_same_calls_in_opposite_order_do_not_wait_for_each_other() throws IOException {
        List<String> calls = new ArrayList<>(IntStream.range(0, 20_000)
                .mapToObj(i -> call(
                        NUMBER,
                        "7916" + (1_000_000 + i),
                        String.format("2026-03-10 %02d:%02d:%02d", i / 3600, i / 60 % 60, i % 60),
                        61))
                .toList());
        Files.writeString(inbox("asterisk-csv").resolve("Master1.csv"), String.join("\n", calls) + "\n");
        Collections.reverse(calls);
        Files.writeString(inbox("asterisk-csv").resolve("Master2.csv"), String.join("\n", calls) + "\n");
        collectInbox(2);
        assertThat(files.totals().equation())
                .isEqualTo("read 40000 = rated 20000 + suspended 0 + duplicate 20000 + filtered 0 + held 0");
    }

    @Test
    void the_parts_of_a_call_add_up_in_every_file_though_its_sum_is_rounded_once() throws IOException {
        Files.writeString(inbox("mvts").resolve("mvts_a_0001.log"), part("1", "0", "10:00:00.0", "3600.4") + "\n");
        Files.writeString(inbox("mvts").resolve("mvts_a_0002.log"), part("2", "1", "11:00:00.4", "60.4") + "\n");
        long run = collectInbox(1);
        assertThat(jdbc.sql("select quantity from usage_charge")
                        .query(Long.class)
                        .list())
                .containsExactly(files.totals().of(Fate.RATED).seconds());
        assertThat(files.totals().equation(Measure.SECONDS))
                .isEqualTo("read 3661 = rated 3661 + suspended 0 + duplicate 0 + filtered 0 + held 0");
        assertThat(jdbc.sql("select seconds_held from input_file")
                        .query(Long.class)
                        .list())
                .containsExactly(0L, 0L);
        assertThat(intake.ofRun(run).totals()).isEqualTo(files.totals());
    }

    @Test
    void parts_delivered_again_are_duplicates_while_they_wait_and_when_their_call_is_charged() throws IOException {
        String one = part("1", "0", "10:00:00.0", 3600);
        String two = part("2", "1", "11:00:00.0", 61);
        Files.writeString(inbox("mvts").resolve("mvts_a_0001.log"), one + "\n");
        Files.writeString(inbox("mvts").resolve("mvts_a_0002.log"), one + "\r\n");
        collectInbox(1);
        assertThat(files.totals().equation())
                .isEqualTo("read 2 = rated 0 + suspended 0 + duplicate 1 + filtered 0 + held 1");
        assertThat(files.totals().equation(Measure.SECONDS))
                .isEqualTo("read 7200 = rated 0 + suspended 0 + duplicate 3600 + filtered 0 + held 3600");
        assertThat(suspense.duplicates(10))
                .extracting(record -> record.fileId() + ":" + record.line() + " is " + record.firstFileId() + ":"
                        + record.firstLine())
                .hasSize(1);

        Files.writeString(inbox("mvts").resolve("mvts_a_0003.log"), one + " \n" + two + "\n" + two + " \n");
        collectInbox(1);
        assertThat(files.totals().equation())
                .isEqualTo("read 5 = rated 2 + suspended 0 + duplicate 3 + filtered 0 + held 0");
        assertThat(files.totals().equation(Measure.SECONDS))
                .isEqualTo("read 10922 = rated 3661 + suspended 0 + duplicate 7261 + filtered 0 + held 0");
        assertThat(files.totals().of(Fate.RATED).seconds()).isEqualTo(3661);
        // of the three files that hold part 1 the third has the smallest SHA-256
        assertThat(placesOfTheOneCharge()).containsExactlyInAnyOrder("mvts_a_0003.log:1", "mvts_a_0003.log:2");

        Files.writeString(inbox("mvts").resolve("mvts_a_0004.log"), two + "\r\n" + one + "\r\n");
        collectInbox(1);
        assertThat(files.totals().equation())
                .isEqualTo("read 7 = rated 2 + suspended 0 + duplicate 5 + filtered 0 + held 0");
        assertThat(files.totals().of(Fate.RATED).seconds()).isEqualTo(3661);
    }

    /** Every place an explanation names. */
    private List<String> placesOfTheOneCharge() {
        ExplainedUsage.Source source = jdbc.sql(
                        "select f.name, c.line_number from usage_charge c join input_file f on f.file_id = c.file_id")
                .query((row, number) -> explanation.usage(new ChargeId.OfRecord(row.getString(1), row.getLong(2))))
                .single()
                .get(0)
                .source();
        List<String> places = new ArrayList<>();
        places.add(source.file() + ":" + source.line());
        source.otherParts().forEach(part -> places.add(part.file() + ":" + part.line()));
        return places;
    }

    @Test
    void a_call_whose_rest_never_comes_is_charged_when_the_wait_is_over_though_no_file_comes_any_more()
            throws IOException {
        Files.writeString(inbox("mvts").resolve("mvts_a_0001.log"), part("1", "0", "10:00:00.0", 3600) + "\n");
        collectInbox(2);
        collectInbox(2);
        assertThat(files.totals().equation())
                .isEqualTo("read 1 = rated 0 + suspended 0 + duplicate 0 + filtered 0 + held 1");
        jdbc.sql("update held_part set held_at = held_at - interval '27 hours'").update(); // mvts holds for 26
        collectInbox(2);
        assertThat(files.totals().equation())
                .isEqualTo("read 1 = rated 1 + suspended 0 + duplicate 0 + filtered 0 + held 0");
        assertThat(files.totals().of(Fate.RATED).seconds()).isEqualTo(3600);

        Files.writeString(inbox("mvts").resolve("mvts_a_0002.log"), part("2", "1", "11:00:00.0", 61) + "\n");
        collectInbox(2);
        assertThat(files.totals().of(Fate.RATED).seconds()).isEqualTo(3661);
        assertThat(files.totals().of(Fate.RATED).records()).isEqualTo(2);
    }

    private static String part(String number, String last, String time, int seconds) {
        return part(number, last, time, String.valueOf(seconds));
    }

    private static String part(String number, String last, String time, String seconds) {
        return "CONFID=c, CALLID=1, SRC-NAME=abon-1, DST-NAME=out, SRC-NUMBER-BILL=" + NUMBER
                + ", DST-NUMBER-BILL=74957654321, CONNECT-TIME=" + time + " MSK Tue Mar 10 2026, ELAPSED-TIME="
                + seconds
                + ", PART=" + number + ", PART-LAST=" + last;
    }

    @Test
    void a_file_in_a_folder_that_no_reader_is_named_after_is_told_with_the_name_meant() throws IOException {
        Files.writeString(inbox("asterix-csv").resolve("Master1.csv"), "x\n");
        inbox("old");
        collectInbox(2);
        assertThat(notes).hasSize(1);
        assertThat(notes.get(0))
                .startsWith("WARNING 1 files wait in " + folder.resolve("inbox/asterix-csv")
                        + ": no reader 'asterix-csv': did you mean 'asterisk-csv'?");
    }

    @Test
    void a_file_belongs_to_one_partition_whatever_was_put_away_and_its_copies_to_the_same() throws IOException {
        for (int i = 0; i < 20; i++) {
            Files.writeString(inbox("asterisk-csv").resolve("Master" + i + ".csv"), "file " + i % 10);
        }
        List<Inbox.Delivery> all = new Inbox(folder.resolve("inbox")).deliveries(List.of("asterisk-csv"));
        List<Inbox.Delivery> first = Inbox.share(all, 0, 2);
        for (Inbox.Delivery taken : first) {
            Files.delete(taken.path());
        }
        List<Inbox.Delivery> second = Inbox.share(all, 1, 2);
        assertThat(Stream.concat(first.stream(), second.stream())).containsExactlyInAnyOrderElementsOf(all);
        assertThat(first).isNotEmpty().hasSizeLessThan(20);
        assertThat(first.stream().map(CollectTrapsTest::copyOf).toList())
                .containsExactlyInAnyOrderElementsOf(first.stream()
                        .map(file -> String.valueOf(file.path().getFileName()))
                        .toList());
    }

    /** The other file of the same content. */
    private static String copyOf(Inbox.Delivery file) {
        int number = Integer.parseInt(String.valueOf(file.path().getFileName()).replaceAll("\\D", ""));
        return "Master" + (number + 10) % 20 + ".csv";
    }

    @Test
    void the_way_is_told_in_bytes_of_the_files_and_ends_where_it_was_expected_to() throws IOException {
        String text = call(NUMBER, LOCAL, "2026-03-10 12:00:00", 61) + "\n";
        Path plain = Files.writeString(inbox("asterisk-csv").resolve("Master1.csv"), text);
        Path again = Files.writeString(inbox("asterisk-csv").resolve("Master2.csv"), text);
        Path packed = inbox("asterisk-csv").resolve("Master3.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(text.repeat(100_000).getBytes(StandardCharsets.UTF_8));
        }
        Path refused = Files.write(inbox("asterisk-csv").resolve("Master4.csv"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        long bytes = 0;
        for (Path file : List.of(plain, again, packed, refused)) {
            bytes += Files.size(file);
        }
        collectInbox(2);
        assertThat(expected).isEqualTo(Map.of("bytes", bytes));
        assertThat(done.get()).isEqualTo(bytes);
        assertThat(counted).isEqualTo(Map.of("records", 100_001L)); // of two equal files one is not read
    }

    @Test
    void a_folder_or_an_unknown_reader_is_told_before_anything_is_done() {
        refused(Map.of("file", folder.toString(), "format", "asterisk-csv"), folder + " is a folder");
        refused(Map.of("file", folder.resolve("none").toString(), "format", "asterisk-csv"), "--file: cannot read ");
        refused(Map.of("file", "pom.xml"), "--format is missing");
        refused(Map.of("file", "pom.xml", "format", "asterisk-cvs"), "did you mean 'asterisk-csv'");
        refused(Map.of("inbox", folder.resolve("none").toString()), "--inbox: there is no folder ");
        assertThat(runs.latest(1)).isEmpty();
    }

    private void refused(Map<String, String> parameters, String why) {
        assertThatThrownBy(() -> run(parameters, 1))
                .isInstanceOf(Parameters.BadParameter.class)
                .hasMessageContaining(why);
    }
}
