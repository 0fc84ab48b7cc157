package io.turnpike.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.customers.CustomerImport;
import io.turnpike.database.DatabaseTest;
import io.turnpike.mediation.files.ControlTotals;
import io.turnpike.mediation.files.Fate;
import io.turnpike.mediation.files.InputFiles;
import io.turnpike.mediation.traffic.TrafficFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * The samples of all shipped readers, calls and flows, damaged in every way that damages files: each record has one fate, what is kept
 * of a line is bounded, and no file stops the run. A failure names its seed.
 */
@DatabaseTest
class MutatedSamplesTest {
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");
    private static final int LONGEST_RAW = 64 * 1024;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private InputFiles files;

    @TempDir
    private Path folder;

    private TrafficFixture traffic;

    @BeforeEach
    void oneSubscriberOfEachKind() {
        traffic = new TrafficFixture(context, folder);
        traffic.begin();
        traffic.subscriber("1", "", "203.0.113.0/25");
        OneSubscriber.create(context.getBean(CustomerImport.class));
    }

    private static boolean isOfUsage(Path reader) {
        try {
            return !Files.readString(reader.resolve("format.yaml")).contains("kind: payments");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file beside the definition of a reader of usage that is none of ours, by reader. */
    private static Map<String, Path> samples() throws IOException {
        Map<String, Path> samples = new TreeMap<>();
        try (Stream<Path> found = Files.walk(READERS, 2)) {
            found.filter(Files::isRegularFile)
                    .filter(file -> !READERS.equals(file.getParent()) && isOfUsage(file.getParent()))
                    .filter(file -> !String.valueOf(file.getFileName())
                            .matches("format\\.yaml|README\\.md|totals\\.csv|.*\\.examples"))
                    .forEach(file ->
                            samples.put(String.valueOf(READERS.relativize(file).getName(0)), file));
        }
        return samples;
    }

    @Test
    void every_shipped_reader_has_a_sample_to_be_damaged() throws IOException {
        try (Stream<Path> readers = Files.list(READERS)) {
            assertThat(samples().keySet())
                    .containsAll(readers.filter(Files::isDirectory)
                            .filter(MutatedSamplesTest::isOfUsage)
                            .map(reader -> String.valueOf(reader.getFileName()))
                            .filter(reader -> !reader.endsWith("reference")) // invented formats
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_damaged_file_stops_nothing_and_every_record_has_one_fate(long seed) throws IOException {
        Random random = new Random(seed);
        for (Map.Entry<String, Path> sample : samples().entrySet()) {
            byte[] good = Files.readAllBytes(sample.getValue());
            for (Damage damage : Damage.values()) {
                // a name tells the time of some; another folder for each, the same name
                Path inbox = folder.resolve(seed + "-" + damage).resolve("inbox");
                Path file = Files.createDirectories(inbox.resolve(sample.getKey()))
                        .resolve(String.valueOf(sample.getValue().getFileName()));
                Files.write(file, damage.done(good, random));
            }
        }
        for (Damage damage : Damage.values()) {
            String inbox = folder.resolve(seed + "-" + damage).resolve("inbox").toString();
            traffic.run("collect-calls", Map.of("inbox", inbox), 1);
            traffic.run("collect-flows", Map.of("inbox", inbox), 1);
            try (Stream<Path> left = Files.walk(Path.of(inbox))) {
                assertThat(left.filter(Files::isRegularFile))
                        .as("seed %d", seed)
                        .isEmpty();
            }
        }
        assertThat(traffic.rows("select name, state from input_file where state not in ('done', 'refused')"))
                .as("seed %d", seed)
                .isEmpty();
        // what is counted as suspended is kept, and nothing else
        assertThat(traffic.rows("""
                        select f.file_id, f.records_suspended, count(s.line_number)
                        from input_file f
                        left join suspended_record s on s.file_id = f.file_id and s.state = 'open'
                        group by f.file_id
                        having f.records_suspended <> count(s.line_number)
                        """)).as("seed %d", seed).isEmpty();
        assertThat(traffic.number("select coalesce(max(length(raw)), 0) from suspended_record"))
                .as("seed %d", seed)
                .isLessThanOrEqualTo(LONGEST_RAW);
        ControlTotals totals = files.totals();
        // parts of one call are several records and one charge
        assertThat(traffic.number("select count(*) from usage_charge"))
                .as("seed %d", seed)
                .isBetween(1L, totals.of(Fate.RATED).records());
        assertThat(traffic.number("select coalesce(sum(quantity), 0)::bigint from usage_charge where kind = 1"))
                .as("seed %d", seed)
                .isEqualTo(totals.of(Fate.RATED).seconds());
        assertThat(traffic.number("select coalesce(sum(bytes), 0)::bigint from traffic_delta"))
                .as("seed %d", seed)
                .isEqualTo(totals.of(Fate.RATED).bytes() + totals.bothSidesBytes());
        assertThat(traffic.number("select coalesce(sum(held_bytes), 0)::bigint from unmatched_traffic"))
                .as("seed %d", seed)
                .isEqualTo(totals.of(Fate.HELD).bytes());
    }

    /** What happens to files. */
    private enum Damage {
        CUT_OFF {
            @Override
            byte[] done(byte[] good, Random random) {
                return Arrays.copyOf(good, random.nextInt(good.length));
            }
        },
        TWICE {
            @Override
            byte[] done(byte[] good, Random random) {
                return joined(good, good);
            }
        },
        BYTES_CHANGED {
            @Override
            byte[] done(byte[] good, Random random) {
                byte[] bad = good.clone();
                for (int i = 0; i < 1 + good.length / 200; i++) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                }
                return bad;
            }
        },
        DIGITS_CHANGED {
            @Override
            byte[] done(byte[] good, Random random) {
                byte[] bad = good.clone();
                for (int i = 0; i < bad.length; i++) {
                    bad[i] = bad[i] >= '0' && bad[i] <= '9' && random.nextInt(20) == 0
                            ? (byte) ('0' + random.nextInt(10))
                            : bad[i];
                }
                return bad;
            }
        },
        A_PIECE_LOST {
            @Override
            byte[] done(byte[] good, Random random) {
                int from = random.nextInt(good.length);
                int to = from + random.nextInt(good.length - from);
                return joined(Arrays.copyOf(good, from), Arrays.copyOfRange(good, to, good.length));
            }
        },
        ZEROS {
            @Override
            byte[] done(byte[] good, Random random) {
                return inserted(good, random, new byte[1 + random.nextInt(5_000)]);
            }
        },
        QUOTES {
            @Override
            byte[] done(byte[] good, Random random) {
                return inserted(inserted(good, random, new byte[] {'"'}), random, new byte[] {'"', ','});
            }
        },
        A_HUGE_LINE {
            @Override
            byte[] done(byte[] good, Random random) {
                // now and then longer than a range of calls
                byte[] line = new byte[random.nextInt(8) == 0 ? 9 << 20 : 100_000 + random.nextInt(200_000)];
                Arrays.fill(line, (byte) "1,; \"=".charAt(random.nextInt(6)));
                return inserted(good, random, line);
            }
        },
        ANOTHER_CHARACTER_SET {
            @Override
            byte[] done(byte[] good, Random random) {
                return new String(good, StandardCharsets.ISO_8859_1)
                        .getBytes(random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE);
            }
        },
        HIGH_BYTES {
            @Override
            byte[] done(byte[] good, Random random) {
                return inserted(
                        good, random, new byte[] {(byte) 0xC0, (byte) 0x80, (byte) 0xFF, (byte) 0xED, (byte) 0xA0});
            }
        },
        OTHER_LINE_ENDS {
            @Override
            byte[] done(byte[] good, Random random) {
                return new String(good, StandardCharsets.ISO_8859_1)
                        .replace("\n", random.nextBoolean() ? "\r" : "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
            }
        },
        LINES_SHUFFLED {
            @Override
            byte[] done(byte[] good, Random random) {
                List<String> lines =
                        new ArrayList<>(List.of(new String(good, StandardCharsets.ISO_8859_1).split("\n")));
                Collections.shuffle(lines, random);
                return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
            }
        },
        PACKED {
            @Override
            byte[] done(byte[] good, Random random) {
                return packed(good);
            }
        },
        PACKED_AND_CUT_OFF {
            @Override
            byte[] done(byte[] good, Random random) {
                byte[] whole = packed(good);
                return Arrays.copyOf(whole, random.nextInt(whole.length));
            }
        },
        PACKED_AND_CHANGED {
            @Override
            byte[] done(byte[] good, Random random) {
                byte[] bad = packed(good);
                bad[2 + random.nextInt(bad.length - 2)] ^= (byte) (1 << random.nextInt(8));
                return bad;
            }
        },
        PACKED_TWICE {
            @Override
            byte[] done(byte[] good, Random random) {
                return packed(packed(good));
            }
        };

        abstract byte[] done(byte[] good, Random random);

        private static byte[] joined(byte[]... pieces) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] piece : pieces) {
                all.writeBytes(piece);
            }
            return all.toByteArray();
        }

        private static byte[] inserted(byte[] good, Random random, byte[] what) {
            int at = random.nextInt(good.length);
            return joined(Arrays.copyOf(good, at), what, Arrays.copyOfRange(good, at, good.length));
        }

        private static byte[] packed(byte[] good) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(all)) {
                out.write(good);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return all.toByteArray();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"asterisk-csv", "nfdump-1.7.5"})
    void a_gzip_bomb_is_one_line_too_long_and_fills_neither_memory_nor_database(String reader) throws IOException {
        Path bomb = folder.resolve("SWITCH01.00000001.cdr.gz");
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) '7');
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            for (int i = 0; i < 100; i++) {
                out.write(megabyte);
            }
        }
        assertThat(Files.size(bomb)).isLessThan(1 << 20);
        String step = reader.startsWith("nfdump") ? "collect-flows" : "collect-calls";
        traffic.run(step, Map.of("file", bomb.toString(), "format", reader), 1);
        assertThat(traffic.rows("select state from input_file")).containsAnyOf("done", "refused");
        assertThat(traffic.number("select coalesce(sum(length(raw)), 0)::bigint from suspended_record"))
                .isLessThanOrEqualTo(LONGEST_RAW);
        assertThat(files.totals().read().records()).isLessThanOrEqualTo(1);
    }
}
