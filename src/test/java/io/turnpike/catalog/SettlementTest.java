package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.rating.CounterDelta;
import io.turnpike.rating.CounterPeriods;
import io.turnpike.rating.Counters;
import io.turnpike.rating.OwnPrices;
import io.turnpike.rating.PlanTimeline;
import io.turnpike.rating.PlansHeld;
import io.turnpike.rating.RatePlan;
import io.turnpike.rating.Rater;
import io.turnpike.rating.Rating;
import io.turnpike.rating.RatingContext;
import io.turnpike.rating.Settlement;
import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementTest {
    private static final long START = 1_772_409_600L; // 2026-03-02 00:00 UTC

    @TempDir
    Path temp;

    private RatePlan plan;

    @BeforeEach
    void plan() {
        RulesFolder rules = new RulesFolder(temp.resolve("rating-rules"));
        rules.plan("p", """
                rates:
                  voice/outgoing: { tiers: graduated, step: 1 s, up-to 30 min: 1.07 RUB/min, above: 0.53 RUB/min, scope: account }
                  message/outgoing: { tiers: whole-volume, up-to 20 events: 2.00 RUB/event, above: 1.50 RUB/event }
                allowances:
                  pool: { units: 10 min, covers: voice/outgoing, scope: account }
                discounts:
                  much: { covers: message/outgoing, from: { 30.00 RUB: 10 % } }
                """);
        plan = rules.load().versions("p").get(0).in(ZoneOffset.UTC);
    }

    private List<Settlement.Usage> usages() {
        Counters account = Counters.empty();
        List<RatingContext> services = List.of(service(account), service(account));
        List<Settlement.Usage> usages = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            UsageKind kind = i % 2 == 0 ? UsageKind.VOICE : UsageKind.MESSAGE;
            UsageEvent event = new UsageEvent(
                    kind,
                    Direction.OUTGOING,
                    IdentifierKind.NUMBER,
                    "a",
                    "74951234567",
                    START + i / 3, // several at the same instant: the duplicate key decides
                    kind == UsageKind.VOICE ? 61 + i : 1,
                    false,
                    "k" + i);
            usages.add(new Settlement.Usage(event, services.get(i % 4 / 2)));
        }
        return usages;
    }

    private RatingContext service(Counters account) {
        return new RatingContext(
                PlanTimeline.of(plan),
                OwnPrices.none(),
                Counters.empty(),
                account,
                CounterPeriods.calendar(),
                PlansHeld.none());
    }

    private static List<String> amounts(List<Settlement.Settled> settled) {
        return settled.stream()
                .map(one -> one.usage().event().dedupeKey() + " " + ((Rating.Rated) one.rating()).amount())
                .toList();
    }

    @Test
    void the_order_in_which_events_arrive_changes_nothing() {
        List<String> expected = amounts(Settlement.settle(usages()));
        for (int seed = 0; seed < 10; seed++) {
            List<Settlement.Usage> shuffled = usages();
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(amounts(Settlement.settle(shuffled))).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void whole_volume_first_then_the_discount_on_what_that_came_to() {
        // 15 messages a service are within 20: 2.00 each, 30.00 together, so 10 % off: 1.80
        assertThat(Settlement.settle(usages()).stream()
                        .filter(one -> one.usage().event().kind() == UsageKind.MESSAGE)
                        .map(one -> ((Rating.Rated) one.rating()).amount().toString()))
                .hasSize(30)
                .containsOnly("1.800000 RUB");
    }

    @Test
    void nothing_is_provisional_any_more() {
        assertThat(Settlement.settle(usages()))
                .allSatisfy(one ->
                        assertThat(((Rating.Rated) one.rating()).provisional()).isFalse());
    }

    @Test
    void counters_are_the_sum_of_the_deltas_of_all_events_and_can_be_restored_from_rows() {
        List<Settlement.Usage> usages = usages();
        Rater rater = new Rater();
        Counters sum = Counters.empty();
        for (Settlement.Usage usage : usages) {
            Rating.Rated rated = (Rating.Rated) rater.rate(usage.event(), usage.service());
            for (CounterDelta delta : rated.deltas()) {
                if (delta.scope() == io.turnpike.rating.Scope.ACCOUNT) {
                    sum.apply(delta);
                }
            }
        }
        Counters account = usages.get(0).service().account();
        assertThat(sum.rows()).isEqualTo(account.rows()).hasSize(2);
        assertThat(Counters.of(account.rows()).rows()).isEqualTo(account.rows());
    }
}
