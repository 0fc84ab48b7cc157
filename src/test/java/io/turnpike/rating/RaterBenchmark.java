package io.turnpike.rating;

import io.turnpike.money.Rounding;
import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Calls priced a second on one thread: 50,000 prefixes with a night band, a plan over it, calls of a month. Run by hand:
 * {@code mvn -q test-compile && java -cp target/classes:target/test-classes:... io.turnpike.rating.RaterBenchmark}.
 */
public final class RaterBenchmark {
    private static final int PREFIXES = 50_000;
    private static final int EVENTS = 200_000;
    private static final int ROUNDS = 20;

    private RaterBenchmark() {}

    public static void main(String[] args) {
        run(new PrintStream(System.err, true, java.nio.charset.StandardCharsets.UTF_8));
    }

    static void run(PrintStream out) {
        Random random = new Random(1);
        RatePlan plan = plan(random);
        UsageEvent[] events = new UsageEvent[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            events[i] = new UsageEvent(
                    UsageKind.VOICE,
                    Direction.OUTGOING,
                    IdentifierKind.NUMBER,
                    "74951234567",
                    "7" + (1_000_000_000L + (long) (random.nextDouble() * 8_999_999_999L)),
                    1_767_214_800L + random.nextInt(30 * 86_400),
                    random.nextInt(600),
                    false,
                    "k");
        }
        Rater rater = new Rater();
        RatingContext context = RatingContext.of(plan);
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long micros = 0;
            for (UsageEvent event : events) {
                micros += ((Rating.Rated) rater.rate(event, context)).amount().micros();
            }
            long took = System.nanoTime() - start;
            out.printf("%,d calls/s (%d)%n", EVENTS * 1_000_000_000L / took, micros);
        }
    }

    private static RatePlan plan(Random random) {
        RateLayer below = new RateLayer(new RateLayer.Inclusions(List.of(), List.of(), List.of()));
        int table = below.addNode("voice/outgoing/world", "here", RateTerms.of(Fraction.ZERO), true);
        Rate[] rates = new Rate[200];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = new RateTerms(
                            Fraction.price(BigDecimal.valueOf(i + 1, 2), 60),
                            null,
                            List.of(),
                            null,
                            60L,
                            1L,
                            500_000L,
                            null,
                            null,
                            null)
                    .over(null);
        }
        for (int i = 0; i < PREFIXES; i++) {
            String prefix = "7" + random.nextInt(1_000_000);
            below.addPrefix(
                    UsageKind.VOICE,
                    Direction.OUTGOING,
                    prefix,
                    table,
                    new RateLayer.PrefixRate(RateLayer.Source.TABLE, rates[i % rates.length]));
        }
        RateTerms half = new RateTerms(
                null, Fraction.percent(BigDecimal.valueOf(50)), List.of(), null, null, null, null, null, null, null);
        When nights = new When(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                Set.of(),
                null,
                null,
                null,
                null,
                null,
                72_000,
                28_800);
        When weekend = new When(
                EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), Set.of(), null, null, null, null, null, 0, 86_400);
        below.addBand(table, new Band("night", 0, List.of(nights, weekend), half), "here");
        below.complete();
        RateLayer above = new RateLayer(new RateLayer.Inclusions(List.of(), List.of(), List.of()));
        int any = above.addNode("voice/outgoing", "here", RateTerms.of(Fraction.ZERO), true);
        above.addDirection(UsageKind.VOICE, Direction.OUTGOING, any, rates[7]);
        above.complete();
        return new RatePlan(
                new RatePlan.Terms(
                        "p",
                        LocalDate.of(2026, 1, 1),
                        Currency.getInstance("RUB"),
                        new Rounding(10_000, RoundingMode.HALF_UP),
                        ZoneId.of("Europe/Moscow")),
                List.of(above, below),
                List.of());
    }
}
