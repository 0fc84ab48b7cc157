package io.turnpike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Flows from file to committed totals, by two partitions, beside nfdump, which sums the same flows by destination from its own file
 * and throws the answer away. The 48 columns of nfdump 1.7.1, printed by nfdump itself, are measured beside the ten.
 */
final class NetflowBenchmark implements Benchmark {
    private static final long FLOWS_A_FILE = 500_000;
    private static final int WIDE_FILES = 4;
    private static final String TEN_COLUMNS = "nfdump-1.7.5";
    private static final String ALL_COLUMNS = "nfdump-1.7.1";

    @Override
    public String name() {
        return "netflow";
    }

    @Override
    public String summary() {
        return "flows in nfdump's ten columns, file to committed totals, 200,000 addresses, two partitions (needs nfdump)";
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
        RandomFlows flows = new RandomFlows(setting.size());
        int files = (int) Math.max(2, setting.size() / FLOWS_A_FILE);
        Path inbox = folder.resolve("inbox");
        flows.writeTenColumns(inbox.resolve(TEN_COLUMNS), files);
        NetflowCapture capture = NetflowCapture.of(flows, folder.resolve("capture"));
        Path wide = folder.resolve("wide").resolve(ALL_COLUMNS);
        capture.writeAllColumns(wide, WIDE_FILES);
        setting.say(
                "%,d bytes a flow in ten columns, %,d in 48",
                size(inbox.resolve(TEN_COLUMNS)) / setting.size(), size(wide) / setting.size());
        try (Program program = Program.open(definitions, setting.data())) {
            new Subscribers(program, RandomFlows.ADDRESSES)
                    .create()
                    .service("net", "internet", "'plan-0'")
                    .addresses()
                    .analyze();
            ProcessorTime processor = ProcessorTime.with(setting.data());
            Series product = new Series("collect-flows, ten columns", setting.size(), processor);
            Series all = new Series("collect-flows, 48 columns", setting.size(), processor);
            Series nfdump = new Series("nfdump -q -A dstip", setting.size(), processor);
            for (int round = 0; round < setting.rounds(); round++) {
                collect(program, product, inbox, TEN_COLUMNS, setting.size());
                nfdump.time(capture::sumByDestination);
                collect(program, all, wide.getParent(), ALL_COLUMNS, setting.size());
            }
            setting.say("%s", product);
            setting.say("%s", all);
            setting.say("%s", nfdump);
            return new Score(product.rate(), "flows/s", product.rate() / nfdump.rate(), "nfdump -q -A dstip");
        }
    }

    private static void collect(Program program, Series series, Path inbox, String format, long flows)
            throws Exception {
        program.execute(
                "truncate traffic_delta, traffic_chunk, unmatched_traffic, input_file restart identity cascade");
        program.settleDown();
        Inboxes.back(inbox.resolveSibling("taken").resolve(format), inbox.resolve(format));
        series.time(() -> program.run("collect", List.of("collect-flows"), Map.of("inbox", inbox.toString())));
        long rated = program.count("select sum(records_rated) from input_file");
        if (rated != flows) {
            throw new IllegalStateException(rated + " of " + flows + " flows found their service");
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = 0;
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
