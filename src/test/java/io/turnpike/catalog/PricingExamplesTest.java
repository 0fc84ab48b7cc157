package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rate makes of an event: increments, setup, steps, tiers, allowances, limits, discounts. */
class PricingExamplesTest {
    @TempDir
    Path temp;

    private RulesFolder rules;

    @BeforeEach
    void folder() {
        rules = new RulesFolder(temp.resolve("rating-rules"));
    }

    private void holds(String body, String examples) {
        rules.plan("p", body);
        assertThat(rules.failures("p", examples)).isEmpty();
    }

    @Test
    void single_seconds_of_a_price_a_minute_are_exact() {
        holds("rates: { voice/outgoing: { price: 0.60 RUB/min, step: 1 s } }", """
                2026-03-02 12:00 voice +74951234567 70 s 0.70 RUB; exact 0.7 RUB
                2026-03-02 12:00 voice +74951234567 1 s 0.01 RUB; exact 0.01 RUB
                """);
    }

    @Test
    void a_price_is_for_any_number_of_units() {
        holds("""
                rates:
                  voice/outgoing: { price: 0.10 RUB/10 s, step: 10 s }
                  internet/incoming: { price: 0.10 RUB/1024 B, step: 1 KiB }
                  message/outgoing: { price: 5.00 RUB/2 events }
                """, """
                2026-03-02 12:00 voice +74951234567 11 s 0.20 RUB
                2026-03-02 12:00 internet any 1025 B 0.20 RUB
                2026-03-02 12:00 message +74951234567 3 events 7.50 RUB
                """);
    }

    @Test
    void the_setup_is_that_of_the_start_and_charged_once() {
        holds("""
                rates:
                  voice/outgoing: { price: 1.00 RUB/min, step: 1 s, setup: 0.50 RUB }
                  voice/outgoing @ night: { price: 2.00 RUB/min, setup: 9.00 RUB, when: 20:00-08:00 }
                """, """
                2026-03-02 19:59:30 voice +74951234567 60 s 2.00 RUB
                2026-03-02 12:00 voice +74951234567 0 s 0.00 RUB
                2026-03-02 12:00 voice +74951234567 60 s continued 1.00 RUB
                """);
    }

    @Test
    void the_overshoot_of_an_increment_eats_the_next_span() {
        // 30 s before 20:00 are billed as a minute; 45 s are left, of which the overshoot takes 30
        holds("""
                rates:
                  voice/outgoing: { price: 1.00 RUB/min, step: 60 s }
                  voice/outgoing @ night: { price: 6.00 RUB/min, step: 1 s, when: 20:00-08:00 }
                """, """
                2026-03-02 19:59:30 voice +74951234567 75 s 2.50 RUB; spans 60 s at 1.00 RUB/min, 15 s at 6.00 RUB/min
                2026-03-02 19:59:30 voice +74951234567 55 s 1.00 RUB
                """);
    }

    @Test
    void data_and_messages_take_the_band_of_their_start() {
        holds("""
                rates:
                  internet/incoming: { price: 1.00 RUB/GiB }
                  internet/incoming @ night: { price: 0 RUB/GiB, when: 00:00-08:00 }
                """, """
                2026-03-02 23:59:59 internet any 1 GiB 1.00 RUB
                2026-03-03 00:00 internet any 1 GiB 0.00 RUB
                """);
    }

    @Test
    void a_call_is_cut_at_midnight() {
        holds("""
                rates:
                  voice/outgoing: { price: 1.00 RUB/min, step: 1 s }
                  voice/outgoing @ sunday: { price: 2.00 RUB/min, when: sun }
                """, """
                2026-03-07 23:59 voice +74951234567 120 s 3.00 RUB; spans 60 s at 1.00 RUB/min, 60 s at 2.00 RUB/min @ sunday
                """);
    }

    @Test
    void the_hour_a_clock_change_repeats_has_its_bands_twice_and_the_skipped_one_not_at_all() {
        holds("""
                rates:
                  voice/outgoing: { price: 1.00 RUB/min, step: 1 s }
                  voice/outgoing @ owl: { price: 2.00 RUB/min, when: 02:00-03:00 }
                """, """
                zone: Europe/Berlin
                2026-10-25 01:59 voice +4930123456 7320 s 242.00 RUB   # a minute at 1, two hours at 2, a minute at 1
                2026-03-29 01:59 voice +4930123456 120 s 2.00 RUB      # 01:59 is followed by 03:00
                """);
    }

