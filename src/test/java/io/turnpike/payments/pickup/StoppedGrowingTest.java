package io.turnpike.payments.pickup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoppedGrowingTest {
    private Instant now = Instant.parse("2026-11-03T08:00:00Z");
    private final Map<String, StoppedGrowing.Stamp> files = new HashMap<>();
    private final StoppedGrowing<String> growing = new StoppedGrowing<>(
            new StoppedGrowing.Look<>() {
                @Override
                public String name(String file) {
                    return file;
                }

                @Override
                public StoppedGrowing.@Nullable Stamp stamp(String file) {
                    return files.get(file);
                }
            },
            Duration.ofSeconds(10),
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            });

    private List<String> look(int secondsLater, long size, long modified) {
        now = now.plusSeconds(secondsLater);
        files.put("a", new StoppedGrowing.Stamp(size, modified));
        return growing.filterFiles(new String[] {"a"});
    }

    @Test
    void a_file_is_let_through_when_size_and_time_have_rested_whatever_its_time_says() {
        assertThat(look(0, 10, 0)).isEmpty();
        assertThat(look(9, 10, 0)).isEmpty();
        assertThat(look(1, 11, 0)).isEmpty(); // it grew, with an old time
        assertThat(growing.waiting()).isEqualTo(1);
        assertThat(look(9, 11, 0)).isEmpty();
        assertThat(look(1, 11, 0)).containsExactly("a");
        assertThat(growing.waiting()).isZero();
        assertThat(look(1, 11, 5)).isEmpty(); // written anew, as long as before
    }

    @Test
    void a_clock_that_goes_back_a_day_does_not_keep_a_file_for_a_day() {
        look(0, 10, 0);
        assertThat(look(-86_400, 10, 0)).isEmpty();
        assertThat(look(9, 10, 0)).isEmpty();
        assertThat(look(1, 10, 0)).containsExactly("a");
    }

    @Test
    void a_file_that_went_and_came_again_begins_anew() {
        look(0, 10, 0);
        assertThat(growing.filterFiles(new String[0])).isEmpty();
        assertThat(look(20, 10, 0)).isEmpty();
    }
}
