package io.turnpike.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program behind {@code scripts/bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure one thing beside its baseline, round by round; the last line holds the medians.",
        footer = {
            "",
            "Without --size or --full a small size is taken, for a quick look. Trust the ratios: machines differ and are",
            "shared. The goals and the figures are in docs/developing/benchmarks.md; flags for the Java machine, such as a",
            "flight recording, go into TURNPIKE_JVM."
        })
public final class Bench implements Callable<Integer> {
    private static final List<Benchmark> ALL = List.of(
            new RatingBenchmark(),
            new CollectBenchmark(),
            new InvoiceBenchmark(),
            new PaymentsBenchmark(),
            new NetflowBenchmark(),
            new DocumentsBenchmark(),
            new PricesBenchmark(),
            new DemoDataBenchmark());

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "what to measure; without it, the names are listed")
    private @Nullable String name;

    @Option(names = "--size", paramLabel = "N", description = "how much, in the units of the list")
    private @Nullable Long size;

    @Option(names = "--full", description = "the size that the goals are stated for")
    private boolean full;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "repetitions (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "out/bench",
            description = "folder of the benchmarks' own database and files (default: ${DEFAULT-VALUE})")
    private Path data = Path.of("out", "bench");

    Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).setUsageHelpAutoWidth(true).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            list(out);
            return 0;
        }
        Benchmark benchmark = ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "no benchmark '" + name + "': write one of "
                                + ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "))));
        if (rounds < 1 || (size != null && size < 1)) {
            throw new ParameterException(spec.commandLine(), "--size and --rounds are 1 or more");
        }
        Benchmark.Size sizes = benchmark.size();
        long asked = size != null ? size : full ? sizes.full() : sizes.quick();
        Setting setting = new Setting(asked, rounds, data.toAbsolutePath(), out);
        setting.say("%s: %s; %,d %s, %d rounds", benchmark.name(), benchmark.summary(), asked, sizes.unit(), rounds);
        Score score = benchmark.run(setting);
        setting.say("peak memory of the program: %,d MiB", PeakMemory.mebibytes());
        setting.say("%s", score.line(benchmark.name()));
        return 0;
    }

    private static void list(PrintWriter out) {
        for (Benchmark each : ALL) {
            out.printf(
                    "%-10s %s (%,d %s, --full %,d)%n",
                    each.name(),
                    each.summary(),
                    each.size().quick(),
                    each.size().unit(),
                    each.size().full());
        }
        out.flush();
    }
}
