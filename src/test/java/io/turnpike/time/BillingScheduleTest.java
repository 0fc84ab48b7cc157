package io.turnpike.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "28, 2026, 01-28 02-28 03-28 04-28 05-28 06-28 07-28 08-28 09-28 10-28 11-28 12-28",
        "28, 2028, 01-28 02-28 03-28 04-28 05-28 06-28 07-28 08-28 09-28 10-28 11-28 12-28",
        "29, 2026, 01-29 02-28 03-29 04-29 05-29 06-29 07-29 08-29 09-29 10-29 11-29 12-29",
        "29, 2028, 01-29 02-29 03-29 04-29 05-29 06-29 07-29 08-29 09-29 10-29 11-29 12-29",
        "30, 2026, 01-30 02-28 03-30 04-30 05-30 06-30 07-30 08-30 09-30 10-30 11-30 12-30",
        "30, 2028, 01-30 02-29 03-30 04-30 05-30 06-30 07-30 08-30 09-30 10-30 11-30 12-30",
        "31, 2026, 01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31",
        "31, 2028, 01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31",
    })
    void the_billing_days_of_a_year(int day, int year, String expected) {
        BillingSchedule schedule = BillingDays.always(day).monthly();
        LocalDate at = LocalDate.of(year, 1, 1);
        StringBuilder found = new StringBuilder();
        for (int month = 0; month < 12; month++) {
            at = schedule.beginningOnOrAfter(at);
            found.append(month == 0 ? "" : " ").append(at.toString().substring(5));
            at = at.plusDays(1);
        }
        assertThat(found).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "31, 2026-03-01, 2026-02-28, 2026-03-31", // February's last day stands for the 31st
        "31, 2026-02-28, 2026-02-28, 2026-03-31",
        "31, 2026-02-27, 2026-01-31, 2026-02-28",
        "31, 2028-02-28, 2028-01-31, 2028-02-29",
        "30, 2026-12-31, 2026-12-30, 2027-01-30",
        "1, 2026-12-31, 2026-12-01, 2027-01-01",
    })
    void the_period_of_a_day(int billingDay, LocalDate day, LocalDate from, LocalDate to) {
        assertThat(BillingDays.always(billingDay).monthly().containing(day))
                .isEqualTo(BillingPeriod.full(new DateRange(from, to)));
    }

    @Test
    void a_quarter_counts_from_the_first_billing_day_on_or_after_the_start() {
        BillingSchedule quarters =
                BillingSchedule.byBillingDay(BillingInterval.months(3), day("2026-03-17"), BillingDays.always(1));
        assertThat(days(quarters, "2026-03-17", "2026-10-02"))
                .isEqualTo("[2026-01-01, 2026-04-01) [2026-04-01, 2026-07-01) [2026-07-01, 2026-10-01)"
                        + " [2026-10-01, 2027-01-01)");
    }

    @Test
    void a_year_begun_on_the_billing_day_has_no_leading_part() {
        BillingSchedule years =
                BillingSchedule.byBillingDay(BillingInterval.parse("year"), day("2028-02-29"), BillingDays.always(31));
        // the 31st of February is the 29th in a leap year and the 28th in others
        assertThat(days(years, "2028-02-29", "2030-03-01"))
                .isEqualTo("[2028-02-29, 2029-02-28) [2029-02-28, 2030-02-28) [2030-02-28, 2031-02-28)");
    }

    @Test
    void days_and_weeks_count_from_the_start() {
        BillingSchedule fortnights = BillingSchedule.byBillingDay(
                BillingInterval.parse("2 weeks"), day("2026-02-20"), BillingDays.always(1));
        assertThat(days(fortnights, "2026-02-20", "2026-03-07"))
                .isEqualTo("[2026-02-20, 2026-03-06) [2026-03-06, 2026-03-20)");
        BillingSchedule days = BillingSchedule.fromStart(BillingInterval.parse("30 days"), day("2026-01-31"));
        assertThat(days(days, "2026-03-01", "2026-03-03"))
                .isEqualTo("[2026-01-31, 2026-03-02) [2026-03-02, 2026-04-01)");
    }

    @Test
    void months_counted_from_the_start_keep_its_day() {
        BillingSchedule months = BillingSchedule.fromStart(BillingInterval.months(1), day("2026-01-31"));
        assertThat(days(months, "2026-01-31", "2026-04-01"))
                .isEqualTo("[2026-01-31, 2026-02-28) [2026-02-28, 2026-03-31) [2026-03-31, 2026-04-30)");
    }

    @Test
    void a_changed_billing_day_takes_hold_on_the_first_new_one_and_leaves_a_bridge() {
        BillingSchedule schedule =
                BillingDays.always(1).changed(day("2026-03-10"), 15).monthly();
        assertThat(days(schedule, "2026-02-01", "2026-04-16"))
                .isEqualTo("[2026-02-01, 2026-03-01) [2026-03-01, 2026-03-15) of [2026-02-15, 2026-03-15)"
                        + " [2026-03-15, 2026-04-15) [2026-04-15, 2026-05-15)");
    }

    @Test
    void a_change_asked_for_after_the_new_day_goes_on_by_the_old_one_until_the_next() {
        BillingSchedule schedule =
                BillingDays.always(1).changed(day("2026-03-31"), 30).monthly();
        assertThat(days(schedule, "2026-03-01", "2026-05-01"))
                .isEqualTo("[2026-03-01, 2026-04-01) [2026-04-01, 2026-04-30) of [2026-03-30, 2026-04-30)"
                        + " [2026-04-30, 2026-05-30)");
    }

    @Test
    void a_change_that_meets_the_old_day_in_a_short_month_makes_no_bridge() {
        BillingSchedule schedule =
                BillingDays.always(30).changed(day("2026-02-10"), 31).monthly();
        assertThat(days(schedule, "2026-02-01", "2026-03-31"))
                .isEqualTo("[2026-01-30, 2026-02-28) [2026-02-28, 2026-03-31)");
    }

    @Test
    void a_change_that_another_overtakes_never_holds() {
        BillingSchedule schedule = BillingDays.always(1)
                .changed(day("2026-03-10"), 25)
                .changed(day("2026-03-12"), 13)
                .monthly();
        assertThat(days(schedule, "2026-03-01", "2026-04-01"))
                .isEqualTo("[2026-03-01, 2026-03-13) of [2026-02-13, 2026-03-13) [2026-03-13, 2026-04-13)");
    }

    @Test
    void a_quarter_keeps_its_months_when_the_billing_day_changes() {
        BillingSchedule quarters = BillingSchedule.byBillingDay(
                BillingInterval.months(3),
                day("2026-01-01"),
                BillingDays.always(1).changed(day("2026-02-10"), 15));
        assertThat(days(quarters, "2026-01-01", "2026-07-16"))
                .isEqualTo("[2026-01-01, 2026-04-01) [2026-04-01, 2026-04-15) of [2026-01-15, 2026-04-15)"
                        + " [2026-04-15, 2026-07-15) [2026-07-15, 2026-10-15)");
    }

    @Test
    void the_months_of_a_quarter() {
        BillingSchedule quarters =
                BillingSchedule.byBillingDay(BillingInterval.months(3), day("2026-01-31"), BillingDays.always(31));
        assertThat(quarters.monthsOf(quarters.containing(day("2026-03-05"))))
                .hasToString("[[2026-01-31, 2026-02-28), [2026-02-28, 2026-03-31), [2026-03-31, 2026-04-30)]");
    }

    /** Whatever the interval and the changes: no gap, no overlap, every day in its period, a bridge never longer than its basis. */
    @Test
    void periods_follow_one_another_without_gap() {
        for (long seed = 1; seed <= 3_000; seed++) {
            Random random = new Random(seed);
            BillingDays billingDays = BillingDays.always(1 + random.nextInt(31));
            LocalDate change = day("2026-01-01");
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                change = change.plusDays(1 + random.nextInt(90));
                billingDays = billingDays.changed(change, 1 + random.nextInt(31));
            }
            LocalDate start = day("2025-11-01").plusDays(random.nextInt(200));
            BillingInterval interval = List.of("month", "3 months", "year", "10 days", "2 weeks").stream()
                    .map(BillingInterval::parse)
                    .toList()
                    .get(random.nextInt(5));
            BillingSchedule schedule = BillingSchedule.byBillingDay(interval, start, billingDays);
            BillingPeriod period = schedule.containing(start);
            for (int i = 0; i < 30; i++) {
                BillingPeriod next = schedule.next(period);
                assertThat(next.days().from())
                        .as("seed %s", seed)
                        .isEqualTo(period.days().to());
                assertThat(period.days().days())
                        .as("seed %s %s", seed, period)
                        .isLessThanOrEqualTo(period.basis().days());
                LocalDate inside = period.days().from().plusDays(random.nextInt((int)
                        period.days().days()));
                assertThat(schedule.containing(inside)).as("seed %s", seed).isEqualTo(period);
                period = next;
            }
        }
    }

    @Test
    void intervals_are_read_and_written_in_words() {
        assertThat(IntStream.of(1, 3).mapToObj(BillingInterval::months).map(Object::toString))
                .containsExactly("month", "3 months");
        assertThat(BillingInterval.parse(" 30 days ")).hasToString("30 days");
        assertThat(BillingInterval.parse("2 years").months()).isEqualTo(24);
        assertThatThrownBy(() -> BillingInterval.parse("0 days")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BillingInterval.parse("fortnight")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BillingInterval.parse("1 2 days")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void billing_days_are_1_to_31() {
        assertThatThrownBy(() -> new BillingDay(32)).hasMessage("billing day 32 is not within 1..31");
        assertThat(new BillingDay(31).onOrAfter(day("2026-02-28"))).isEqualTo("2026-02-28");
        assertThat(new BillingDay(15).onOrAfter(day("2026-02-16"))).isEqualTo("2026-03-15");
    }

    private static String days(BillingSchedule schedule, String from, String to) {
        return schedule.periods(new DateRange(day(from), day(to))).stream()
                .map(period -> period.days() + (period.isBridge() ? " of " + period.basis() : ""))
                .collect(Collectors.joining(" "));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
