package io.turnpike.fees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.money.Rounding;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class ExactAmountTest {
    @Test
    void shares_lose_nothing_until_rounded() {
        // 250 RUB x 16/31 + 250 RUB x 15/31
        ExactAmount whole = ExactAmount.of(250_000_000);
        ExactAmount sum = whole.times(16, 31).plus(whole.times(15, 31));
        assertThat(sum).isEqualTo(whole).hasToString("250.00");
        assertThat(whole.times(16, 31)).hasToString("129.032258064…");
        assertThat(whole.times(1, 3).plus(whole.times(1, 7))).isEqualTo(whole.times(10, 21));
    }

    @Test
    void a_large_price_and_an_odd_share_do_not_overflow() {
        // 30 000 000.00 RUB a year, 33.33 % of it for 200 of 365 days: 5 478 904.109589...
        ExactAmount amount =
                ExactAmount.of(30_000_000_000_000L).times(3_333, 10_000).times(200, 365);
        assertThat(amount).hasToString("5478904.109589041…");
        assertThat(amount.round(new Rounding(10_000, RoundingMode.HALF_UP))).isEqualTo(5_478_904_110_000L);
    }

    @Test
    void nothing_is_divided_by_nothing() {
        assertThatThrownBy(() -> new ExactAmount(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
