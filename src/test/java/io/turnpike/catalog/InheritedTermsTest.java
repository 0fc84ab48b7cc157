package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node or band does not write is as in the plan below: price, increments, setup, limits and times, each by itself. */
class InheritedTermsTest {
    @TempDir
    Path temp;

    private RulesFolder rules;

    @BeforeEach
    void below() {
        rules = new RulesFolder(temp.resolve("rating-rules"))
                .write("common/zones/z.yaml", "zones: { russia: { prefixes: [+7] } }\n");
        rules.plan("below", """
                rates:
                  voice/outgoing/russia: { price: 1.00 RUB/min, step: 60 s, setup: 0.50 RUB }
                  voice/outgoing/russia @ night: { price: 50 %, when: 22:00-06:00, priority: 2 }
                  voice/outgoing/russia @ day: { price: 3.00 RUB/min, setup: 0.20 RUB, when: 00:00-24:00, priority: 1 }
                """);
    }

    private void holds(String plan, String examples) {
        assertThat(rules.failures(plan, examples)).isEmpty();
    }

    @Test
    void a_price_alone_keeps_the_increment_and_the_setup() {
        rules.plan("child", "extends: below\nrates: { voice/outgoing/russia: 2.00 RUB/min }");
        // night: 0.50 + 2 min at half of 2.00
        holds("child", "2026-03-02 23:00 voice +74951112233 61 s 2.50 RUB; billed 2 min\n");
    }

    @Test
    void an_increment_alone_keeps_the_price() {
        rules.plan("child", "extends: below\nrates: { voice/outgoing/russia: { step: 1 s } }");
        rules.plan("grandchild", "extends: child\nrates: { voice/outgoing/russia: { setup: 0 RUB } }");
        // 61 s at half of 1.00/60: 61/120 = 0.508…
        holds("grandchild", "2026-03-02 23:00 voice +74951112233 61 s 0.51 RUB; exact 61/120 RUB\n");
        holds("child", "2026-03-02 23:00 voice +74951112233 61 s 1.01 RUB; exact 121/120 RUB\n");
    }

    @Test
    void a_share_at_a_node_is_of_the_price_below_in_every_line_of_its_table() {
        rules.write(
                "list/t.csv", "prefix;name;price;step\n7495;Moscow;4.00 RUB/min;\n7812;Petersburg;6.00 RUB/min;1 s\n");
        rules.plan("list", "rates: { voice/outgoing/far: { table: t.csv, step: 60 s, setup: 1.00 RUB } }");
        rules.plan("child", "extends: list\nrates: { voice/outgoing/far: { price: 90 %, setup: 0.10 RUB } }");
        holds("child", """
                2026-03-02 12:00 voice +74951112233 61 s 7.30 RUB   # 0.10 + 2 min at 3.60
                2026-03-02 12:00 voice +78121112233 61 s 5.59 RUB   # 0.10 + 61 s at 5.40: 5.49
                """);
    }

    @Test
    void a_table_takes_what_it_does_not_write_from_the_node_below() {
        rules.write("child/t.csv", "prefix;name;price\n7495;Moscow;4.00 RUB/min\n");
        rules.plan("child", "extends: below\nrates: { voice/outgoing/russia: { table: t.csv } }");
        holds("child", """
                2026-03-02 23:00 voice +74951112233 61 s 4.50 RUB   # 0.50 + 2 min at half of 4.00
                2026-03-02 23:00 voice +78121112233 61 s unrated: no rate
                """);
    }

    @Test
    void a_band_keeps_its_times_priority_and_setup() {
        rules.plan("child", """
                extends: below
                rates:
                  voice/outgoing/russia @ night: 0.10 RUB/min
                  voice/outgoing/russia @ day: { step: 1 s }
                """);
        holds("child", """
                2026-03-02 23:00 voice +74951112233 61 s 0.70 RUB; rate voice/outgoing/russia @ night   # 0.50 + 2 min
                2026-03-02 12:00 voice +74951112233 61 s 3.25 RUB; rate voice/outgoing/russia @ day     # 0.20 + 61 s at 3.00
                """);
    }

    @Test
    void what_nobody_below_writes_is_told() {
        rules.plan("child", """
                extends: below
                rates:
                  voice/outgoing/russia @ noon: 0.10 RUB/min
                  voice/outgoing/+1: { step: 1 s }
                  voice/outgoing/+2 @ night: { setup: 1.00 RUB, when: mon }
                """);
        assertThat(rules.problems())
                .contains("child/2026-01-01.yaml:6:3: 'when' is missing")
                .contains("child/2026-01-01.yaml:7:3: the node has no price")
                .contains("child/2026-01-01.yaml:8:3: voice/outgoing/+2 has no price of its own");
    }

    @Test
    void a_capacity_below_a_price_or_at_a_deeper_node_is_not_charged_as_well() {
        rules.plan("packs", """
                rates:
                  message/outgoing: { tiers: capacity, up-to 10 events: 5.00 RUB, above: 8.00 RUB }
                  message/outgoing/+7: 2.00 RUB/event
                """);
        rules.plan("child", "extends: packs\nrates: { message/outgoing: 1.00 RUB/event }");
        rules.plan("helped", "fallback: [packs]\nrates: { voice/outgoing: 1.00 RUB/min }");
        holds("packs", """
                2026-03-02 10:00 message +74951112233 1 event 2.00 RUB; final
                2026-03-02 10:00 message +4930123456 1 event 5.00 RUB
                """);
        holds("child", "2026-03-02 10:00 message +4930123456 1 event 1.00 RUB; final\n");
        holds("helped", """
                2026-03-02 10:00 message +4930123456 1 event 5.00 RUB
                2026-03-02 10:00 message +4930123456 10 events 3.00 RUB
                """);
        holds("packs", """
                example: an own price stands instead of the capacity
                own: message/outgoing = 0.50 RUB/event
                2026-03-02 10:00 message +4930123456 1 event 0.50 RUB
                """);
    }

    @Test
    void plans_in_two_currencies_do_not_extend_each_other() {
        rules.plan("child", "extends: below\nrates: { voice/incoming: 1.00 RUB/min }");
        rules.write(
                "euro/2026-01-01.yaml",
                "plan: euro\nextends: below\ncurrency: EUR\nround: up to 1 EUR\nrates: { voice/incoming: 1.00 EUR/min }\n");
        assertThat(rules.problems()).isEqualTo("""
                        rating-rules/euro/2026-01-01.yaml:3:11: plan 'below', which this one extends, is in RUB
                            3 | currency: EUR
                              |           ^^^
                          write currency: RUB, or extend a plan in EUR""");
    }

    @Test
    void of_equal_bands_the_latest_start_of_day_holds_also_after_midnight() {
        rules.plan("p", """
                rates:
                  voice/outgoing: 1.00 RUB/min
                  voice/outgoing @ weekend: { price: 2.00 RUB/min, when: sat-sun }
                  voice/outgoing @ night: { price: 3.00 RUB/min, when: 22:00-06:00 }
                """);
        holds("p", """
                2026-03-07 23:00 voice +74951112233 60 s 3.00 RUB
                2026-03-07 03:00 voice +74951112233 60 s 3.00 RUB
                2026-03-07 12:00 voice +74951112233 60 s 2.00 RUB
                """);
    }
}
