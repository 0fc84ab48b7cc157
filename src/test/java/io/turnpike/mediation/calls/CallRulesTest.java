package io.turnpike.mediation.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.mediation.layout.LineBlock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallRulesTest {
    @Test
    void own_numbers_tell_the_direction_and_a_call_between_two_of_them_is_charged_once() {
        String yaml = Formats.SIMPLE.replace(
                "  - always: outgoing", "  - { own-numbers: [\"7495123\", \"7495124\"], within: outgoing }");
        assertThat(read(
                        yaml,
                        "1;2026-03-02 10:00:05;74951230001;112;1",
                        "2;2026-03-02 10:00:05;79160000000;74951240001;1",
                        "3;2026-03-02 10:00:05;74951230001;74951240001;1",
                        "4;2026-03-02 10:00:05;79160000000;79170000000;1"))
                .containsExactly(
                        "voice outgoing 74951230001 -> 112 2026-03-02T09:00:05Z 1 s key 1",
                        "voice incoming 74951240001 -> 79160000000 2026-03-02T09:00:05Z 1 s key 2",
                        "voice outgoing 74951230001 -> 74951240001 2026-03-02T09:00:05Z 1 s key 3",
                        "rejected no-direction");
    }

    @Test
    void units_become_seconds_and_fractions_follow_the_written_rule() {
        assertThat(quantity("ms", "up", "60001")).isEqualTo("61 s");
        assertThat(quantity("us", "up", "60000001")).isEqualTo("61 s");
        assertThat(quantity("min", "exact", "1.5")).isEqualTo("90 s");
        assertThat(quantity("h:mm:ss", "exact", "1:02:03")).isEqualTo("3723 s"); // 3600 + 120 + 3
        assertThat(quantity("h:mm:ss", "exact", "62:03")).isEqualTo("3723 s");
        for (String none : List.of("1:02:03:04", "1:75:03", "1:02:75", "62:63", "62")) {
            assertThat(quantity("h:mm:ss", "exact", none)).isEqualTo("bad-number seconds: '" + none + "'");
        }
        assertThat(quantity("hhmmss", "exact", "010203")).isEqualTo("3723 s");
        assertThat(quantity("hhmmss", "exact", "203")).isEqualTo("123 s");
        assertThat(quantity("hhmmss", "exact", "016003")).isEqualTo("bad-number seconds: '016003'");
        assertThat(quantity("s", "half-up", "60.5")).isEqualTo("61 s");
        assertThat(quantity("s", "half-up", "60.499999")).isEqualTo("60 s");
        assertThat(quantity("s", "down", "60.999999")).isEqualTo("60 s");
        assertThat(quantity("s", "exact", "60.5")).isEqualTo("bad-number seconds: '60.5'");
        assertThat(quantity("s", "up", "3000000")).isEqualTo("quantity-too-large seconds: '3000000'");
        assertThat(quantity("h:mm:ss", "exact", "1::3")).isEqualTo("bad-number seconds: '1::3'");
    }

    private static String quantity(String unit, String fraction, String text) {
        String yaml = Formats.SIMPLE.replace("unit: s, fraction: up", "unit: '" + unit + "', fraction: " + fraction);
        String result = read(yaml, "1;2026-03-02 10:00:05;1;2;" + text).get(0);
        return result.replaceFirst(".*Z (.*) key 1", "$1").replaceFirst("^rejected ", "");
    }

    @Test
    void a_quantity_between_two_times_counts_real_seconds_over_a_clock_change() {
        String yaml = Formats.SIMPLE.replace(
                        "quantity: { column: seconds, unit: s, fraction: up, empty: reject }",
                        "quantity: { between: start-and-end }")
                + "end: { column: flag, format: yyyy-MM-dd HH:mm:ss, zone: Europe/Berlin, repeated-hour: later, skipped-hour: later }\n";
        assertThat(read(
                        yaml,
                        "1;2026-10-25 01:59:50;1;2;;2026-10-25 03:00:10",
                        "2;2026-03-02 10:00:05;1;2;;2026-03-02 10:00:04",
                        "3;2026-03-02 10:00:05;1;2;;"))
                .containsExactly(
                        "voice outgoing 1 -> 2 2026-10-24T23:59:50Z 7220 s key 1", // 20 s + two hours from 02 to 03
                        "rejected negative-quantity flag: '2026-03-02 10:00:04'",
                        "rejected empty-field flag: empty");
    }

    @Test
    void of_a_repeated_end_the_instant_before_the_start_is_not_meant() {
        String times =
                "format: yyyy-MM-dd HH:mm:ss, zone: Europe/Berlin, repeated-hour: earlier, skipped-hour: later }\n";
        String yaml = Formats.SIMPLE
                        .replace(
                                "quantity: { column: seconds, unit: s, fraction: up, empty: reject }",
                                "quantity: { between: start-and-end }")
                        .replaceFirst("start: .*\n", "start: { column: start, " + times)
                + "end: { column: flag, " + times;
        assertThat(read(
                        yaml,
                        "1;2026-10-25 02:59:50;1;2;;2026-10-25 02:00:10",
                        "2;2026-10-25 02:10:00;1;2;;2026-10-25 02:20:00",
                        "3;2026-10-25 03:10:00;1;2;;2026-10-25 02:50:00",
                        "4;2026-10-25 02:10:00;1;2;;2026-10-25 01:50:00"))
                .containsExactly(
                        "voice outgoing 1 -> 2 2026-10-25T00:59:50Z 20 s key 1",
                        "voice outgoing 1 -> 2 2026-10-25T00:10:00Z 600 s key 2",
                        "rejected negative-quantity flag: '2026-10-25 02:50:00'",
                        "rejected negative-quantity flag: '2026-10-25 01:50:00'");
    }

    @Test
    void the_unit_must_measure_the_kind_of_usage() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> Formats.of(Formats.SIMPLE.replace("unit: s", "unit: KiB"))))
                .hasMessageContaining("voice is measured in seconds");
    }

    private static List<String> read(String yaml, String... lines) {
        ReadResults results = new ReadResults();
        CallDecoder decoder = new CallDecoder(Formats.of(yaml), Checkpoint.START);
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        decoder.decode(LineBlock.whole(bytes), results);
        return results.take();
    }
}
