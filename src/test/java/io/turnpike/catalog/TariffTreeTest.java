package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rate is found: the tree, the plans below, fallbacks, own prices and bands. Expectations are examples as staff write them. */
class TariffTreeTest {
    @TempDir
    Path temp;

    private RulesFolder rules;

    @BeforeEach
    void zones() {
        rules = new RulesFolder(temp.resolve("rating-rules"))
                .write("common/zones/zones.yaml", """
                        zones:
                          city: { prefixes: [+7495] }
                          russia: { prefixes: [+7] }
                          voicemail: { words: [voicemail] }
                        """)
                .write("common/holidays/ru.yaml", "calendar: ru\ndays: { 2026-03-09: moved }\n");
    }

    private void holds(String plan, String examples) {
        assertThat(rules.failures(plan, examples)).isEmpty();
    }

    @Test
    void the_longest_prefix_of_the_merged_tree_wins_whichever_plan_wrote_it() {
        rules.plan("below", "rates: { voice/outgoing/russia: 1.00 RUB/min, voice/outgoing/+749512: 3.00 RUB/min }");
        rules.plan("above", "extends: below\nrates: { voice/outgoing/city: 2.00 RUB/min }");
        holds("above", """
                2026-03-02 10:00 voice +78121111111 60 s 1.00 RUB
                2026-03-02 10:00 voice +74951111111 60 s 3.00 RUB; rate voice/outgoing/+749512
                2026-03-02 10:00 voice +74952111111 60 s 2.00 RUB
                """.replace("+74951111111", "+74951211111"));
    }

    @Test
    void a_node_of_the_same_path_hides_the_one_below_with_its_table() {
        rules.write("below/t.csv", "prefix;name;price\n7495;Moscow;5.00 RUB/min\n7812;Petersburg;6.00 RUB/min\n");
        rules.plan("below", "rates: { voice/outgoing/russia: { table: t.csv } }");
        rules.plan("above", "extends: below\nrates: { voice/outgoing/russia: 1.00 RUB/min }");
        holds("below", "2026-03-02 10:00 voice +78121111111 60 s 6.00 RUB\n");
        holds("above", "2026-03-02 10:00 voice +78121111111 60 s 1.00 RUB\n");
    }

    @Test
    void a_band_of_a_node_stands_for_every_prefix_of_its_table_and_over_the_price_of_a_nearer_plan() {
        rules.write("below/t.csv", "prefix;name;price\n7495;Moscow;5.00 RUB/min\n7812;Petersburg;6.00 RUB/min\n");
        rules.plan("below", """
                rates:
                  voice/outgoing/russia: { table: t.csv }
                  voice/outgoing/russia @ night: { price: 50 %, when: 20:00-08:00 }
                """);
        rules.plan("above", "extends: below\nrates: { voice/outgoing/russia: 1.00 RUB/min }");
        holds("below", "2026-03-02 23:00 voice +78121111111 60 s 3.00 RUB; rate voice/outgoing/russia @ night\n");
        holds("above", "2026-03-02 23:00 voice +78121111111 60 s 0.50 RUB\n");
    }

    @Test
    void a_longer_prefix_is_not_touched_by_the_band_of_a_shorter_one() {
        rules.plan("p", """
                rates:
                  voice/outgoing/russia: 1.00 RUB/min
                  voice/outgoing/russia @ night: { price: 50 %, when: 20:00-08:00 }
                  voice/outgoing/+74951234567: 7.00 RUB/min
                """);
        holds("p", "2026-03-02 23:00 voice +74951234567 60 s 7.00 RUB\n");
    }

    @Test
    void outside_its_bands_a_node_without_a_price_is_unrated_and_a_fallback_is_asked() {
        String bandsOnly = "rates: { voice/outgoing/russia @ night: { price: 0.50 RUB/min, when: 20:00-08:00 } }";
        rules.plan("bands", bandsOnly);
        rules.plan("other", "rates: { voice/outgoing: 9.00 RUB/min }");
        rules.plan("helped", "fallback: [other]\n" + bandsOnly);
        holds("bands", """
                2026-03-02 23:00 voice +74951234567 60 s 0.50 RUB
                2026-03-02 12:00 voice +74951234567 60 s unrated: no band holds
                2026-03-02 07:59:30 voice +74951234567 60 s unrated: no band holds
                """);
        holds("helped", "2026-03-02 12:00 voice +74951234567 60 s 9.00 RUB\n");
    }

