package io.turnpike.mediation.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.usage.Direction;
import io.turnpike.usage.IdentifierKind;
import io.turnpike.usage.UsageEvent;
import io.turnpike.usage.UsageKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartMergerTest {
    private static final Instant HELD = Instant.parse("2026-03-02T12:00:00Z");
    private final PartMerger merger = new PartMerger(
            new PartRules(List.of(0), 1, Set.of(), 1, 2, Set.of("Y"), Duration.ofHours(26), Fraction.UP));

    @Test
    void parts_in_any_order_make_one_call_rounded_once() {
        // 3600.4 + 3600.4 + 10.1 = 7210.9 s, up to 7211; rounded part by part it would be 3601 + 3601 + 11 = 7213
        PartMerger.Merged merged = merger.merge(
                List.of(part(3, true, 10_100_000), part(1, false, 3_600_400_000L), part(2, false, 3_600_400_000L)),
                HELD,
                HELD);
        assertThat(merged).isInstanceOfSatisfying(PartMerger.Merged.Whole.class, whole -> {
            assertThat(whole.event().quantity()).isEqualTo(7211);
            assertThat(whole.event().startEpochSecond()).isEqualTo(1000);
            assertThat(whole.event().dedupeKey()).isEqualTo("call c");
            assertThat(whole.event().continuation()).isFalse();
            assertThat(whole.used()).extracting(Part::number).containsExactly(1L, 2L, 3L);
        });
    }

    @Test
    void a_gap_or_a_missing_last_part_is_waited_for_until_the_time_is_over() {
        List<Part> gap = List.of(part(1, false, 1_000_000), part(3, true, 1_000_000));
        assertThat(merger.merge(gap, HELD, HELD.plusSeconds(26 * 3600 - 1)))
                .isEqualTo(new PartMerger.Merged.Waiting(List.of(2L), false, Instant.parse("2026-03-03T14:00:00Z")));
        assertThat(merger.merge(List.of(part(1, false, 1_000_000)), HELD, HELD))
                .isEqualTo(new PartMerger.Merged.Waiting(List.of(), true, Instant.parse("2026-03-03T14:00:00Z")));
        assertThat(merger.merge(gap, HELD, HELD.plusSeconds(26 * 3600)))
                .isInstanceOfSatisfying(PartMerger.Merged.Overdue.class, overdue -> {
                    assertThat(overdue.event().quantity()).isEqualTo(2);
                    assertThat(overdue.missing()).containsExactly(2L);
                });
    }

    @Test
    void a_part_delivered_twice_counts_once_and_two_different_ones_are_a_conflict() {
        Part one = part(1, true, 5_000_000);
        assertThat(merger.merge(List.of(one, part(1, true, 5_000_000)), HELD, HELD))
                .isInstanceOfSatisfying(PartMerger.Merged.Whole.class, whole -> {
                    assertThat(whole.event().quantity()).isEqualTo(5);
                    assertThat(whole.duplicates()).hasSize(1);
                });
        Part other = part(1, true, 6_000_000);
        assertThat(merger.merge(List.of(one, other), HELD, HELD)).isInstanceOf(PartMerger.Merged.Conflict.class);
    }

    @Test
    void a_late_part_is_a_continuation_of_its_own() {
        assertThat(part(2, true, 1_000_000).asContinuation().continuation()).isTrue();
        assertThat(part(2, true, 1_000_000).asContinuation().dedupeKey()).isEqualTo("c 2");
    }

    private static Part part(long number, boolean last, long micros) {
        UsageEvent event = new UsageEvent(
                UsageKind.VOICE,
                Direction.OUTGOING,
                IdentifierKind.NUMBER,
                "1",
                "2",
                1000 + (number - 1) * 3600,
                Fraction.UP.whole(micros),
                false,
                "c " + number);
        return new Part("c", number, last, event, micros);
    }
}
