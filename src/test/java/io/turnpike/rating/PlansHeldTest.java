package io.turnpike.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.money.Rounding;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlansHeldTest {
    private static final PlansHeld HELD = PlansHeld.whenAsked(() -> List.of(
            PlanTimeline.of(List.of(segment(0, plan("phone")), segment(1_000, null))),
            PlanTimeline.of(List.of(
                    segment(100, plan("internet")),
                    segment(200, null),
                    segment(500, plan("internet")),
                    segment(600, null)))));

    private static PlanTimeline.Segment segment(long from, @Nullable RatePlan plan) {
        return new PlanTimeline.Segment(from, plan);
    }

    private static RatePlan plan(String name) {
        return new RatePlan(
                new RatePlan.Terms(
                        name,
                        LocalDate.of(2026, 1, 1),
                        Currency.getInstance("RUB"),
                        new Rounding(10_000, RoundingMode.HALF_UP),
                        ZoneOffset.UTC),
                List.of(),
                List.of());
    }

    @Test
    void a_bundle_is_held_only_while_all_of_its_plans_are() {
        Set<String> bundle = Set.of("phone", "internet");
        assertThat(List.of(99L, 100L, 199L, 200L, 550L, 600L))
                .extracting(at -> HELD.holdsAll(bundle, at))
                .containsExactly(false, true, true, false, true, false);
    }

    @Test
    void always_and_none_have_no_edges() {
        assertThat(PlansHeld.always(Set.of("phone")).holdsAll(Set.of("phone"), Long.MIN_VALUE))
                .isTrue();
        assertThat(PlansHeld.none().holdsAll(Set.of("phone"), 0)).isFalse();
        assertThat(PlansHeld.none().holdsAll(Set.of(), 0)).isTrue();
    }
}