    @Test
    void of_several_bands_the_priority_decides_then_the_one_that_began_last() {
        rules.plan("p", """
                rates:
                  voice/outgoing: 1.00 RUB/min
                  voice/outgoing @ all-day: { price: 2.00 RUB/min, when: mon-sun }
                  voice/outgoing @ evening: { price: 3.00 RUB/min, when: 18:00-23:00 }
                  voice/outgoing @ late: { price: 4.00 RUB/min, when: 21:00-24:00 }
                  voice/outgoing @ holiday: { price: 5.00 RUB/min, when: holidays ru, priority: 1 }
                """);
        holds("p", """
                2026-03-02 12:00 voice +74951234567 60 s 2.00 RUB
                2026-03-02 18:00 voice +74951234567 60 s 3.00 RUB
                2026-03-02 22:00 voice +74951234567 60 s 4.00 RUB
                2026-03-09 22:00 voice +74951234567 60 s 5.00 RUB
                """);
    }

    @Test
    void bands_know_months_days_dates_and_years() {
        rules.plan("p", """
                rates:
                  event/outgoing: 1.00 RUB/event
                  event/outgoing @ summer: { price: 2.00 RUB/event, when: [jun-aug sat-sun, day 31] }
                  event/outgoing @ victory: { price: 3.00 RUB/event, when: 05-09 }
                  event/outgoing @ newyear: { price: 4.00 RUB/event, when: 12-30..01-02 }
                  event/outgoing @ jubilee: { price: 5.00 RUB/event, when: 2027 oct }
                  event/outgoing @ campaign: { price: 6.00 RUB/event, when: 2026-09-01..2026-09-10 10:00-12:00 }
                """);
        holds("p", """
                2026-07-04 12:00 event gift 1 event 2.00 RUB
                2026-07-06 12:00 event gift 1 event 1.00 RUB
                2026-03-31 12:00 event gift 1 event 2.00 RUB
                2026-05-09 12:00 event gift 1 event 3.00 RUB
                2027-01-02 12:00 event gift 1 event 4.00 RUB
                2027-01-03 12:00 event gift 1 event 1.00 RUB
                2027-10-04 12:00 event gift 1 event 5.00 RUB
                2026-10-05 12:00 event gift 1 event 1.00 RUB
                2026-09-10 11:59 event gift 1 event 6.00 RUB
                2026-09-10 12:00 event gift 1 event 1.00 RUB
                """);
    }

    @Test
    void the_sketch_of_several_stretches_in_one_line_is_understood() {
        rules.plan("p", """
                rates:
                  voice/outgoing: 2.00 RUB/min
                  voice/outgoing @ night: { price: 50 %, when: mon-fri 20:00-08:00, sat-sun, holidays ru }
                """);
        holds("p", """
                2026-03-02 03:00 voice +74951234567 60 s 1.00 RUB
                2026-03-02 12:00 voice +74951234567 60 s 2.00 RUB
                2026-03-07 12:00 voice +74951234567 60 s 1.00 RUB
                2026-03-09 12:00 voice +74951234567 60 s 1.00 RUB
                """);
    }

    @Test
    void a_short_code_is_rated_as_written_and_never_as_a_country() {
        rules.plan(
                "p",
                "rates: { voice/outgoing/+1: 9.00 RUB/min, voice/outgoing/112: 0 RUB/min,"
                        + " voice/outgoing/voicemail: 0.10 RUB/min }");
        holds("p", """
                2026-03-02 12:00 voice 112 60 s 0.00 RUB
                2026-03-02 12:00 voice 101 60 s unrated: no rate for 101
                2026-03-02 12:00 voice voicemail 60 s 0.10 RUB
                2026-03-02 12:00 voice 12125551234 60 s 9.00 RUB
                2026-03-02 12:00 voice +8816 10 s unrated: no rate for +8816
                """);
    }

    @Test
    void a_written_short_code_is_narrower_than_a_zone_of_words_in_whichever_plan() {
        rules.write("common/zones/emergency.yaml", "zones: { emergency: { words: ['112', '101'] } }\n");
        rules.plan("below", "rates: { voice/outgoing/112: 0 RUB/min }");
        rules.plan("above", "extends: below\nrates: { voice/outgoing/emergency: 5.00 RUB/min }");
        rules.plan(
                "one",
                "rates: { voice/outgoing/emergency: 5.00 RUB/min, voice/outgoing/112: 0 RUB/min, voice: 9.00 RUB/min }");
        rules.plan("nearest", "extends: above\nrates: { voice/outgoing/112: 1.00 RUB/min }");
        String examples = """
                2026-03-02 10:00 voice 112 60 s 0.00 RUB; rate voice/outgoing/112
                2026-03-02 10:00 voice 101 60 s 5.00 RUB; rate voice/outgoing/emergency
                """;
        holds("above", examples);
        holds("one", examples);
        holds("nearest", "2026-03-02 10:00 voice 112 60 s 1.00 RUB\n");
    }

