package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.rating.Rater;
import io.turnpike.rating.Rating;
import io.turnpike.rating.RatingContext;
import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LargePriceListTest {
    private static final int PREFIXES = 1_000_000;

    @TempDir
    Path temp;

    @Test
    @Timeout(60)
    void a_million_prefixes_are_loaded_within_a_minute_shared_by_plans_and_switched_in_one_step() {
        StringBuilder table = new StringBuilder("prefix;name;price\n");
        for (int i = 0; i < PREFIXES; i++) {
            table.append(10_000_000 + i * 7)
                    .append(";somewhere;")
                    .append(i % 900 / 100)
                    .append('.');
            table.append(10 + i % 90).append(" RUB/min\n");
        }
        RulesFolder rules = new RulesFolder(temp.resolve("rating-rules")).write("base/world.csv", table.toString());
        rules.plan("base", "rates: { voice/outgoing/world: { table: world.csv, step: 60 s } }");
        for (int i = 0; i < 20; i++) {
            rules.plan("above-" + i, "extends: base\nrates: { voice/outgoing/+7: " + i + ".00 RUB/min }");
        }
        CatalogInForce inForce = new CatalogInForce(new RulesFolder(temp.resolve("empty")).load());
        long before = System.nanoTime();
        inForce.replace(rules.load());
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        RatingContext context =
                RatingContext.of(inForce.get().versions("above-3").get(0).in(ZoneId.of("Europe/Moscow")));
        UsageEvent event = new UsageEvent(
                UsageKind.VOICE,
                Direction.OUTGOING,
                IdentifierKind.NUMBER,
                "a",
                "1000070012",
                1_770_000_000L,
                61,
                false,
                "k");
        // prefix 10000700 is the 100th: 1.20 a minute, two minutes
        assertThat(((Rating.Rated) new Rater().rate(event, context)).amount()).hasToString("2.400000 RUB");
        assertThat(took).isLessThan(Duration.ofSeconds(30));
    }
}
