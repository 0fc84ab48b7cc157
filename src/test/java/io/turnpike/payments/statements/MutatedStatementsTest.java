package io.turnpike.payments.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.mediation.layout.UnusableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every shipped sample, damaged: it is refused with a reason, or read to its end with every entry accounted for; never another exception
 * and never a hang. {@code -Dturnpike.mutations=100000} for many; a failure names the seed that repeats it.
 */
@Execution(ExecutionMode.SAME_THREAD)
class MutatedStatementsTest {
    private static final int MUTATIONS = Integer.getInteger("turnpike.mutations", 300);
    private static final long FIRST_SEED = Long.getLong("turnpike.mutations.seed", 1);
    private static final long MOST_MILLIS = 10_000;
    private static final List<Charset> CHARACTER_SETS = List.of(
            StandardCharsets.UTF_8,
            Charset.forName("windows-1251"),
            Charset.forName("IBM866"),
            StandardCharsets.UTF_16);
    private static final List<String> PIECES = List.of(
            "<!DOCTYPE a [<!ENTITY b \"c\">]>",
            "&b;",
            "]]>",
            "<![CDATA[",
            "<?xml version=\"1.0\" encoding=\"KOI8-R\"?>",
            "<a>",
            "</Ntry>",
            "\n:61:",
            "\n:20:X\n",
            "\n-}",
            "\n:62F:C261102RUB1,00\n",
            "КонецФайла\r\n",
            "СекцияДокумент=\r\n",
            ";",
            "\"",
            "\n=1;1,00\n",
            "ITOGO=1|SUMMA=1\n",
            "99999999999999999999",
            "-",
            "\u0000",
            "\uFEFF");
    private static final Path READERS = Path.of(System.getProperty("turnpike.home", "."), "readers");

    @TempDir
    private Path folder;

    @TestFactory
    List<DynamicTest> damaged_samples_are_refused_or_read_to_their_end() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (PaymentFormat format : PaymentReaders.load(READERS, new Problems()).values()) {
            try (Stream<Path> files =
                    Files.list(Objects.requireNonNull(format.file().path().getParent()))) {
                for (Path sample :
                        files.filter(MutatedStatementsTest::isSample).sorted().toList()) {
                    tests.add(DynamicTest.dynamicTest(
                            format.name() + " " + sample.getFileName(), () -> mutate(format, sample)));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(11);
        return tests;
    }

    private static boolean isSample(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.endsWith(".yaml") && !name.endsWith(".md") && !name.endsWith(".examples");
    }

    private void mutate(PaymentFormat format, Path sample) throws IOException {
        byte[] sound = Files.readAllBytes(sample);
        Outcome whole = read(format, sample);
        assertThat(whole.refused).isEmpty();
        boolean heldByTotals = !format.name().equals("terminal-csv");
        int refused = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + MUTATIONS; seed++) {
            Random random = new Random(seed);
            boolean oneByte = random.nextInt(4) == 0;
            byte[] damaged = oneByte ? flipped(sound, random) : damaged(sound, random);
            Path file = Files.write(folder.resolve("damaged"), damaged);
            long began = System.nanoTime();
            Outcome outcome;
            try {
                outcome = read(format, file);
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("-Dturnpike.mutations.seed=" + seed + " on " + sample, e);
            }
            assertThat((System.nanoTime() - began) / 1_000_000)
                    .as("seed %s", seed)
                    .isLessThan(MOST_MILLIS);
            refused += outcome.refused.isEmpty() ? 0 : 1;
            // money of another own account is quarantined where that is no operator's
            boolean sameAccounts = outcome.ownAccounts.equals(whole.ownAccounts);
            if (oneByte && heldByTotals && sameAccounts && outcome.refused.isEmpty() && outcome.bad == 0) {
                // what one wrong byte left whole has the same money
                assertThat(outcome.net).as("seed %s on %s", seed, sample).isEqualTo(whole.net);
            }
        }
        assertThat(refused).as("damage that was noticed").isPositive();
    }

    /** @param net in less out, by currency */
    private record Outcome(List<String> refused, long bad, Map<String, Long> net, Set<String> ownAccounts) {}

    private static Outcome read(PaymentFormat format, Path file) throws IOException {
        Tally tally = new Tally();
        Map<String, Long> net = new TreeMap<>();
        List<String> references = new ArrayList<>();
        Set<String> ownAccounts = new TreeSet<>();
        long bad = 0;
        long last = 0;
        try (Statement statement = format.open(file)) {
            for (StatementEntry entry = statement.next(); entry != null; entry = statement.next()) {
                tally.add(entry);
                assertThat(entry.text().bytes()).isNotNull();
                assertThat(entry.text().line()).isGreaterThanOrEqualTo(last);
                last = entry.text().line();
                if (entry instanceof StatementLine line) {
                    references.add(line.reference());
                    ownAccounts.add(line.ownAccount());
                    assertThat(line.purpose() + line.number() + line.party()).doesNotContain("\u0000");
                    net.merge(
                            line.amount().currency().getCurrencyCode(),
                            line.direction() == Direction.IN
                                    ? line.amount().minor()
                                    : -line.amount().minor(),
                            Math::addExact);
                } else {
                    bad++;
                }
            }
            return new Outcome(statement.declared().complaints(tally), bad, net, ownAccounts);
        } catch (UnusableFile e) {
            return new Outcome(List.of(String.valueOf(e.getMessage())), bad, net, ownAccounts);
        } catch (ArithmeticException e) {
            return new Outcome(List.of("its sums are beyond any money"), bad, net, ownAccounts);
        }
    }

    private static byte[] flipped(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        int at = random.nextInt(bytes.length);
        bytes[at] = random.nextBoolean() ? (byte) ('0' + random.nextInt(10)) : (byte) random.nextInt(256);
        return bytes;
    }

    private static byte[] damaged(byte[] sound, Random random) throws IOException {
        byte[] bytes = sound;
        for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 0; times--) {
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + 1 + random.nextInt(400));
            byte[] slice = Arrays.copyOfRange(bytes, from, to);
            bytes = switch (random.nextInt(9)) {
                case 0 -> Arrays.copyOf(bytes, from); // cut off
                case 1 -> joined(bytes, bytes); // twice
                case 2 -> joined(Arrays.copyOf(bytes, to), slice, Arrays.copyOfRange(bytes, to, bytes.length));
                case 3 -> joined(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
                case 4 -> new String(bytes, pick(CHARACTER_SETS, random)).getBytes(pick(CHARACTER_SETS, random));
                case 5 ->
                    joined(Arrays.copyOf(bytes, from), huge(random), Arrays.copyOfRange(bytes, from, bytes.length));
                case 6 ->
                    joined(
                            Arrays.copyOf(bytes, from),
                            new byte[1 + random.nextInt(20)],
                            Arrays.copyOfRange(bytes, from, bytes.length));
                case 7 ->
                    joined(
                            Arrays.copyOf(bytes, from),
                            pick(PIECES, random).getBytes(pick(CHARACTER_SETS, random)),
                            Arrays.copyOfRange(bytes, from, bytes.length));
                default -> flipped(bytes, random);
            };
        }
        return bytes;
    }

    private static byte[] huge(Random random) {
        byte[] line = new byte[random.nextInt(8) == 0 ? 300_000 : 12_000];
        Arrays.fill(line, (byte) "A9<:=".charAt(random.nextInt(5)));
        return line;
    }

    private static <T> T pick(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] joined(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