    @Test
    void an_own_price_is_a_leaf_over_the_plan() {
        rules.write("p/t.csv", "prefix;name;price\n7495;Moscow;5.00 RUB/min\n7812;Petersburg;6.00 RUB/min\n");
        rules.plan("p", """
                rates:
                  voice/outgoing/russia: { table: t.csv, step: 60 s, setup: 1.00 RUB }
                  voice/outgoing/russia @ night: { price: 50 %, when: 20:00-08:00 }
                  voice/outgoing/+74999: 8.00 RUB/min
                """);
        holds("p", """
                example: the whole node; step and setup stay, the band of the plan takes its share of the own price
                own: voice/outgoing/russia = 2.00 RUB/min
                2026-03-02 12:00 voice +78121111111 61 s 5.00 RUB
                2026-03-02 23:00 voice +78121111111 61 s 3.00 RUB
                2026-03-02 12:00 voice +74999111111 60 s 8.00 RUB
                example: the band of the plan by its name
                own: voice/outgoing/russia @ night = 0.10 RUB/min
                2026-03-02 12:00 voice +78121111111 60 s 7.00 RUB
                2026-03-02 23:00 voice +78121111111 60 s 1.10 RUB
                example: a share of what the plan says for one number
                own: voice/outgoing/+78121111111 = 50 %
                2026-03-02 12:00 voice +78121111111 60 s 4.00 RUB
                2026-03-02 23:00 voice +78121111111 60 s 2.50 RUB
                example: a price for something the plan does not know
                own: voice/outgoing/+4930 = 1.00 RUB/min step 1 s
                2026-03-02 12:00 voice +4930123456 30 s 0.50 RUB; rate own voice/outgoing/+4930
                2026-03-02 12:00 voice +4931123456 30 s unrated: no rate
                """);
    }

    @Test
    void a_call_is_cut_where_the_plan_changes() {
        rules.plan("one", "rates: { voice/outgoing: { price: 1.00 RUB/min, step: 60 s } }");
        rules.plan("two", "rates: { voice/outgoing: { price: 6.00 RUB/min, step: 1 s } }");
        holds("one", """
                zone: Europe/Moscow
                change: 2026-03-05 two
                2026-03-04 23:59:30 voice +74951234567 90 s 4.00 RUB; spans 60 s at 1.00 RUB/min, 30 s at 6.00 RUB/min
                """);
    }

    @Test
    void what_becomes_of_late_usage_is_inherited_and_overridden() {
        rules.plan("list", "rates: {}");
        rules.plan("notes", "late-usage: debit-note\nrates: {}");
        rules.plan("above", "extends: notes\nrates: {}");
        rules.plan("back", "extends: above\nlate-usage: next-invoice\nrates: {}");
        Catalog catalog = rules.load();
        assertThat(List.of("list", "notes", "above", "back"))
                .extracting(plan -> catalog.versions(plan).get(0).lateUsage())
                .containsExactly(
                        LateUsage.NEXT_INVOICE, LateUsage.DEBIT_NOTE, LateUsage.DEBIT_NOTE, LateUsage.NEXT_INVOICE);
    }

    @Test
    void a_new_version_of_the_plan_below_is_a_new_version_of_the_plan_above() {
        rules.plan("below", "rates: { voice/outgoing: 1.00 RUB/min }");
        rules.write(
                "below/2026-04-01.yaml",
                "plan: below\ncurrency: RUB\nround: half-up to 0.01 RUB\nfor-existing: next-period\n"
                        + "rates: { voice/outgoing: 2.00 RUB/min }\n");
        rules.plan("above", "extends: below\nrates: { voice/incoming: 0 RUB/min }");
        Catalog catalog = rules.load();
        assertThat(catalog.versions("above"))
                .extracting(PlanVersion::toString)
                .containsExactly("above 2026-01-01", "above 2026-04-01");
        assertThat(catalog.versions("above").get(1).forExisting()).isEqualTo(ForExisting.NEXT_PERIOD);
        assertThat(catalog.versions("above").get(0).sha256())
                .isNotEqualTo(catalog.versions("above").get(1).sha256());
    }
}
