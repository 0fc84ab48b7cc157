package io.turnpike.bench;

import io.turnpike.demo.DemoFiles;
import io.turnpike.demo.DemoMonth;
import io.turnpike.demo.Planted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/** The demo's files of a month, beside a plain copy of them. */
final class DemoDataBenchmark implements Benchmark {
    @Override
    public String name() {
        return "demo-data";
    }

    @Override
    public String summary() {
        return "the files of a month made: 30 calls and 200 flows a subscriber";
    }

    @Override
    public Size size() {
        return new Size("subscribers", 5_000, 800_000);
    }

    @Override
    public Score run(Setting setting) throws Exception {
        DemoMonth month = new DemoMonth(Math.toIntExact(setting.size()), YearMonth.of(2026, 3), 1);
        Planted planted = make(setting, month);
        long records = planted.calls() + planted.flows();
        setting.say("%,d calls, %,d flows, %,d MB", planted.calls(), planted.flows(), planted.bytes() / 1_000_000);
        Series product = new Series("calls and flows made", records, ProcessorTime.OF_PROGRAM);
        Series copy = new Series("files copied", records, ProcessorTime.OF_PROGRAM);
        for (int round = 0; round < setting.rounds(); round++) {
            product.time(() -> make(setting, month));
            Path copied = setting.emptyFolder("demo-data-copied");
            copy.time(() -> copy(setting.data().resolve("demo-data"), copied));
        }
        setting.say("%s", product);
        setting.say("%s", copy);
        return new Score(product.rate(), "records/s", product.rate() / copy.rate(), "a plain copy of the files");
    }

    private static Planted make(Setting setting, DemoMonth month) throws IOException {
        return new DemoFiles(setting.emptyFolder("demo-data")).make(month, (activity, done, total) -> {});
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            List<Path> all = paths.toList();
            for (Path path : all) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
