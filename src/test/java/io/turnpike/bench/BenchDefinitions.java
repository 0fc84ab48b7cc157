package io.turnpike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A folder of definitions: the shipped jobs, readers and templates, and rating rules of the size that is measured. */
record BenchDefinitions(Path folder) {
    static final int PLANS = 20;
    static final int PREFIXES = 50_000;

    private static final long SEED = 1;
    private static final int PREFIX_DIGITS = 1_000_000;
    private static final int PRICES = 200;

    static BenchDefinitions write(Path folder) throws IOException {
        for (String kind : List.of("jobs", "readers/asterisk-csv", "document-templates", "rating-rules/common")) {
            copy(Setting.home().resolve(kind), folder.resolve(kind));
        }
        return new BenchDefinitions(folder);
    }

    static String plan(int number) {
        return "plan-" + number;
    }

    /**
     * Telephone plans over one price list with bands, increments and setup fees; local calls are included up to 100 minutes a
     * month, so that they are counted and settled.
     *
     * @param prefixes of the price list
     */
    BenchDefinitions telephony(int prefixes) throws IOException {
        Random random = new Random(SEED);
        StringBuilder list = new StringBuilder("prefix;name;price\n");
        Stream.generate(() -> "7" + random.nextInt(PREFIX_DIGITS))
                .distinct()
                .limit(prefixes)
                .forEach(prefix -> list.append('+')
                        .append(prefix)
                        .append(";somewhere;")
                        .append(1 + random.nextInt(PRICES) / 100)
                        .append('.')
                        .append(10 + random.nextInt(90))
                        .append(" RUB/min\n"));
        rules("base/world.csv", list.toString());
        rules("base/2026-01-01.yaml", """
                plan: base
                currency: RUB
                round: half-up to 0.01 RUB
                rates:
                  voice/incoming:                { price: 0 RUB/min }
                  voice/outgoing:                { price: 9.00 RUB/min, step: 60 s }
                  voice/outgoing/local:          { price: 0.72 RUB/min, step: 60 s then 1 s }
                  voice/outgoing/world:          { table: world.csv, step: 60 s then 1 s, setup: 0.50 RUB }
                  voice/outgoing/world @ night:  { price: 50 %, when: mon-fri 20:00-08:00, sat-sun }
                """);
        for (int plan = 0; plan < PLANS; plan++) {
            rules(plan(plan) + "/2026-01-01.yaml", """
                    plan: %s
                    extends: base
                    currency: RUB
                    round: half-up to 0.01 RUB
                    allowances:
                      free-local: { units: 100 min, every: month, covers: [voice/outgoing/local] }
                    rates:
                      voice/outgoing/+7495123: { price: 0.%02d RUB/min }
                    """.formatted(plan(plan), 10 + plan));
        }
        return this;
    }

    BenchDefinitions rules(String name, String text) throws IOException {
        Path file = folder.resolve("rating-rules").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
