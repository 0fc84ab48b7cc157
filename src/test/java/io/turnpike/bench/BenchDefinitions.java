package io.turnpike.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A folder of definitions: the shipped jobs, readers and templates, and rating rules of the size that is measured. */
record BenchDefinitions(Path folder) {
    static final int PLANS = 20;
    static final int PREFIXES = 50_000;

    static final int LONGEST_PREFIX = 9;

    private static final long SEED = 1;

    /** How many digits prefixes have, each as often as it stands here. */
    private static final String LENGTHS = "4555556666667777777788888999";

    private static final int PRICES = 200;

    /** Its name, more of its keys, and what a minute to numbers outside the list costs. */
    private static final String PLAN = """
            plan: %s
            extends: base
            currency: RUB
            round: half-up to 0.01 RUB
            %s
            rates:
              voice/outgoing: { price: %d.00 RUB/min, step: 60 s }
            """;

    private static final String ALLOWANCE =
            "allowances: { free-local: { units: 100 min, every: month, covers: [voice/outgoing/local] } }";

    static BenchDefinitions write(Path folder) throws IOException {
        for (String kind : List.of(
                "jobs",
                "readers/asterisk-csv",
                "readers/nfdump-1.7.5",
                "readers/nfdump-1.7.1",
                "readers/terminal-csv",
                "document-templates",
                "rating-rules/common")) {
            copy(Setting.home().resolve(kind), folder.resolve(kind));
        }
        return new BenchDefinitions(folder);
    }

    static String plan(int number) {
        return "plan-" + number;
    }

    /**
     * Telephone plans over one price list with a night band, increments and setup fees.
     *
     * @param prefixes of the price list
     */
    BenchDefinitions priceList(int prefixes) throws IOException {
        StringBuilder list = new StringBuilder("prefix;name;price\n");
        prices(prefixes)
                .forEach((prefix, price) -> list.append('+')
                        .append(prefix)
                        .append(";somewhere;")
                        .append(price)
                        .append(" RUB/min\n"));
        rules("base/world.csv", list.toString());
        rules("base/2026-01-01.yaml", """
                plan: base
                currency: RUB
                round: half-up to 0.01 RUB
                rates:
                  voice/incoming:                { price: 0 RUB/min }
                  voice/outgoing/local:          { price: 0.72 RUB/min, step: 60 s then 1 s }
                  voice/outgoing/world:          { table: world.csv, step: 60 s then 1 s, setup: 0.50 RUB }
                  voice/outgoing/world @ night:  { price: 50 %, when: mon-fri 20:00-08:00, sat-sun }
                """);
        for (int plan = 0; plan < PLANS; plan++) {
            rules(plan(plan) + "/2026-01-01.yaml", PLAN.formatted(plan(plan), "", 9 + plan));
        }
        return this;
    }

    /** The same with local calls included up to 100 minutes a month, so that they are counted and settled. */
    BenchDefinitions telephony(int prefixes) throws IOException {
        priceList(prefixes);
        for (int plan = 0; plan < PLANS; plan++) {
            rules(plan(plan) + "/2026-01-01.yaml", PLAN.formatted(plan(plan), ALLOWANCE, 9 + plan));
        }
        return this;
    }

    /**
     * The list: prefixes of four to nine digits, longer ones within shorter ones as carriers' lists have them, and the price of a minute
     * in roubles.
     */
    static Map<String, BigDecimal> prices(int prefixes) {
        Random random = new Random(SEED);
        Map<String, BigDecimal> prices = new HashMap<>();
        while (prices.size() < prefixes) {
            StringBuilder prefix = new StringBuilder("7");
            for (int digits = LENGTHS.charAt(random.nextInt(LENGTHS.length())) - '0'; digits > 1; digits--) {
                prefix.append(random.nextInt(10));
            }
            if (!prefix.toString().startsWith("749")) { // the operator's own town
                prices.putIfAbsent(prefix.toString(), BigDecimal.valueOf(110 + random.nextInt(PRICES), 2));
            }
        }
        return prices;
    }

    BenchDefinitions rules(String name, String text) throws IOException {
        Path file = folder.resolve("rating-rules").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Writes something else in a shipped definition. */
    BenchDefinitions change(String name, String from, String to) throws IOException {
        Path file = folder.resolve(name);
        String text = Files.readString(file);
        if (!text.contains(from)) {
            throw new IllegalStateException(name + " does not say " + from);
        }
        Files.writeString(file, text.replace(from, to));
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
