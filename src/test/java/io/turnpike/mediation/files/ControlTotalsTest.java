package io.turnpike.mediation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.usage.UsageKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlTotalsTest {
    private static final Volume CALL = Volume.of(UsageKind.Unit.SECOND, 61);

    @Test
    void amounts_of_two_currencies_are_never_added_up() {
        ControlTotals rubles = ControlTotals.of(CALL, Map.of(Fate.RATED, CALL)).charging(Map.of("RUB", 3_800_000L));
        ControlTotals euros = ControlTotals.of(CALL, Map.of(Fate.RATED, CALL)).charging(Map.of("EUR", 500_000L));
        ControlTotals sum = rubles.plus(euros).plus(rubles);
        assertThat(sum.amountMicros()).isEqualTo(Map.of("RUB", 7_600_000L, "EUR", 500_000L));
        assertThat(sum.equation(Measure.SECONDS))
                .isEqualTo("read 183 = rated 183 + suspended 0 + duplicate 0 + filtered 0 + held 0");
    }

    @Test
    void totals_that_do_not_add_up_in_any_measure_cannot_be_made() {
        assertThatThrownBy(() -> ControlTotals.of(CALL, Map.of(Fate.RATED, Volume.ofRecords(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("do not add up");
    }

    @Test
    void what_a_retry_shows_of_a_record_is_read_with_it() {
        ControlTotals before = ControlTotals.of(Volume.ofRecords(1), Map.of(Fate.SUSPENDED, Volume.ofRecords(1)));
        ControlTotals after = before.plus(ControlTotals.moved(Fate.SUSPENDED, Volume.ofRecords(1), Fate.RATED, CALL));
        assertThat(after).isEqualTo(ControlTotals.of(CALL, Map.of(Fate.RATED, CALL)));
    }
}