    @Test
    void steps_have_price_unit_and_increment_of_their_own() {
        holds("""
                rates:
                  voice/outgoing: { steps: { first 60 s: 12.00 RUB/60 s, next 60 s: 6.00 RUB/min per 10 s, then: 8.00 RUB/60 s per 30 s } }
                """, """
                2026-03-02 12:00 voice +74951234567 30 s 6.00 RUB
                2026-03-02 12:00 voice +74951234567 61 s 13.00 RUB
                2026-03-02 12:00 voice +74951234567 121 s 22.00 RUB; spans 60 s at 12.00 RUB/min, 60 s at 6.00 RUB/min, 30 s at 8.00 RUB/min
                """);
    }

    @Test
    void floor_cap_and_free_part_bound_an_event() {
        holds(
                "rates: { voice/outgoing: { price: 1.00 RUB/min, step: 1 s, free: 5 s, floor: 0.30 RUB, cap: 2.00 RUB } }",
                """
                2026-03-02 12:00 voice +74951234567 5 s 0.00 RUB
                2026-03-02 12:00 voice +74951234567 6 s 0.30 RUB; exact 0.3 RUB
                2026-03-02 12:00 voice +74951234567 65 s 1.00 RUB
                2026-03-02 12:00 voice +74951234567 600 s 2.00 RUB
                """);
    }

    @Test
    void rounding_is_once_and_as_written() {
        String rates = "rates: { voice/outgoing: { price: 0.50 RUB/min, step: 1 s, setup: 0.005 RUB } }";
        rules.write("up/2026-01-01.yaml", "plan: up\ncurrency: RUB\nround: up to 0.10 RUB\n" + rates);
        rules.write("down/2026-01-01.yaml", "plan: down\ncurrency: RUB\nround: down to 0.01 RUB\n" + rates);
        rules.write("even/2026-01-01.yaml", "plan: even\ncurrency: RUB\nround: half-even to 0.01 RUB\n" + rates);
        assertThat(rules.failures("up", "2026-03-02 12:00 voice +74951234567 60 s 0.60 RUB\n"))
                .isEmpty();
        assertThat(rules.failures("down", "2026-03-02 12:00 voice +74951234567 60 s 0.50 RUB\n"))
                .isEmpty();
        assertThat(rules.failures("even", "2026-03-02 12:00 voice +74951234567 60 s 0.50 RUB\n"))
                .isEmpty();
    }

    @Test
    void an_allowance_may_have_a_setup_and_increment_of_its_own() {
        holds("""
                rates: { voice/outgoing: { price: 1.00 RUB/min, step: 60 s, setup: 0.50 RUB } }
                allowances: { pool: { units: 100 s, covers: [voice/outgoing], setup: 0.10 RUB, step: 1 s, scope: account } }
                """, """
                2026-03-02 12:00 voice +74951234567 61 s 0.10 RUB; covered 61 s; left 39 s; counter account allowance pool = 61 s
                2026-03-02 12:01 voice +74951234567 61 s 1.10 RUB; covered 39 s   # the other 22 s are a minute of their own
                2026-03-02 12:02 voice +74951234567 61 s 2.50 RUB; provisional
                """);
    }

    @Test
    void an_unrated_event_leaves_the_counters_as_they_were() {
        holds("""
                rates: { voice/outgoing @ day: { price: 1.00 RUB/min, when: 08:00-20:00 } }
                allowances: { pool: { units: 10 min, covers: [voice/outgoing] } }
                """, """
                2026-03-02 19:59 voice +74951234567 120 s unrated: no band holds; counter service allowance pool = 0 s
                2026-03-02 12:00 voice +74951234567 60 s 0.00 RUB; left 9 min
                """.replace("; counter service allowance pool = 0 s", ""));
    }

