package io.turnpike.mediation.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.mediation.layout.LineBlock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layouts that no shipped reader has, as sources write them. */
class LayoutsOfOwnTest {
    private static List<String> read(String yaml, String... lines) {
        ReadResults results = new ReadResults();
        CallDecoder decoder = new CallDecoder(Formats.of(yaml), Checkpoint.START);
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        decoder.decode(LineBlock.whole(bytes), results);
        List<String> found = new ArrayList<>(results.take());
        found.addAll(decoder.finish().complaints());
        return found;
    }

    @Test
    void quotes_that_are_not_doubled_are_read_where_the_reader_says_so() {
        String lenient = Formats.SIMPLE.replace("  quote: '\"'\n", "  quote: '\"'\n  quotes: lenient\n");
        String[] lines = {
            "\"1\";\"2026-03-02 10:00:05\";\"\"Anna\" <100>\";\"112\";\"9\";\"\"",
            "\"2\" ; \"2026-03-02 10:00:05\" ; \"a\"b\" ; \"say \"hi\"\" ; \"9\"",
            "3;2026-03-02 10:00:05;100;112;\"9",
        };
        assertThat(read(lenient, lines))
                .containsExactly(
                        "voice outgoing \"Anna\" <100> -> 112 2026-03-02T09:00:05Z 9 s key 1",
                        "voice outgoing a\"b -> say \"hi\" 2026-03-02T09:00:05Z 9 s key 2",
                        "rejected bad-quotes: at column 5");
        assertThat(read(Formats.SIMPLE, lines)).allMatch(result -> result.startsWith("rejected bad-quotes"));
    }

    @Test
    void values_of_key_value_lines_may_hold_the_delimiter_in_quotes_and_quotes_that_are_not_doubled() {
        String yaml = Formats.SIMPLE
                .replace("layout: delimited", "layout: key-value")
                .replace("delimiter: semicolon", "delimiter: comma")
                .replace("  columns: [id, start, a, b, seconds, flag]\n", "")
                .replace("  quote: '\"'\n", "  quote: '\"'\n  quotes: lenient\n");
        assertThat(read(
                        yaml,
                        "id=1, name=\"Petrova, \"Anna\"\", start=2026-03-02 10:00:05, a=100, b=112, seconds=9, flag=a=b",
                        "seconds=9,b=112,a=\"1,0,0\",start=2026-03-02 10:00:05,id=2,",
                        "id=3,start=2026-03-02 10:00:05,a=100,b=112,seconds",
                        "id=4,a=,start=2026-03-02 10:00:05,a=100,b=112,seconds=9,x=1,x=2",
                        "id=5,start=2026-03-02 10:00:05,a=100,b=112,seconds=9,a=200"))
                .containsExactly(
                        "voice outgoing 100 -> 112 2026-03-02T09:00:05Z 9 s key 1",
                        "voice outgoing 1,0,0 -> 112 2026-03-02T09:00:05Z 9 s key 2",
                        "rejected bad-pair: at column 5",
                        "voice outgoing 100 -> 112 2026-03-02T09:00:05Z 9 s key 4",
                        "rejected bad-pair: at column 6");
    }

    @Test
    void records_of_several_types_are_told_apart_by_a_field() {
        String yaml = Formats.SIMPLE
                        .replace("delimiter: semicolon", "delimiter: \"|\"")
                        .replace("  columns: [id, start, a, b, seconds, flag]\n", """
                          columns-by-type:
                            at: 2
                            types:
                              MOC: [id, type, a, b, start, seconds]
                              "MT*": [id, type, b, a, x, y, start, seconds]
                              SMS: [id, type]
                        """)
                + "records: { never: { type: SMS } }\n";
        assertThat(read(
                        yaml,
                        "1|MOC|100|112|2026-03-02 10:00:05|9",
                        "2|MTC|112|100|||2026-03-02 10:00:05|10",
                        "3|SMS|100|112|2026-03-02 10:00:05|9",
                        "4|USSD|100",
                        "5"))
                .containsExactly(
                        "voice outgoing 100 -> 112 2026-03-02T09:00:05Z 9 s key 1",
                        "voice outgoing 100 -> 112 2026-03-02T09:00:05Z 10 s key 2",
                        "filtered type",
                        "rejected unknown-type",
                        "rejected unknown-type");
    }

    @Test
    void calls_messages_and_traffic_of_one_file_are_each_measured_in_their_own_unit() {
        String mixed = Formats.SIMPLE.replace(
                "usage: voice", "usage: { column: flag, words: { C: voice, S: message, G: internet } }");
        Problems problems = new Problems();
        Readers.read("test", Formats.file(mixed), problems);
        assertThat(problems.all())
                .extracting(problem -> problem.message())
                .containsExactly("message is measured in events", "internet is measured in bytes");

        assertThat(read(
                        mixed + "quantity-of: { message: { each: 1 event }, internet: { column: seconds, unit: KiB,"
                                + " fraction: up, empty: zero } }\n",
                        "1;2026-03-02 10:00:05;100;112;61;C",
                        "2;2026-03-02 10:00:05;100;112;61;S",
                        "3;2026-03-02 10:00:05;100;112;61;G",
                        "4;2026-03-02 10:00:05;100;112;;G",
                        "5;2026-03-02 10:00:05;100;112;;C"))
                .containsExactly(
                        "voice outgoing 100 -> 112 2026-03-02T09:00:05Z 61 s key 1",
                        "message outgoing 100 -> 112 2026-03-02T09:00:05Z 1 event key 2",
                        "internet outgoing 100 -> 112 2026-03-02T09:00:05Z 62464 B key 3", // 61 * 1024
                        "internet outgoing 100 -> 112 2026-03-02T09:00:05Z 0 B key 4",
                        "rejected empty-field seconds: empty");
    }

