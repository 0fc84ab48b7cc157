package io.turnpike.bench;

import io.turnpike.catalog.Catalog;
import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import io.turnpike.mediation.calls.CallDecoder;
import io.turnpike.mediation.calls.CallFormat;
import io.turnpike.mediation.calls.CallSink;
import io.turnpike.mediation.calls.Checkpoint;
import io.turnpike.mediation.calls.Part;
import io.turnpike.mediation.calls.Readers;
import io.turnpike.mediation.calls.Rejection;
import io.turnpike.mediation.files.Volume;
import io.turnpike.mediation.layout.LineBlock;
import io.turnpike.rating.Rater;
import io.turnpike.rating.Rating;
import io.turnpike.rating.RatingContext;
import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToLongFunction;

/**
 * Calls priced by one thread, from bytes to amount, beside the same done plainly: lines split, java.time, {@link PlainRating}. Totals
 * must agree. Beside it what each costs behind the same decoder.
 */
final class RatingBenchmark implements Benchmark {
    private static final long SEED = 2;
    /** Until the Java machine has compiled what it runs, on both sides: a collector prices many millions in one run. */
    private static final long WARM_UP = 10_000_000;

    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static final LocalDateTime BEGIN = LocalDateTime.of(2026, 3, 1, 0, 0);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int LONGEST = 600;

    private static final String FORMAT = """
            kind: calls
            about: calls of the benchmark
            text:
              layout: delimited
              character-set: utf-8
              delimiter: semicolon
              quote: none
              columns: [id, start, a, b, seconds]
            usage: voice
            start: { column: start, format: yyyy-MM-dd HH:mm:ss, zone: Europe/Moscow, repeated-hour: earlier, skipped-hour: later }
            quantity: { column: seconds, unit: s, fraction: up, empty: reject }
            numbers: { calling: a, called: b, plan: { e164-length: 11-15 } }
            direction:
              - always: outgoing
            owner: { outgoing: calling, incoming: called }
            duplicate: [id]
            """;

    @Override
    public String name() {
        return "rating";
    }

    @Override
    public String summary() {
        return "calls priced by one thread, from bytes to amount: 50,000 prefixes, 20 plans, night band, increments, setup";
    }

    @Override
    public Size size() {
        return new Size("calls", 500_000, 5_000_000);
    }

    @Override
    public Score run(Setting setting) throws Exception {
        BenchDefinitions definitions = BenchDefinitions.write(
                        setting.emptyFolder("rating").resolve("definitions"))
                .priceList(BenchDefinitions.PREFIXES);
        RatingContext[] contexts = contexts(definitions.folder().resolve("rating-rules"));
        PlainRating plain = new PlainRating(BenchDefinitions.prices(BenchDefinitions.PREFIXES), ZONE);
        CallFormat format = format();
        byte[] bytes = calls(setting.size(), definitions);
        LineBlock calls = LineBlock.whole(bytes);
        setting.say("%,d bytes a call", calls.length() / setting.size());
        Rater rater = new Rater();
        ToLongFunction<UsageEvent> ours = event -> ((Rating.Rated) rater.rate(event, contexts[planOf(event)]))
                .amount()
                .micros();
        ToLongFunction<UsageEvent> theirs = event -> plain.micros(event, planOf(event));
        Series product = new Series("decoded and rated", setting.size(), ProcessorTime.OF_PROGRAM);
        Series reference =
                new Series("split, java.time, HashMap and BigDecimal", setting.size(), ProcessorTime.OF_PROGRAM);
        Series decoding = new Series("decoded only", setting.size(), ProcessorTime.OF_PROGRAM);
        Series behind = new Series("decoded, HashMap and BigDecimal", setting.size(), ProcessorTime.OF_PROGRAM);
        for (long warmed = 0; warmed < WARM_UP; warmed += setting.size()) {
            long sum = total(format, calls, ours);
            agree(sum, plainTotal(bytes, theirs));
            agree(sum, total(format, calls, theirs));
            total(format, calls, UsageEvent::quantity);
        }
        for (int round = 0; round < setting.rounds(); round++) {
            product.time(() -> total(format, calls, ours));
            reference.time(() -> plainTotal(bytes, theirs));
            decoding.time(() -> total(format, calls, UsageEvent::quantity));
            behind.time(() -> total(format, calls, theirs));
        }
        setting.say("%s", product);
        setting.say("%s", reference);
        setting.say("%s", decoding);
        setting.say("%s", behind);
        double pure = 1 / (1 / product.rate() - 1 / decoding.rate());
        double purePlain = 1 / (1 / behind.rate() - 1 / decoding.rate());
        setting.say("without decoding: %,.0f/s against %,.0f/s, ratio %.2f", pure, purePlain, pure / purePlain);
        return new Score(product.rate(), "calls/s", product.rate() / reference.rate(), "HashMap and BigDecimal");
    }

