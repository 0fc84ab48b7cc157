package io.turnpike.mediation.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.definitions.Problems;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.layout.Fault;
import io.turnpike.mediation.layout.LineBlock;
import io.turnpike.mediation.layout.LineBlocks;
import io.turnpike.mediation.layout.UnusableFile;
import io.turnpike.usage.UsageEvent;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallDecoderTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");

    @TempDir
    Path folder;

    private static final String WITH_HEADER = Formats.SIMPLE.replace(
            "columns: [id, start, a, b, seconds, flag]\n  lines: { longest-bytes: 200 }",
            "columns: from-header\n  lines: { header: 'id;', trailer: { starts-with: 'END', count: 2, sum: 3 } }");

    @Test
    void a_later_header_without_a_column_suspends_what_follows_it_and_spares_the_rest() {
        CallFormat format = Formats.of(WITH_HEADER);
        ReadResults results = new ReadResults();
        CallDecoder decoder = new CallDecoder(format, Checkpoint.START);
        decoder.decode(
                lines(
                        "id;start;a;b;seconds",
                        "1;2026-03-02 10:00:05;1;2;9",
                        "id;start;a;b;duration",
                        "2;2026-03-02 10:00:05;1;2;9"),
                results);
        assertThat(results.take())
                .containsExactly("voice outgoing 1 -> 2 2026-03-02T09:00:05Z 9 s key 1", "rejected no-header");
        assertThat(decoder.header()).contains("id;start;a;b;duration");
        CallDecoder restarted =
                new CallDecoder(format, Checkpoint.of(decoder.checkpoint().text()));
        assertThat(restarted.header()).contains("id;start;a;b;duration");

        // the reader mended, the record is read again with the header it stood under
        CallFormat mended = Formats.of(WITH_HEADER.replace("column: seconds", "column: duration"));
        Rejection stored = new Rejection(
                4, 75, 27, Fault.NO_HEADER, "", "", "2;2026-03-02 10:00:05;1;2;9".getBytes(StandardCharsets.UTF_8));
        CallDecoder.again(format, stored, Optional.of("id;start;a;b;duration"), results);
        CallDecoder.again(mended, stored, Optional.of("id;start;a;b;duration"), results);
        assertThat(results.take())
                .containsExactly("rejected no-header", "voice outgoing 1 -> 2 2026-03-02T09:00:05Z 9 s key 2");
    }

    @Test
    void only_a_line_that_describes_types_is_passed_over_behind_a_header() {
        CallFormat format =
                Formats.of(WITH_HEADER.replace("lines: { header: 'id;',", "lines: { header: 'id;', type-line: yes,"));
        ReadResults results = new ReadResults();
        CallDecoder decoder = new CallDecoder(format, Checkpoint.START);
        decoder.decode(
                lines(
                        "id;start;a;b;seconds",
                        "VARCHAR(50);TIMESTAMP;\"INT4\";DECIMAL(10;2);INTEGER",
                        "1;2026-03-02 10:00:05;1;2;9",
                        "id;start;a;b;seconds", // of a file without records
                        "id;start;a;b;seconds", // of one without a type line
                        "two;2026-03-02 10:00:05;1;2;9",
                        "id;start;a;b;seconds",
                        "END;2;18"),
                results);
        assertThat(results.take())
                .containsExactly(
                        "voice outgoing 1 -> 2 2026-03-02T09:00:05Z 9 s key 1",
                        "voice outgoing 1 -> 2 2026-03-02T09:00:05Z 9 s key two");
        assertThat(decoder.finish().complaints()).isEmpty();
    }

    @Test
    void a_record_behind_the_end_of_its_file_is_still_there_when_it_is_read_again() {
        CallFormat format = Formats.of(WITH_HEADER);
        Rejection stored = new Rejection(
                9, 99, 27, Fault.AFTER_TRAILER, "", "", "2;2026-03-02 10:00:05;1;2;9".getBytes(StandardCharsets.UTF_8));
        ReadResults results = new ReadResults();
        CallDecoder.again(format, stored, Optional.of("id;start;a;b;seconds"), results);
        assertThat(results.take()).containsExactly("rejected after-trailer");
    }

    @Test
    void the_sum_of_a_trailer_is_read_as_the_column_is() {
        CallFormat format = Formats.of(WITH_HEADER.replace("unit: s,", "unit: 'h:mm:ss',"));
        ReadResults results = new ReadResults();
        CallDecoder decoder = new CallDecoder(format, Checkpoint.START);
        decoder.decode(
                lines(
                        "id;start;a;b;seconds",
                        "1;2026-03-02 10:00:05;1;2;1:00:09",
                        "2;2026-03-02 10:00:05;1;2;0:00:52",
                        "END;2;1:01:01"), // 3609 + 52 = 3661 s
                results);
        assertThat(decoder.finish().complaints()).isEmpty();
    }

    private static LineBlock lines(String... lines) {
        return LineBlock.whole((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void every_sample_read_in_blocks_of_any_size_with_a_restart_after_each_gives_the_same() throws IOException {
        Map<String, CallFormat> formats = Readers.load(READERS, new Problems());
        for (CallFormat format : formats.values()) {
            for (Path sample : samples(format)) {
                List<String> whole = restarted(format, sample, 1 << 20);
                assertThat(whole).as(sample.toString()).isNotEmpty();
                for (int blockBytes : new int[] {600, 701, 1000, 4096}) {
                    assertThat(restarted(format, sample, blockBytes))
                            .as(sample + " in blocks of " + blockBytes)
                            .isEqualTo(whole);
                }
            }
        }
    }

    private static List<Path> samples(CallFormat format) throws IOException {
        try (var files = Files.list(format.file().path().getParent())) {
            return files.filter(path -> !path.toString().matches(".*\\.(yaml|md|examples|gz)"))
                    .sorted()
                    .toList();
        }
    }

    /** Reads a file with a new decoder and a new stream for each block, as after a crash. */
    private static List<String> restarted(CallFormat format, Path file, int blockBytes) throws IOException {
        Places places = new Places();
        Checkpoint at = Checkpoint.START;
        while (true) {
            try (LineBlocks blocks = LineBlocks.open(file, at.offset(), blockBytes)) {
                Optional<LineBlock> block = blocks.next();
                CallDecoder decoder = new CallDecoder(format, Checkpoint.of(at.text()));
                if (block.isEmpty()) {
                    assertThat(decoder.finish().complaints()).isEmpty();
                    places.found.add(decoder.totals().toString());
                    return places.found;
                }
                decoder.decode(block.get(), places);
                at = decoder.checkpoint();
            }
        }
    }

    @Test
    void a_redelivery_with_other_line_ends_and_compression_has_the_same_keys() throws IOException {
        CallFormat format = Readers.load(READERS, new Problems()).get("asterisk-csv");
        Path sample = READERS.resolve("asterisk-csv/Master.csv");
        Path again = folder.resolve("Master-copy.csv.gz");
        String text = Files.readString(sample);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(again))) {
            out.write(("\uFEFF" + text.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(events(format, again)).hasSize(4).isEqualTo(events(format, sample));
    }

    private static List<String> events(CallFormat format, Path file) throws IOException {
        ReadResults results = new ReadResults();
        CallDecoder decoder = new CallDecoder(format, Checkpoint.START);
        try (LineBlocks blocks = LineBlocks.open(file, 0, 1000)) {
            for (Optional<LineBlock> block = blocks.next(); block.isPresent(); block = blocks.next()) {
                decoder.decode(block.get(), results);
            }
        }
        return results.take().stream()
                .filter(text -> !text.startsWith("filtered"))
                .toList();
    }

    @Test
    void a_truncated_gzip_file_is_an_error_and_not_the_end() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 1000; i++) {
                out.write((i + ";2026-03-02 10:00:05;1;2;" + i * 31 % 977 + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Path file = folder.resolve("cut.gz");
        Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
        CallFormat format = Formats.of(Formats.SIMPLE);
        assertThatThrownBy(() -> events(format, file)).isInstanceOf(EOFException.class);
    }

    @Test
    void lines_longer_than_allowed_are_rejected_with_a_bounded_copy_and_the_next_is_read() throws IOException {
        Path file = folder.resolve("long.csv");
        String huge = "x".repeat(100_000);
        Files.writeString(file, "1;2026-03-02 10:00:05;1;2;3\n" + huge + "\n2;2026-03-02 10:00:05;1;2;3\n" + huge);
        Places places = new Places();
        CallDecoder decoder = new CallDecoder(Formats.of(Formats.SIMPLE), Checkpoint.START);
        try (LineBlocks blocks = LineBlocks.open(file, 0, 4096)) {
            for (Optional<LineBlock> block = blocks.next(); block.isPresent(); block = blocks.next()) {
                decoder.decode(block.get(), places);
            }
        }
        assertThat(decoder.totals()).isEqualTo(new Totals(2, 2, 0, 0, 0, 0));
        assertThat(places.rejections.get(0).raw()).hasSize(200);
        assertThat(places.rejections.get(0).text()).isEqualTo("line-too-long: 100000 bytes, 200 are allowed");
        assertThat(places.rejections.get(0).line()).isEqualTo(2);
        assertThat(places.rejections.get(0).offset()).isEqualTo(28);
        assertThat(places.found.get(2)).startsWith("3@100029+27 ");
    }

    @Test
    void a_rejected_record_is_read_again_after_its_reader_is_mended() throws IOException {
        Places places = new Places();
        String line = "1;2026-10-25 02:30:00;1;2;3\n";
        decode(Formats.of(Formats.SIMPLE), line, places);
        Rejection rejection = places.rejections.get(0);
        assertThat(rejection.text()).isEqualTo("repeated-hour start: '2026-10-25 02:30:00'");
        ReadResults again = new ReadResults();
        CallFormat mended = Formats.of(Formats.SIMPLE.replace("repeated-hour: reject", "repeated-hour: later"));
        CallDecoder.again(mended, rejection, Optional.empty(), again);
        assertThat(again.take()).containsExactly("voice outgoing 1 -> 2 2026-10-25T01:30:00Z 3 s key 1");
    }

    @Test
    void a_record_found_by_header_names_is_read_again_with_its_header() {
        String byHeader = Formats.SIMPLE
                .replace("columns: [id, start, a, b, seconds, flag]", "columns: from-header")
                .replace("longest-bytes: 200", "header: first");
        Places places = new Places();
        CallDecoder decoder =
                decode(Formats.of(byHeader), "b;a;seconds;id;start\n22;11;x;k;2026-03-02 10:00:05\n", places);
        Rejection rejection = places.rejections.get(0);
        assertThat(rejection.text()).isEqualTo("bad-number seconds: 'x'");
        ReadResults again = new ReadResults();
        CallFormat minutes = Formats.of(byHeader.replace("column: seconds", "column: b"));
        CallDecoder.again(minutes, rejection, decoder.header(), again);
        assertThat(again.take()).containsExactly("voice outgoing 11 -> 22 2026-03-02T09:00:05Z 22 s key k");
    }

    @Test
    void utf_16_and_a_header_without_the_columns_refuse_the_file() {
        assertThatThrownBy(() -> decode(
                        Formats.of(Formats.SIMPLE),
                        new String(new byte[] {-1, -2, 49, 0}, StandardCharsets.ISO_8859_1)))
                .isInstanceOf(UnusableFile.class)
                .hasMessageContaining("UTF-16");
        CallFormat byHeader = Formats.of(Formats.SIMPLE
                .replace("columns: [id, start, a, b, seconds, flag]", "columns: from-header")
                .replace("longest-bytes: 200", "header: first"));
        assertThatThrownBy(() -> decode(byHeader, "id;start;a;b\n"))
                .isInstanceOf(UnusableFile.class)
                .hasMessage("the header line has no column seconds; it has: id, start, a, b");
    }

    @Test
    void keys_tell_columns_with_bars_apart() {
        CallFormat format = Formats.of(Formats.SIMPLE.replace("duplicate: [id]", "duplicate: [id, flag]"));
        ReadResults results = new ReadResults();
        decode(format, "a|;2026-03-02 10:00:05;1;2;3;b\na;2026-03-02 10:00:05;1;2;3;|b\n", results);
        assertThat(results.take().stream().map(text -> text.substring(text.indexOf(" key "))))
                .containsExactly(" key a\\||b", " key a|\\|b");
    }

    @Test
    void bytes_outside_the_character_set_reject_a_number_and_not_a_column_nobody_uses() {
        ReadResults results = new ReadResults();
        String latin = "1;2026-03-02 10:00:05;\u00e4;2;3;x\n2;2026-03-02 10:00:05;1;2;3;\u00e4\n";
        decode(Formats.of(Formats.SIMPLE), latin, results);
        assertThat(results.take())
                .containsExactly(
                        "rejected bad-text a: bytes that are no text in the reader's character set",
                        "voice outgoing 1 -> 2 2026-03-02T09:00:05Z 3 s key 2");
    }

    private static CallDecoder decode(CallFormat format, String latinText, CallSink... sink) {
        CallDecoder decoder = new CallDecoder(format, Checkpoint.START);
        decoder.decode(
                LineBlock.whole(latinText.getBytes(StandardCharsets.ISO_8859_1)),
                sink.length == 0 ? new ReadResults() : sink[0]);
        return decoder;
    }

    /** Everything found, with its place. */
    private static final class Places implements CallSink {
        private final List<String> found = new ArrayList<>();
        private final List<Rejection> rejections = new ArrayList<>();

        @Override
        public void event(UsageEvent event, long line, long offset, int length) {
            found.add(line + "@" + offset + "+" + length + " " + event);
        }

        @Override
        public void part(Part part, long line, long offset, int length) {
            found.add(line + "@" + offset + "+" + length + " " + part);
        }

        @Override
        public void rejected(Rejection rejection) {
            rejections.add(rejection);
            found.add(rejection.line() + "@" + rejection.offset() + "+" + rejection.length() + " " + rejection.text());
        }

        @Override
        public void filtered(String why, long line, long offset, int length, Volume usage) {
            found.add(line + "@" + offset + "+" + length + " filtered " + why);
        }
    }
}
