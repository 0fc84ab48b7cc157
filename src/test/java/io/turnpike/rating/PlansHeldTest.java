package io.turnpike.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlansHeldTest {
    private static final PlansHeld HELD = PlansHeld.whenAsked(() -> List.of(
            new PlansHeld.Spell("phone", 0, 1_000),
            new PlansHeld.Spell("internet", 100, 200),
            new PlansHeld.Spell("internet", 500, 600)));

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
