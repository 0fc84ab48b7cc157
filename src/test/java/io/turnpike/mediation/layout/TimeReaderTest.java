package io.turnpike.mediation.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeReaderTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void local_times_of_a_year_in_any_order_are_those_of_the_jdk() {
        TimeReader reader = reader("yyyy-MM-dd HH:mm:ss", TimeFormat.Choice.EARLIER, TimeFormat.Choice.LATER);
        DateTimeFormatter pattern = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
        Random random = new Random(20260302);
        for (int i = 0; i < 100_000; i++) {
            LocalDateTime local = LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(random.nextInt(365 * 86_400));
            // the JDK takes the earlier of two offsets, and moves a skipped time later: the two choices above
            assertThat(read(reader, local.format(pattern)))
                    .isEqualTo(local.atZone(BERLIN).toEpochSecond());
        }
    }

    @Test
    void a_text_means_the_same_whether_its_fields_have_one_place_or_are_looked_for() {
        TimeReader fixed = reader("yyyy-MM-dd HH:mm:ss", TimeFormat.Choice.EARLIER, TimeFormat.Choice.LATER);
        TimeReader general = reader("yyyy-MM-dd HH:mm:ss[.S]", TimeFormat.Choice.EARLIER, TimeFormat.Choice.LATER);
        assertThat(read(fixed, "0000-00-00 00:00:00")).isEqualTo(TimeReader.NONE);
        assertThat(read(fixed, "2026-03-02  10:00:00")).isEqualTo(read(fixed, "2026-03-02 10:00:00"));
        Random random = new Random(20261126);
        String sane = "2026-03-29 02:59:58";
        for (int i = 0; i < 100_000; i++) {
            char[] text = sane.toCharArray();
            for (int change = random.nextInt(4); change >= 0; change--) {
                text[random.nextInt(text.length)] = "0123456789:- /;\u00e9".charAt(random.nextInt(16));
            }
            String written = new String(text);
            assertThat(read(fixed, written)).as(written).isEqualTo(read(general, written));
        }
    }

    @Test
    void the_repeated_and_the_skipped_hour_follow_the_written_rule() {
        String twice = "2026-10-25 02:30:00";
        String never = "2026-03-29 02:30:00";
        String pattern = "yyyy-MM-dd HH:mm:ss";
        TimeReader earlier = reader(pattern, TimeFormat.Choice.EARLIER, TimeFormat.Choice.EARLIER);
        TimeReader later = reader(pattern, TimeFormat.Choice.LATER, TimeFormat.Choice.LATER);
        TimeReader reject = reader(pattern, TimeFormat.Choice.REJECT, TimeFormat.Choice.REJECT);
        assertThat(Instant.ofEpochSecond(read(earlier, twice))).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(Instant.ofEpochSecond(read(later, twice))).isEqualTo("2026-10-25T01:30:00Z");
        assertThat(Instant.ofEpochSecond(read(earlier, never))).isEqualTo("2026-03-29T00:30:00Z"); // 01:30 UTC+1
        assertThat(Instant.ofEpochSecond(read(later, never))).isEqualTo("2026-03-29T01:30:00Z"); // 03:30 UTC+2
        assertThat(read(reject, twice)).isEqualTo(TimeReader.NONE);
        assertThat(reject.fault()).isEqualTo(Fault.REPEATED_HOUR);
        assertThat(read(reject, never)).isEqualTo(TimeReader.NONE);
        assertThat(reject.fault()).isEqualTo(Fault.SKIPPED_HOUR);
        byte[] bytes = twice.getBytes(StandardCharsets.US_ASCII);
        assertThat(reject.epochSecond(bytes, 0, bytes.length, true)).isEqualTo(read(earlier, twice));
        assertThat(reject.epochSecond(bytes, 0, bytes.length, false)).isEqualTo(read(later, twice));
    }

    @Test
    void patterns_with_names_offsets_decimals_and_single_digits() {
        assertThat(at("d MMM yyyy HH:mm:ss.SX", "2 Mar 2026 10:00:05.123456+03:00"))
                .isEqualTo("2026-03-02T07:00:05Z");
        assertThat(at("EEE MMM d HH:mm:ss z yyyy", "Mon Mar 2 10:00:05 MSK 2026"))
                .isEqualTo("2026-03-02T07:00:05Z");
        assertThat(at("yyMMddHHmmss", "260302100005")).isEqualTo("2026-03-02T09:00:05Z");
        assertThat(at("dd.MM.yyyy H:mm", "02.03.2026 9:05")).isEqualTo("2026-03-02T08:05:00Z");
    }

    @Test
    void a_twelve_hour_clock_begins_each_half_day_with_twelve() {
        String pattern = "MM/dd/yyyy hh:mm:ss a"; // Berlin, UTC+1
        assertThat(at(pattern, "03/02/2026 12:00:05 AM")).isEqualTo("2026-03-01T23:00:05Z");
        assertThat(at(pattern, "03/02/2026 01:00:05 am")).isEqualTo("2026-03-02T00:00:05Z");
        assertThat(at(pattern, "03/02/2026 12:00:05 PM")).isEqualTo("2026-03-02T11:00:05Z");
        assertThat(at(pattern, "03/02/2026 11:59:59 pm")).isEqualTo("2026-03-02T22:59:59Z");
        assertThat(at("dd/MM/yy h:mma", "02/03/26 9:05PM")).isEqualTo("2026-03-02T20:05:00Z");
        for (String wrong : new String[] {
            "03/02/2026 00:00:05 AM", "03/02/2026 13:00:05 PM", "03/02/2026 10:00:05", "03/02/2026 10:00:05 XM"
        }) {
            TimeReader reader = reader(pattern, TimeFormat.Choice.REJECT, TimeFormat.Choice.REJECT);
            assertThat(read(reader, wrong)).as(wrong).isEqualTo(TimeReader.NONE);
        }
    }

    @Test
    void a_part_in_brackets_may_be_missing() {
        String pattern = "yyyy-MM-dd HH:mm[:ss][.S][ z]";
        assertThat(at(pattern, "2026-03-02 10:00")).isEqualTo("2026-03-02T09:00:00Z");
        assertThat(at(pattern, "2026-03-02 10:00:05")).isEqualTo("2026-03-02T09:00:05Z");
        assertThat(at(pattern, "2026-03-02 10:00:05.120")).isEqualTo("2026-03-02T09:00:05Z");
        assertThat(at(pattern, "2026-03-02 10:00:05.120 MSK")).isEqualTo("2026-03-02T07:00:05Z");
        TimeReader reader = reader(pattern, TimeFormat.Choice.REJECT, TimeFormat.Choice.REJECT);
        assertThat(read(reader, "2026-03-02 10:00:5")).isEqualTo(TimeReader.NONE);
        assertThat(read(reader, "2026-03-02 10:00:05 XYZ")).isEqualTo(TimeReader.NONE);
    }

    @Test
    void a_month_may_be_in_capitals_and_a_day_padded_with_a_blank() {
        assertThat(at("dd-MMM-yy HH:mm:ss", "02-MAR-26 10:00:05")).isEqualTo("2026-03-02T09:00:05Z");
        assertThat(at("EEE MMM d HH:mm:ss yyyy", "Mon Mar  2 10:00:05 2026")).isEqualTo("2026-03-02T09:00:05Z");
    }

    @Test
    void what_is_no_time_is_refused() {
        TimeReader reader = reader("yyyy-MM-dd HH:mm:ss", TimeFormat.Choice.LATER, TimeFormat.Choice.LATER);
        for (String wrong : new String[] {
            "", "2026-02-29 10:00:00", "2026-03-02 24:00:00", "2026-03-02 10:60:00", "2026-03-02 10:00:60",
            "2026-03-02 10:00:0", "2026-03-02 10:00:000", "2026-3-02 10:00:00", "2026-03-02T10:00:00",
                    "0000-00-00 00:00:00"
        }) {
            assertThat(read(reader, wrong)).as(wrong).isEqualTo(TimeReader.NONE);
            assertThat(reader.fault()).isEqualTo(Fault.BAD_TIME);
        }
    }

    private static String at(String pattern, String text) {
        TimeReader reader = reader(pattern, TimeFormat.Choice.REJECT, TimeFormat.Choice.REJECT);
        return Instant.ofEpochSecond(read(reader, text)).toString();
    }

    private static TimeReader reader(String pattern, TimeFormat.Choice repeated, TimeFormat.Choice skipped) {
        return new TimeReader(new TimeFormat(
                TimeFormat.Kind.PATTERN,
                Optional.of(TimePattern.of(pattern)),
                BERLIN,
                repeated,
                skipped,
                Map.of("MSK", ZoneId.of("+03:00"))));
    }

    private static long read(TimeReader reader, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return reader.epochSecond(bytes, 0, bytes.length, null);
    }
}
