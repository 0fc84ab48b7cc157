package io.turnpike.bench;

import io.turnpike.catalog.Catalog;
import io.turnpike.catalog.CatalogInForce;
import io.turnpike.definitions.Problems;
import io.turnpike.rating.Rater;
import io.turnpike.rating.Rating;
import io.turnpike.rating.RatingContext;
import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A price list loaded, compiled for 20 plans and switched while another thread goes on rating, beside reading the same file into a
 * hash map of decimals.
 */
final class PricesBenchmark implements Benchmark {
    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final double MILLIS = 1e6;

    @Override
    public String name() {
        return "prices";
    }

    @Override
    public String summary() {
        return "a price list loaded, compiled and switched while rating goes on";
    }

    @Override
    public Size size() {
        return new Size("prefixes", 200_000, 1_000_000);
    }

    @Override
    public Score run(Setting setting) throws Exception {
        int prefixes = Math.toIntExact(setting.size());
        Path rules = BenchDefinitions.write(setting.emptyFolder("prices").resolve("definitions"))
                .priceList(prefixes)
                .folder()
                .resolve("rating-rules");
        Path list = rules.resolve("base").resolve("world.csv");
        CatalogInForce inForce = new CatalogInForce(load(rules));
        Series product = new Series("loaded, compiled and switched", prefixes, ProcessorTime.OF_PROGRAM);
        Series plain = new Series("read into a hash map", prefixes, ProcessorTime.OF_PROGRAM);
        try (Rated rating = new Rated(inForce)) {
            for (int round = 0; round < setting.rounds(); round++) {
                System.gc(); // what the file's making and the baseline left behind would be collected in the
                // product's time
                product.time(() -> rating.watched(() -> inForce.replace(load(rules))));
                plain.time(() -> readPlainly(list));
            }
            setting.say("%s", product);
            setting.say("%s", plain);
            setting.say(
                    "rating: %,d calls, its longest pause while a list was loaded and switched %.1f ms",
                    rating.calls, rating.longestNanos / MILLIS);
        }
        return new Score(product.rate(), "prefixes/s", product.rate() / plain.rate(), "the list read into a HashMap");
    }

    private static Catalog load(Path rules) {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(rules, problems);
        problems.throwIfAny();
        for (int plan = 0; plan < BenchDefinitions.PLANS; plan++) {
            plan(catalog, plan);
        }
        return catalog;
    }

    private static RatingContext plan(Catalog catalog, int number) {
        return RatingContext.of(catalog.version(BenchDefinitions.plan(number), DAY)
                .orElseThrow()
                .in(ZONE));
    }

    private static Map<String, BigDecimal> readPlainly(Path list) throws IOException {
        Map<String, BigDecimal> prices = new HashMap<>();
        try (BufferedReader in = Files.newBufferedReader(list)) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split(";");
                prices.put(cells[0], new BigDecimal(cells[2].split(" ")[0]));
            }
        }
        return prices;
    }

    /** Rates one call after the other by the catalogue in force, on a thread of its own. */
    private static final class Rated implements AutoCloseable {
        private final AtomicBoolean end = new AtomicBoolean();
        private final Thread thread;
        private volatile boolean watched;
        private volatile long calls;
        private volatile long longestNanos;

        Rated(CatalogInForce inForce) {
            thread = new Thread(() -> rate(inForce), "rating");
            thread.start();
        }

        @SuppressWarnings("NonAtomicOperationOnVolatileField")
        private void rate(CatalogInForce inForce) {
            UsageEvent event = new UsageEvent(
                    UsageKind.VOICE,
                    Direction.OUTGOING,
                    IdentifierKind.NUMBER,
                    "74951234567",
                    "79161234567",
                    DAY.atStartOfDay(ZONE).toEpochSecond(),
                    61,
                    false,
                    "k");
            Rater rater = new Rater();
            Catalog known = inForce.get();
            RatingContext context = plan(known, 0);
            long last = System.nanoTime();
            while (!end.get()) {
                Catalog now = inForce.get();
                if (!now.equals(known)) {
                    known = now;
                    context = plan(known, 0);
                }
                if (!(rater.rate(event, context) instanceof Rating.Rated)) {
                    throw new IllegalStateException("the call has no price");
                }
                long at = System.nanoTime();
                if (watched) {
                    longestNanos = Math.max(longestNanos, at - last);
                }
                last = at;
                calls++;
            }
        }

        /** Pauses count only now: what the baseline does to the memory is no matter of the product. */
        void watched(Runnable loading) {
            watched = true;
            try {
                loading.run();
            } finally {
                watched = false;
            }
        }

        @Override
        public void close() throws InterruptedException {
            end.set(true);
            thread.join();
        }
    }
}