    @Test
    void fixed_width_records_of_several_types_have_columns_of_their_own() {
        String yaml = Formats.SIMPLE
                .replace("layout: delimited", "layout: fixed-width")
                .replace("  delimiter: semicolon\n", "")
                .replace("  quote: '\"'\n", "")
                .replace("  columns: [id, start, a, b, seconds, flag]\n", """
                          columns-by-type:
                            at: 1-2
                            types:
                              "20": { id: 3-6, start: 7-20, a: 21-31, b: 32-42, seconds: 43-47 }
                              "3": { id: 2-5, b: 6-16, a: 17-27, start: 28-41, seconds: 42-46 }
                        """)
                .replace("format: yyyy-MM-dd HH:mm:ss", "format: yyyyMMddHHmmss");
        assertThat(read(
                        yaml,
                        "20000120260302100005749512300017916123456700009",
                        "20000220260302100005749512300017916123456",
                        "3 0003"))
                .containsExactly(
                        "voice outgoing 74951230001 -> 79161234567 2026-03-02T09:00:05Z 9 s key 0001",
                        "rejected short-line: at column 4",
                        "rejected short-line: at column 2");
    }

    @Test
    void of_files_put_together_every_trailer_counts_and_the_last_part_needs_one_too() {
        String yaml = Formats.SIMPLE.replace(
                "lines: { longest-bytes: 200 }",
                "lines: { opening: HDR, trailer: { starts-with: TRL, several: yes, count: 2, sum: 3 } }");
        String[] two = {
            "HDR",
            "1;2026-03-02 10:00:05;100;112;9",
            "TRL;1;9",
            "HDR",
            "2;2026-03-02 11:00:05;100;112;5",
            "3;2026-03-02 12:00:05;100;112;6",
            "TRL;2;11"
        };
        assertThat(read(yaml, two)).hasSize(3).allMatch(result -> result.startsWith("voice"));
        assertThat(read(yaml, Arrays.copyOf(two, 6)))
                .contains("there is no trailer line 'TRL…' behind the last records: the file is not complete")
                .contains("the trailers up to line 3 say 1 records, the file has 3");
        two[2] = "TRL;2;9";
        assertThat(read(yaml, two)).endsWith("the trailers up to line 7 say 4 records, the file has 3");

        // the same read line by line, with a restart after each
        two[2] = "TRL;1;9";
        Checkpoint at = Checkpoint.START;
        for (String line : two) {
            CallDecoder decoder = new CallDecoder(Formats.of(yaml), Checkpoint.of(at.text()));
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            decoder.decode(new LineBlock(bytes, bytes.length, at.offset(), false, 0), new ReadResults());
            at = decoder.checkpoint();
        }
        assertThat(new CallDecoder(Formats.of(yaml), at).finish().complaints()).isEmpty();
    }

    @Test
    void addresses_written_as_numbers_are_owners_and_parties() {
        String yaml = Formats.SIMPLE.replace("owner: { outgoing: calling, incoming: called }", """
                        owner: { column: a, kind: address, party: b }
                        addresses: { a: little-endian, b: big-endian }""");
        assertThat(read(
                        yaml,
                        "1;2026-03-02 10:00:05;124846283;3405803783;9",
                        "2;2026-03-02 10:00:05;-2147483393;-889163513;9",
                        "3;2026-03-02 10:00:05;0;3405803783;9",
                        "4;2026-03-02 10:00:05;4294967296;3405803783;9",
                        "5;2026-03-02 10:00:05;10.0.0.1;3405803783;9"))
                .containsExactly(
                        "voice outgoing address:203.0.113.7 -> 203.0.113.7 2026-03-02T09:00:05Z 9 s key 1",
                        // 0x800000FF backwards is 255.0.0.128
                        "voice outgoing address:255.0.0.128 -> 203.0.113.7 2026-03-02T09:00:05Z 9 s key 2",
                        "rejected no-owner a: '0'",
                        "rejected bad-number a: '4294967296'",
                        "rejected bad-number a: '10.0.0.1'");
    }

    @Test
    void times_in_milliseconds_are_dropped_to_the_second_and_durations_between_them_are_not() {
        String yaml = Formats.SIMPLE.replaceFirst("start: \\{.*", "start: { column: start, format: epoch-millis }");
        assertThat(read(yaml, "1;1772442005999;100;112;9", "2;1772442005.9;100;112;9", "3;-1;100;112;9"))
                .containsExactly(
                        "voice outgoing 100 -> 112 2026-03-02T09:00:05Z 9 s key 1",
                        "rejected bad-time start: '1772442005.9'",
                        "rejected bad-time start: '-1'");
    }

    @Test
    void lenient_quotes_between_blanks_are_refused_where_the_reader_is_written() {
        Problems problems = new Problems();
        Readers.read(
                "test",
                Formats.file(Formats.SIMPLE
                        .replace("delimiter: semicolon", "delimiter: blanks")
                        .replace("  quote: '\"'\n", "  quote: '\"'\n  quotes: lenient\n")),
                problems);
        assertThat(problems.render()).contains("lenient quotes cannot be told from others between blanks");
    }
}
