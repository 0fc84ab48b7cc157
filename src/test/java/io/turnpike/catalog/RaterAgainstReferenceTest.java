package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.catalog.ReferenceRater.ModelBand;
import io.turnpike.catalog.ReferenceRater.ModelNode;
import io.turnpike.catalog.ReferenceRater.ModelRate;
import io.turnpike.rating.Explanation;
import io.turnpike.rating.Rater;
import io.turnpike.rating.Rating;
import io.turnpike.rating.RatingContext;
import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random plans and calls: the fast rater and a slow, separate one agree on every amount. A failure names its seed. */
class RaterAgainstReferenceTest {
    private static final int CALLS = 400;
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @TempDir
    Path temp;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 20260301, 42})
    void fast_and_slow_rater_agree(long seed) {
        Random random = new Random(seed);
        List<ModelNode> nodes = nodes(random);
        RulesFolder rules = new RulesFolder(temp.resolve("rating-rules"));
        rules.plan(
                "below",
                yaml(
                        nodes.stream()
                                .filter(node -> node.prefix().length() % 2 == 1)
                                .toList(),
                        ""));
        rules.plan(
                "p",
                yaml(
                        nodes.stream()
                                .filter(node -> node.prefix().length() % 2 == 0)
                                .toList(),
                        "extends: below\n"));
        RatingContext context =
                RatingContext.of(rules.load().versions("p").get(0).in(ZONE));
        ReferenceRater reference = new ReferenceRater(nodes, ZONE);
        Rater rater = new Rater();
        for (int i = 0; i < CALLS; i++) {
            String number = "49" + digits(random, 9);
            long start = start(random);
            long seconds = random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(400);
            UsageEvent event = new UsageEvent(
                    UsageKind.VOICE,
                    Direction.OUTGOING,
                    IdentifierKind.NUMBER,
                    "a",
                    number,
                    start,
                    seconds,
                    false,
                    "" + i);
            Rating rating = rater.rate(event, context);
            Explanation explained = rater.explain(event, context);
            ReferenceRater.Ratio expected = reference.price(number, start, seconds);
            assertThat(((Rating.Rated) rating).amount().micros())
                    .as("seed %d, call %d: %s, %s", seed, i, event, explained)
                    .isEqualTo(ReferenceRater.micros(expected));
            assertThat(explained.rating()).isEqualTo(rating);
        }
    }

    private static long start(Random random) {
        List<LocalDate> days = List.of(
                LocalDate.of(2026, 3, 29), // 23 hours
                LocalDate.of(2026, 10, 25), // 25 hours
                LocalDate.of(2026, 2, 28),
                LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365)));
        LocalDate day = days.get(random.nextInt(days.size()));
        return day.atStartOfDay(ZONE).toEpochSecond() + random.nextInt(90_000) - 1800;
    }

    private static List<ModelNode> nodes(Random random) {
        Map<String, ModelNode> nodes = new LinkedHashMap<>();
        nodes.put("49", node("49", random));
        for (int i = 0; i < 30; i++) {
            String prefix = "49" + digits(random, 1 + random.nextInt(3));
            nodes.put(prefix, node(prefix, random));
        }
        return new ArrayList<>(nodes.values());
    }

    private static ModelNode node(String prefix, Random random) {
        List<ModelBand> bands = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            int from = random.nextInt(24);
            int to = (from + 1 + random.nextInt(22)) % 24;
            boolean share = random.nextBoolean();
            bands.add(new ModelBand(
                    "b" + i,
                    DayOfWeek.of(1 + random.nextInt(7)),
                    DayOfWeek.of(1 + random.nextInt(7)),
                    from,
                    to == 0 ? 24 : to,
                    random.nextInt(3),
                    share ? 1 + random.nextInt(150) : 0,
                    rate(random)));
        }
        return new ModelNode(prefix, rate(random), bands);
    }

    private static ModelRate rate(Random random) {
        int[] increments = {1, 6, 10, 30, 60};
        return new ModelRate(
                random.nextInt(20_000),
                List.of(1, 7, 10, 60, 3600).get(random.nextInt(5)),
                increments[random.nextInt(5)],
                increments[random.nextInt(5)],
                random.nextInt(3) * 125);
    }

    private static String yaml(List<ModelNode> nodes, String head) {
        StringBuilder text = new StringBuilder(head).append("rates:\n");
        text.append("  message/outgoing: 1.00 RUB/event\n");
        for (ModelNode node : nodes) {
            String path = "  voice/outgoing/+" + node.prefix();
            text.append(path).append(": { ").append(terms(node.rate())).append(" }\n");
            for (ModelBand band : node.bands()) {
                text.append(path).append(" @ ").append(band.name()).append(": { ");
                text.append(band.percent() > 0 ? "price: " + band.percent() + " %" : terms(band.rate()));
                text.append(String.format(
                        ", priority: %d, when: %s-%s %02d:00-%02d:00 }%n",
                        band.priority(),
                        band.fromDay().name().substring(0, 3).toLowerCase(java.util.Locale.ROOT),
                        band.toDay().name().substring(0, 3).toLowerCase(java.util.Locale.ROOT),
                        band.fromHour(),
                        band.toHour()));
            }
        }
        return text.toString();
    }

    private static String terms(ModelRate rate) {
        return String.format(
                "price: %d.%03d RUB/%d s, step: %d s then %d s, setup: 0.%03d RUB",
                rate.milliRoubles() / 1000,
                rate.milliRoubles() % 1000,
                rate.perSeconds(),
                rate.first(),
                rate.next(),
                rate.setupMilli());
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
