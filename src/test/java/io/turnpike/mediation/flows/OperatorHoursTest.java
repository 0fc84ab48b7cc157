package io.turnpike.mediation.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.mediation.flows.OperatorHours.Slot;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorHoursTest {
    /** As many as fit into a packed day. */
    private static final int MOST_HOURS_A_DAY = 26;

    private static OperatorHours of(String zone) {
        return new OperatorHours(ZoneId.of(zone));
    }

    /** The hours of a day: their UTC begins, and that of the next day. */
    private static List<String> begins(OperatorHours hours, LocalDate day) {
        List<String> begins = new ArrayList<>();
        for (int hour = hours.firstHour(day); hour <= hours.firstHour(day.plusDays(1)); hour++) {
            begins.add(Instant.ofEpochMilli(hours.beginMillis(hour)).toString().substring(11, 16));
        }
        return begins;
    }

    @Test
    void days_of_a_clock_change_have_23_and_25() {
        OperatorHours berlin = of("Europe/Berlin");
        int spring = berlin.firstHour(LocalDate.of(2026, 3, 29));
        assertThat(berlin.firstHour(LocalDate.of(2026, 3, 30)) - spring).isEqualTo(23);
        int autumn = berlin.firstHour(LocalDate.of(2026, 10, 25));
        assertThat(berlin.firstHour(LocalDate.of(2026, 10, 26)) - autumn).isEqualTo(25);
        assertThat(berlin.slotOf(autumn + 24)).isEqualTo(new Slot(LocalDate.of(2026, 10, 25), 24));
    }

    @Test
    void an_hour_of_kolkata_begins_half_an_hour_into_that_of_utc() {
        OperatorHours kolkata = of("Asia/Kolkata");
        LocalDate april = LocalDate.of(2026, 4, 1);
        // midnight is 18:30 UTC
        int first = kolkata.hourAt(Instant.parse("2026-03-31T18:30:00Z"));
        assertThat(kolkata.firstHour(april)).isEqualTo(first);
        assertThat(kolkata.slotOf(first)).isEqualTo(new Slot(april, 0));
        assertThat(kolkata.hourAt(Instant.parse("2026-03-31T19:29:59.999Z"))).isEqualTo(first);
        assertThat(kolkata.hourAt(Instant.parse("2026-03-31T19:30:00Z"))).isEqualTo(first + 1);
        assertThat(kolkata.slotOf(kolkata.hourAt(Instant.parse("2026-03-31T18:29:59.999Z"))))
                .isEqualTo(new Slot(LocalDate.of(2026, 3, 31), 23));
        assertThat(Instant.ofEpochSecond(kolkata.beginOf(april, 9))).isEqualTo("2026-04-01T03:30:00Z");
    }

    @Test
    void an_hour_of_kathmandu_begins_a_quarter_into_that_of_utc() {
        OperatorHours kathmandu = of("Asia/Kathmandu");
        // midnight is 18:15 UTC
        assertThat(kathmandu.slotOf(kathmandu.hourAt(Instant.parse("2026-03-31T18:15:00Z"))))
                .isEqualTo(new Slot(LocalDate.of(2026, 4, 1), 0));
        assertThat(kathmandu.slotOf(kathmandu.hourAt(Instant.parse("2026-03-31T18:14:59.999Z"))))
                .isEqualTo(new Slot(LocalDate.of(2026, 3, 31), 23));
    }

    @Test
    void the_hour_that_lord_howe_cuts_short_lasts_30_minutes() {
        LocalDate change = LocalDate.of(2026, 10, 4); // 02:00 becomes 02:30: 15:30 UTC
        assertThat(begins(of("Australia/Lord_Howe"), change))
                .startsWith("13:30", "14:30", "15:30", "16:00", "17:00")
                .endsWith("12:00", "13:00")
                .hasSize(25);
    }

    @Test
    void the_hour_in_which_lord_howe_puts_its_clock_back_lasts_90_minutes() {
        LocalDate change = LocalDate.of(2026, 4, 5); // 02:00 becomes 01:30: 15:00 UTC
        assertThat(begins(of("Australia/Lord_Howe"), change))
                .startsWith("13:00", "14:00", "15:30", "16:30")
                .endsWith("12:30", "13:30")
                .hasSize(25);
    }

    @Test
    void a_clock_that_jumps_over_midnight_begins_the_day_with_an_hour() {
        // 23:30 became 00:00 on May 5, 2018, when Pyongyang went back to UTC+9
        OperatorHours pyongyang = of("Asia/Pyongyang");
        assertThat(begins(pyongyang, LocalDate.of(2018, 5, 4))).endsWith("14:30", "15:00");
        assertThat(pyongyang.slotOf(pyongyang.hourAt(Instant.parse("2018-05-04T15:00:00Z"))))
                .isEqualTo(new Slot(LocalDate.of(2018, 5, 5), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asia/Kolkata",
                "Asia/Kathmandu",
                "Asia/Tehran",
                "Asia/Yangon",
                "America/St_Johns",
                "America/Caracas",
                "Australia/Adelaide",
                "Australia/Eucla",
                "Australia/Lord_Howe",
                "Pacific/Chatham",
                "Asia/Pyongyang"
            })
    void each_hour_lies_in_one_day_and_follows_the_one_before(String zone) {
        OperatorHours hours = of(zone);
        int last = hours.firstHour(LocalDate.of(2031, 1, 1));
        for (int hour = hours.firstHour(LocalDate.of(2005, 1, 1)); hour < last; hour++) {
            Slot slot = hours.slotOf(hour);
            long begin = hours.beginMillis(hour);
            long end = hours.beginMillis(hour + 1);
            assertThat(end - begin).as("%s %s", zone, slot).isBetween(1_800_000L, 5_400_000L);
            assertThat(hours.hourAt(begin)).as("%s %s", zone, slot).isEqualTo(hour);
            assertThat(hours.hourAt(end - 1)).as("%s %s", zone, slot).isEqualTo(hour);
            assertThat(hours.beginOf(slot.day(), slot.index()) * 1000)
                    .as("%s %s", zone, slot)
                    .isEqualTo(begin);
            assertThat(begin)
                    .as("%s %s", zone, slot)
                    .isGreaterThanOrEqualTo(midnight(slot.day(), zone))
                    .isLessThan(midnight(slot.day().plusDays(1), zone));
            assertThat(end)
                    .as("%s %s", zone, slot)
                    .isLessThanOrEqualTo(midnight(slot.day().plusDays(1), zone));
        }
    }

    private static long midnight(LocalDate day, String zone) {
        return day.atStartOfDay(ZoneId.of(zone)).toInstant().toEpochMilli();
    }

    @Test
    void where_clocks_are_off_by_whole_hours_the_hours_are_those_of_utc() {
        for (String zone : List.of("UTC", "Europe/Moscow", "America/Sao_Paulo", "Asia/Singapore", "Antarctica/Troll")) {
            OperatorHours hours = of(zone);
            assertThat(hours.areUtc()).as(zone).isTrue();
            int hour = hours.firstHour(LocalDate.of(2026, 4, 1));
            assertThat(hours.beginMillis(hour)).as(zone).isEqualTo(hour * 3_600_000L);
            assertThat(hours.hourAt((hour + 1) * 3_600_000L - 1)).as(zone).isEqualTo(hour);
        }
    }

    @Test
    void a_day_of_any_zone_begins_with_an_hour_and_fits_into_a_packed_day() {
        for (String zone : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            OperatorHours hours = of(zone);
            LocalDate last = LocalDate.of(2034, 1, 1);
            int first = hours.firstHour(LocalDate.of(2024, 1, 1)); // Antarctica/Casey had a day of 27 hours before
            for (LocalDate day = LocalDate.of(2024, 1, 1); day.isBefore(last); day = day.plusDays(1)) {
                int next = hours.firstHour(day.plusDays(1));
                if (hours.beginMillis(first) != midnight(day, zone) || next - first > MOST_HOURS_A_DAY) {
                    assertThat(zone + " " + day + " " + Instant.ofEpochMilli(hours.beginMillis(first)))
                            .isEmpty();
                }
                first = next;
            }
        }
    }
}
