package io.turnpike.payments.advances;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.payments.advances.AdvanceMapper.Closing;
import io.turnpike.payments.advances.ClosedDays.Side;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An invoice (1) of April of 1000, payments 11 to 13, a refund (2) of November. */
class ClosedDaysTest {
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 10);
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);
    private static final LocalDate JUNE = LocalDate.of(2026, 6, 5);
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 20);

    private static Closing closing(
            long debit, LocalDate asked, long credit, LocalDate came, long minor, @Nullable LocalDate releasedOn) {
        return new Closing(7, debit, asked, credit, came, minor, releasedOn);
    }

    private static ClosedDays days(Closing... closings) {
        return ClosedDays.of(
                List.of(closings),
                Map.of(
                        new Side(7, 1),
                        1000L,
                        new Side(7, 2),
                        400L,
                        new Side(7, 11),
                        400L,
                        new Side(7, 12),
                        1000L,
                        new Side(7, 13),
                        600L));
    }

    @Test
    void what_was_undone_counts_until_then_and_what_takes_its_place_from_then_on() {
        ClosedDays days = days(
                closing(1, APRIL, 11, MARCH, 400, NOVEMBER),
                closing(2, NOVEMBER, 11, MARCH, 400, null),
                closing(1, APRIL, 12, JUNE, 400, null));
        assertThat(days.of(7, 11)).containsExactly(Map.entry(APRIL, 400L), Map.entry(NOVEMBER, 0L));
        assertThat(days.of(7, 12)).containsExactly(Map.entry(JUNE, 400L));
    }

    @Test
    void what_was_free_all_the_time_is_closed_at_once_and_the_rest_when_it_is_free() {
        ClosedDays days = days(
                closing(1, APRIL, 11, MARCH, 400, NOVEMBER),
                closing(2, NOVEMBER, 11, MARCH, 400, null),
                closing(1, APRIL, 12, JUNE, 1000, null));
        // 600 of the invoice were open in June
        assertThat(days.of(7, 12)).containsExactly(Map.entry(JUNE, 600L), Map.entry(NOVEMBER, 400L));
    }

    @Test
    void what_is_left_of_a_part_goes_on_where_it_was() {
        ClosedDays days = days(
                closing(1, APRIL, 12, MARCH, 1000, NOVEMBER),
                closing(1, APRIL, 12, MARCH, 600, null),
                closing(2, NOVEMBER, 12, MARCH, 400, null));
        assertThat(days.of(7, 12)).containsExactly(Map.entry(APRIL, 1000L), Map.entry(NOVEMBER, 0L));
    }

    @Test
    void what_is_undone_for_a_day_before_was_never_closed() {
        ClosedDays days = days(
                closing(1, NOVEMBER, 13, MARCH, 600, JUNE),
                closing(2, JUNE, 13, MARCH, 400, null),
                closing(1, NOVEMBER, 13, MARCH, 200, null));
        assertThat(days.of(7, 13)).containsExactly(Map.entry(JUNE, 400L), Map.entry(NOVEMBER, 200L));
    }
}
