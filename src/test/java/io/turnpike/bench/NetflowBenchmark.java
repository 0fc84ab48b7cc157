package io.turnpike.bench;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Flows from file to committed totals, by two partitions, beside one thread that splits the same lines and sums them in a hash map
 * without storing anything.
 */
final class NetflowBenchmark implements Benchmark {
    private static final int ADDRESSES = 200_000;
    private static final long FLOWS_A_FILE = 500_000;
    private static final long SEED = 1;
    private static final String FORMAT = "nfdump-1.7.5";
    private static final String HEADER =
            "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n";
    private static final LocalDateTime BEGIN = LocalDateTime.of(2026, 3, 2, 0, 0);
    private static final int SECONDS = 12 * 3600;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int START = 0;
    private static final int SOURCE = 3;
    private static final int DESTINATION = 5;
    private static final int BYTES = 8;

    @Override
    public String name() {
        return "netflow";
    }

    @Override
    public String summary() {
        return "flows in nfdump's ten columns, file to committed totals, two partitions";
    }

    @Override
    public Size size() {
        return new Size("flows", 2_000_000, 40_000_000);
    }

    @Override
    public Score run(Setting setting) throws Exception {
        Path folder = setting.emptyFolder("netflow");
        Path definitions = BenchDefinitions.write(folder.resolve("definitions"))
                .priceList(1_000)
                .folder();
        int files = (int) Math.max(2, setting.size() / FLOWS_A_FILE);
        Path inbox = folder.resolve("inbox").resolve(FORMAT);
        write(inbox, setting.size(), files);
        try (Program program = Program.open(definitions, setting.data())) {
            new Subscribers(program, ADDRESSES)
                    .create()
                    .service("net", "internet", "'plan-0'")
                    .addresses()
                    .analyze();
            ProcessorTime processor = ProcessorTime.with(setting.data());
            Series product = new Series("collect-flows", setting.size(), processor);
            Series split = new Series("split and summed, one thread", setting.size(), processor);
            for (int round = 0; round < setting.rounds(); round++) {
                program.execute(
                        "truncate traffic_delta, traffic_chunk, unmatched_traffic, input_file restart identity cascade");
                program.settleDown();
                Inboxes.back(folder.resolve("taken").resolve(FORMAT), inbox);
                split.time(() -> splitAndSum(inbox));
                product.time(() -> program.run(
                        "collect",
                        List.of("collect-flows"),
                        Map.of("inbox", inbox.getParent().toString())));
                check(program, setting.size());
            }
            setting.say("%s", product);
            setting.say("%s", split);
            return new Score(
                    product.rate(), "flows/s", product.rate() / split.rate(), "lines split and summed by one thread");
        }
    }

    private static void check(Program program, long flows) {
        long rated = program.count("select sum(records_rated) from input_file");
        if (rated != flows) {
            throw new IllegalStateException(rated + " of " + flows + " flows found their service");
        }
    }

    private static void write(Path inbox, long flows, int files) throws IOException {
        Files.createDirectories(inbox);
        Random random = new Random(SEED);
        long done = 0;
        for (int file = 0; file < files; file++) {
            long end = flows * (file + 1) / files;
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(inbox.resolve("flows-%05d.csv".formatted(file))), 1 << 20)) {
                out.write(HEADER.getBytes(StandardCharsets.US_ASCII));
                for (; done < end; done++) {
                    int home = random.nextInt(ADDRESSES);
                    String line = TIME.format(BEGIN.plusSeconds(done * SECONDS / flows)) + "."
                            + (100 + random.nextInt(900)) + "," + random.nextInt(60) + ".123,6,"
                            + (11 + random.nextInt(60))
                            + "." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256)
                            + ",443,10." + (home >> 16) + "." + (home >> 8 & 255) + "." + (home & 255) + ",40010,"
                            + (1 + random.nextInt(99)) + "," + (1 + random.nextInt(1_000_000)) + ",1\n";
                    out.write(line.getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }

    private static void splitAndSum(Path inbox) throws IOException {
        Map<String, Long> sums = new HashMap<>();
        try (Stream<Path> files = Files.list(inbox)) {
            for (Path file : files.toList()) {
                try (BufferedReader in = Files.newBufferedReader(file)) {
                    in.readLine();
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        String[] cells = line.split(",");
                        long hour = LocalDateTime.parse(cells[START].substring(0, 19), TIME)
                                        .atZone(ZoneId.of("Europe/Moscow"))
                                        .toEpochSecond()
                                / 3600;
                        sums.merge(
                                cells[DESTINATION] + cells[SOURCE].charAt(0) + hour,
                                Long.parseLong(cells[BYTES]),
                                Long::sum);
                    }
                }
            }
        }
        if (sums.isEmpty()) {
            throw new IllegalStateException("no flows in " + inbox);
        }
    }
}
