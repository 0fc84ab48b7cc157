package io.turnpike.mediation.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldNumbersTest {
    @Test
    void decimals_are_read_exactly() {
        assertThat(micros("60.250", 0)).isEqualTo(60_250_000);
        assertThat(micros("60,25", 0)).isEqualTo(60_250_000);
        assertThat(micros("617", 1)).isEqualTo(61_700_000);
        assertThat(micros("00000617", 3)).isEqualTo(617_000);
        assertThat(micros("61.7", 1)).isEqualTo(61_700_000); // a written dot wins over implied decimals
        assertThat(micros("-0.5", 0)).isEqualTo(-500_000);
        assertThat(micros(".5", 0)).isEqualTo(500_000);
        assertThat(micros("5.", 0)).isEqualTo(5_000_000);
        assertThat(micros("1.0000000", 0)).isEqualTo(1_000_000);
    }

    @Test
    void what_is_no_number_or_too_fine_or_too_large_is_bad() {
        for (String wrong : new String[] {
            "",
            "-",
            ".",
            "1.2.3",
            "1e3",
            "1 2",
            "0x1",
            "1.0000001",
            "9999999999999999999",
            "99999999999999",
            "1.-5",
            "--1"
        }) {
            assertThat(micros(wrong, 0)).as(wrong).isEqualTo(FieldNumbers.BAD);
        }
    }

    @Test
    void random_decimals_are_those_of_big_decimal() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal value =
                    BigDecimal.valueOf(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L), random.nextInt(7));
            assertThat(micros(value.toPlainString(), 0))
                    .isEqualTo(value.movePointRight(6).longValueExact());
        }
    }

    private static long micros(String text, int impliedDecimals) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return FieldNumbers.micros(bytes, 0, bytes.length, impliedDecimals);
    }
}
