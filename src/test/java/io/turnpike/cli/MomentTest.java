package io.turnpike.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.jobs.Parameters.BadParameter;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MomentTest {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private static String range(String at) {
        Moment moment = Moment.of(null, at);
        return moment.in(MOSCOW).from() + " " + moment.in(MOSCOW).to() + " of " + moment.days();
    }

    @Test
    void a_minute_or_a_second_is_of_the_operators_clock_unless_an_offset_is_written() {
        String day = " of " + Moment.of(null, "2026-03-10").days();
        assertThat(range("2026-03-10")).isEqualTo("2026-03-09T21:00:00Z 2026-03-10T21:00:00Z" + day);
        assertThat(range("2026-03-10T09:30")).isEqualTo("2026-03-10T06:30:00Z 2026-03-10T06:31:00Z" + day);
        assertThat(range("2026-03-10 09:30:15")).isEqualTo("2026-03-10T06:30:15Z 2026-03-10T06:30:16Z" + day);
        assertThat(range("2026-03-10T06:30:15Z")).isEqualTo("2026-03-10T06:30:15Z 2026-03-10T06:30:16Z" + day);
        assertThat(range("2026-03-10T07:30+01:00")).isEqualTo("2026-03-10T06:30:00Z 2026-03-10T06:31:00Z" + day);
        assertThat(Moment.of(YearMonth.of(2026, 3), null).in(MOSCOW).from()).hasToString("2026-02-28T21:00:00Z");
    }

    @Test
    void what_is_no_time_is_told_with_the_ways_to_write_one() {
        assertThatThrownBy(() -> Moment.of(null, "yesterday"))
                .isInstanceOf(BadParameter.class)
                .hasMessage(
                        "--at: 'yesterday' is no day or time: write 2026-03-10, 2026-03-10T09:30, 2026-03-10T09:30:15"
                                + " or 2026-03-10T06:30:15Z");
        assertThatThrownBy(() -> Moment.of(null, null)).hasMessageStartingWith("say which days");
    }
}