    /** As one would write it first: lines, fields and times by the library. */
    private static long plainTotal(byte[] bytes, ToLongFunction<UsageEvent> price) throws IOException {
        long total = 0;
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split(";", -1);
            long start = LocalDateTime.parse(fields[1], TIME).atZone(ZONE).toEpochSecond();
            total += price.applyAsLong(new UsageEvent(
                    UsageKind.VOICE,
                    Direction.OUTGOING,
                    IdentifierKind.NUMBER,
                    fields[2],
                    fields[3],
                    start,
                    Long.parseLong(fields[4]),
                    false,
                    fields[0]));
        }
        return total;
    }

    private static void agree(long ours, long theirs) {
        if (ours != theirs) {
            throw new IllegalStateException("totals differ: " + ours + " against " + theirs + " micro-roubles");
        }
    }

    private static int planOf(UsageEvent event) {
        String owner = event.owner();
        int end = owner.length();
        return ((owner.charAt(end - 2) - '0') * 10 + owner.charAt(end - 1) - '0') % BenchDefinitions.PLANS;
    }

    private static RatingContext[] contexts(Path rules) {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(rules, problems);
        problems.throwIfAny();
        RatingContext[] contexts = new RatingContext[BenchDefinitions.PLANS];
        for (int plan = 0; plan < contexts.length; plan++) {
            contexts[plan] = RatingContext.of(catalog.version(BenchDefinitions.plan(plan), LocalDate.of(2026, 3, 1))
                    .orElseThrow()
                    .in(ZONE));
        }
        return contexts;
    }

    private static CallFormat format() {
        Problems problems = new Problems();
        CallFormat format = Readers.read("bench", new SourceFile("bench", Path.of("bench"), FORMAT), problems)
                .get("bench");
        problems.throwIfAny();
        return Objects.requireNonNull(format);
    }

    /** Nine of ten to a number of the list. */
    private static byte[] calls(long count, BenchDefinitions definitions) throws IOException {
        Random random = new Random(SEED);
        String[] prefixes = BenchDefinitions.prices(BenchDefinitions.PREFIXES).keySet().stream()
                .sorted()
                .toArray(String[]::new);
        StringBuilder text = new StringBuilder();
        for (long call = 0; call < count; call++) {
            String prefix = random.nextInt(10) == 0 ? "99" : prefixes[random.nextInt(prefixes.length)];
            text.append(call)
                    .append(';')
                    .append(TIME.format(BEGIN.plusSeconds(random.nextInt(30 * 86_400))))
                    .append(";7495")
                    .append(1_000_000 + random.nextInt(9_000_000))
                    .append(';')
                    .append(prefix);
            for (int digit = prefix.length(); digit < 11; digit++) {
                text.append(random.nextInt(10));
            }
            text.append(';').append(1 + random.nextInt(LONGEST)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static long total(CallFormat format, LineBlock calls, ToLongFunction<UsageEvent> price) {
        Sum sum = new Sum(price);
        new CallDecoder(format, Checkpoint.START).decode(calls, sum);
        return sum.total;
    }

    private static final class Sum implements CallSink {
        private final ToLongFunction<UsageEvent> price;
        private long total;

        Sum(ToLongFunction<UsageEvent> price) {
            this.price = price;
        }

        @Override
        public void event(UsageEvent event, long line, long offset, int length) {
            total += price.applyAsLong(event);
        }

        @Override
        public void part(Part part, long line, long offset, int length) {
            throw new IllegalStateException("no parts here");
        }

        @Override
        public void rejected(Rejection rejection) {
            throw new IllegalStateException(rejection.line() + ": " + rejection.text());
        }

        @Override
        public void filtered(String why, long line, long offset, int length, Volume volume) {
            throw new IllegalStateException(why);
        }
    }
}