    @Test
    void tiers_of_a_period() {
        holds("""
                rates:
                  voice/outgoing: { tiers: graduated, step: 60 s, up-to 2 min: 3.00 RUB/min, up-to 4 min: 2.00 RUB/min, above: 1.00 RUB/min }
                  message/outgoing: { tiers: by-started-blocks, up-to 10 events: 0 RUB/event, above: 5.00 RUB/10 events }
                """, """
                2026-03-02 12:00 voice +74951234567 61 s 6.00 RUB
                2026-03-02 12:01 voice +74951234567 3 min 5.00 RUB; counter service tiers voice/outgoing = 300 s
                2026-03-02 12:02 message +74951234567 11 events 5.00 RUB
                2026-03-02 12:03 message +74951234567 9 events 0.00 RUB
                2026-03-02 12:04 message +74951234567 1 event 5.00 RUB
                2026-04-01 00:00 voice +74951234567 60 s 3.00 RUB
                """);
    }

    @Test
    void whole_volume_is_provisional_until_settle_and_then_the_same_for_all() {
        holds(
                "rates: { voice/outgoing: { tiers: whole-volume, up-to 10 min: 3.00 RUB/min, above: 1.00 RUB/min } }",
                """
                2026-03-02 12:00 voice +74951234567 10 min 30.00 RUB; settled 10.00 RUB; provisional
                2026-03-03 12:00 voice +74951234567 1 min 1.00 RUB; settled 1.00 RUB
                """);
    }

    @Test
    void a_capacity_is_the_lowest_tier_that_holds_every_meter() {
        holds("""
                rates: { voice/outgoing: 0 RUB/min, internet/incoming: 0 RUB/GiB, message/outgoing: { tiers: capacity, up-to 10 events: 5.00 RUB, above: 8.00 RUB } }
                capacities:
                  office:
                    every: month
                    meters: { calls: voice/outgoing, traffic: internet/incoming }
                    tiers:
                      small: { calls: 100 min, traffic: 10 GiB, price: 300.00 RUB }
                      large: { calls: 1000 min, traffic: 100 GiB, price: 900.00 RUB }
                      any:   { price: 2000.00 RUB }
                """, """
                2026-03-02 12:00 voice +74951234567 10 min 300.00 RUB; provisional
                2026-03-02 12:01 internet any 10 GiB 0.00 RUB
                2026-03-02 12:02 internet any 1 B 600.00 RUB
                2026-03-02 12:03 voice +74951234567 2000 min 1100.00 RUB
                2026-03-02 12:04 message +74951234567 10 events 5.00 RUB
                2026-03-02 12:05 message +74951234567 1 event 3.00 RUB
                """);
    }

    @Test
    void discounts_by_bundle_at_once_and_by_volume_at_settle() {
        rules.plan("net", "rates: { internet/incoming: 1.00 RUB/GiB }");
        holds("""
                rates: { voice/outgoing: 1.00 RUB/min, message/outgoing: 2.00 RUB/event }
                discounts:
                  duo:  { covers: message/outgoing, bundle: [net], share: 50 % }
                  many: { covers: voice/outgoing, by: units, from: { 60 min: 10 %, 120 min: 20 % } }
                """, """
                holds: net
                2026-03-02 12:00 message +74951234567 1 event 1.00 RUB
                2026-03-02 12:00 voice +74951234567 60 min 60.00 RUB; settled 48.00 RUB
                2026-03-02 13:00 voice +74951234567 60 min 60.00 RUB; settled 48.00 RUB
                """);
    }

    @Test
    void billing_periods_are_those_of_the_account() {
        holds("""
                rates: { voice/outgoing: 1.00 RUB/min }
                allowances: { pool: { units: 10 min, every: billing-period, covers: voice/outgoing } }
                """, """
                periods: 2026-02-15, 2026-03-15
                2026-03-14 23:00 voice +74951234567 10 min 0.00 RUB; left 0 s
                2026-03-15 00:00 voice +74951234567 10 min 0.00 RUB; left 0 s
                """);
    }

    @Test
    void amounts_beyond_a_long_stay_exact() {
        holds("rates: { internet/incoming: { price: 1.234567 RUB/GiB } }", """
                2026-03-02 12:00 internet any 9000000 GiB 11111103.00 RUB
                2026-03-02 12:00 internet any 1 B 0.00 RUB; exact 1234567/1073741824000000 RUB
                """);
    }
}
