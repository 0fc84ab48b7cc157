package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong plans are told with place, excerpt and remedy, all together, and never priced. */
class PlanMistakesTest {
    @TempDir
    Path temp;

    private RulesFolder rules;

    @BeforeEach
    void zones() {
        rules = new RulesFolder(temp.resolve("rating-rules"))
                .write("common/zones/z.yaml", "zones: { local: { prefixes: [+7495] }, city: { prefixes: [+7495] } }\n");
    }

    @Test
    void an_unknown_unit_is_shown_with_file_line_and_column() {
        rules.plan("p", "rates:\n  voice/outgoing: { price: 0.60 RUB/minute }\n");
        assertThat(rules.problems()).isEqualTo("""
                        rating-rules/p/2026-01-01.yaml:5:33: unknown unit 'RUB/minute'
                            5 |   voice/outgoing: { price: 0.60 RUB/minute }
                              |                                 ^^^^^^^^^^
                          did you mean 'RUB/min'? write an amount and one of RUB/s, RUB/min, RUB/h, or of any number of them: /10 s""");
    }

    @Test
    void an_unknown_policy_for_late_usage_is_told_with_the_words_there_are() {
        rules.plan("p", "late-usage: debit-notes\nrates: {}\n");
        assertThat(rules.problems()).isEqualTo("""
                        rating-rules/p/2026-01-01.yaml:4:13: unknown word 'debit-notes'
                            4 | late-usage: debit-notes
                              |             ^^^^^^^^^^^
                          did you mean 'debit-note'? write one of: debit-note, next-invoice""");
    }

    @Test
    void mistakes_are_collected() {
        rules.plan("p", "extends: nobody\nrates:\n  voice/outgoing: 1.00 EUR/min\n  voice/up: 1.00 RUB/min\n");
        assertThat(rules.problems())
                .contains("no plan 'nobody'")
                .contains("6:24: the plan's currency is RUB")
                .contains("7:9: unknown direction 'up'");
    }

    @Test
    void a_misspelt_zone_is_no_new_destination() {
        rules.plan("p", "rates: { voice/outgoing/locla: 1.00 RUB/min }");
        assertThat(rules.problems()).contains("unknown zone 'locla'").contains("did you mean 'local'?");
    }

    @Test
    void one_prefix_in_two_priced_zones_is_a_mistake() {
        rules.plan("p", "rates: { voice/outgoing/local: 1.00 RUB/min, voice/outgoing/city: 2.00 RUB/min }");
        assertThat(rules.problems()).contains("7495 belongs to voice/outgoing/local as well");
    }

    @Test
    void currency_and_rounding_are_never_assumed() {
        rules.write("p/2026-01-01.yaml", "plan: p\nrates: { voice/outgoing: 1.00 RUB/min }\n");
        assertThat(rules.problems()).contains("no currency");
        rules.write("p/2026-01-01.yaml", "plan: p\ncurrency: RUB\nrates: { voice/outgoing: 1.00 RUB/min }\n");
        assertThat(rules.problems()).contains("no rounding");
        rules.write("p/2026-01-01.yaml", "plan: p\ncurrency: RUB\nround: half-down to 0.01 RUB\nrates: {}\n");
        assertThat(rules.problems()).contains("unknown mode 'half-down'").contains("did you mean 'half-even'?");
    }

    @Test
    void plans_do_not_go_round_in_a_circle() {
        rules.plan("a", "extends: b\nrates: {}");
        rules.plan("b", "extends: a\nrates: {}");
        assertThat(rules.problems()).contains("the plans go round in a circle: a -> b -> a");
    }

    @Test
    void a_share_needs_a_price() {
        rules.plan("p", "rates: { voice/outgoing @ night: { price: 50 %, when: 20:00-08:00 } }");
        assertThat(rules.problems()).contains("voice/outgoing has no price of its own");
        rules.plan("p", "rates: { voice/outgoing: 50 % }");
        assertThat(rules.problems()).contains("the node has no price");
    }

    @Test
    void tables_name_the_line() {
        rules.write(
                "p/t.csv",
                "prefix;name;price\n7495;Moscow;1.00 RUB/min\n7495;Moscow;2.00 RUB/min\n78x;?;1.00 RUB/min\n");
        rules.plan("p", "rates: { voice/outgoing/local: { table: t.csv }, voice/outgoing/city: { table: no.csv } }");
        assertThat(rules.problems())
                .contains("rating-rules/p/t.csv:3:1: prefix 7495 is already priced by voice/outgoing/local")
                .contains("rating-rules/p/t.csv:4:1: not a prefix: '78x'")
                .contains("no file no.csv beside the plan");
    }

    @Test
    void unknown_keys_and_times_are_told() {
        rules.plan(
                "p",
                "rates:\n  voice/outgoing: { price: 1.00 RUB/min, setpu: 1.00 RUB }\n"
                        + "  voice/outgoing @ x: { price: 50 %, when: holidays fr }\n");
        assertThat(rules.problems())
                .contains("unknown key 'setpu'")
                .contains("did you mean 'setup'?")
                .contains("6:53: no holiday calendar 'fr'");
    }

    @Test
    void an_allowance_for_a_node_that_no_plan_has_is_told() {
        rules.plan(
                "p",
                "allowances: { a: { units: 5 min, covers: voice/outgoing/locla } }\n"
                        + "rates: { voice/outgoing/local: 1.00 RUB/min }");
        assertThat(rules.problems())
                .contains("no plan has a node 'voice/outgoing/locla'")
                .contains("did you mean 'voice/outgoing/local'?");
    }

    @Test
    void an_own_price_for_a_zone_that_is_not_there_is_refused() {
        rules.plan("p", "rates: { voice/outgoing/local: 1.00 RUB/min }");
        assertThat(
                        rules.failures(
                                "p",
                                "own: voice/outgoing/locla = 1.00 RUB/min\n2026-03-02 12:00 voice +74951234567 60 s 1.00 RUB\n"))
                .singleElement()
                .asString()
                .contains("no zone 'locla'");
    }

    @Test
    void an_increment_of_zero_is_a_mistake() {
        rules.plan(
                "p",
                "allowances: { a: { units: 5 min, step: 0 s, covers: voice/outgoing } }\n"
                        + "rates: { voice/outgoing: { price: 1.00 RUB/min, step: 0 s } }");
        assertThat(rules.problems().split("cannot read '0 s'", -1)).hasSize(3);
    }

    @Test
    void steps_and_tiers_have_an_end() {
        rules.plan("p", """
                rates:
                  voice/outgoing: { steps: { first 60 s: 1.00 RUB/min } }
                  message/outgoing: { tiers: graduated, up-to 5 events: 1.00 RUB/event }
                  internet/incoming: { tiers: graduated, up-to 5 GiB: 1 RUB/GiB, up-to 2 GiB: 2 RUB/GiB, above: 3 RUB/GiB }
                """);
        assertThat(rules.problems())
                .contains("the steps have no end")
                .contains("the tiers have no end")
                .contains("the tiers do not rise");
    }

    @Test
    void a_wrong_example_says_what_came_instead() {
        rules.plan("p", "rates: { voice/outgoing: 1.00 RUB/min }");
        assertThat(rules.failures("p", "# a wrong one\n2026-03-02 12:00 voice +74951234567 60 s 2.00 RUB\n"))
                .containsExactly("""
                        rating-rules/p/2026-01-01.examples:2: expected 2.00 RUB, got 1.000000 RUB
                            2026-03-02 12:00 voice +74951234567 60 s 2.00 RUB""");
        assertThat(rules.failures("p", "2026-03-02 12:00 voice\nbogus: x\n2026-03-02 12:00 voice +7495 1 s whatever\n"))
                .hasSize(2)
                .anySatisfy(it -> assertThat(it).contains("no party"))
                .anySatisfy(it -> assertThat(it).contains("unknown setting 'bogus'"));
    }

    @Test
    void what_shares_a_counter_is_counted_alike() {
        rules.plan("p", """
                rates:
                  voice/outgoing: { tiers: graduated, counter: all, up-to 10 min: 2.00 RUB/min, above: 1.00 RUB/min }
                  internet/incoming: { tiers: graduated, counter: all, up-to 1 GiB: 2.00 RUB/GiB, above: 1.00 RUB/GiB }
                """);
        assertThat(rules.problems()).isEqualTo("""
                        rating-rules/p/2026-01-01.yaml:6:51: the counter 'all' is counted in bytes every month for each service here, at voice/outgoing counted in seconds every month for each service
                            6 |   internet/incoming: { tiers: graduated, counter: all, up-to 1 GiB: 2.00 RUB/GiB, above: 1.00 RUB/GiB }
                              |                                                   ^^^
                          write the same 'every' and 'scope' for what is counted together, or another 'counter'""");
        rules.plan("p", """
                rates:
                  voice/outgoing/local: { tiers: graduated, counter: all, up-to 10 min: 2.00 RUB/min, above: 1.00 RUB/min }
                  voice/outgoing: { tiers: graduated, counter: all, every: day, up-to 10 min: 2.00 RUB/min, above: 1.00 RUB/min }
                """);
        assertThat(rules.problems()).contains("every day for each service here", "every month for each service");
    }

    @Test
    void a_counter_of_the_plan_below_is_shared_only_while_its_node_stands() {
        rules.plan("base", """
                rates:
                  voice/outgoing: { tiers: graduated, counter: all, scope: account, up-to 10 min: 2.00 RUB/min, above: 1.00 RUB/min }
                """);
        String own =
                "  voice/outgoing/local: { tiers: graduated, counter: all, up-to 10 min: 2.00 RUB/min, above: 1.00 RUB/min }\n";
        rules.plan("p", "extends: base\nrates:\n" + own);
        assertThat(rules.problems()).contains("for each service here, at voice/outgoing", "for each account");
        rules.plan("p", "extends: base\nrates:\n" + own + "  voice/outgoing: 1.00 RUB/min\n");
        assertThat(rules.problems()).isEmpty();
    }

    @Test
    void two_capacities_of_one_name_would_leave_the_second_without_a_price() {
        rules.plan("p", """
                rates:
                  internet/incoming: { tiers: capacity, counter: all, up-to 1 GiB: 2.00 RUB, above: 3.00 RUB }
                  internet/outgoing: { tiers: capacity, counter: all, up-to 1 GiB: 2.00 RUB, above: 3.00 RUB }
                """);
        assertThat(rules.problems())
                .contains("6:50: internet/incoming has the capacity 'all' too")
                .contains("give each a 'counter' of its own");
    }

    @Test
    void an_example_cannot_begin_with_a_counter_that_its_plan_does_not_have() {
        rules.plan("p", """
                allowances: { included: { units: 10 min, covers: voice/outgoing } }
                rates: { voice/outgoing: 1.00 RUB/min }
                """);
        String call = "2026-03-02 10:00  voice +74951234567 1 min    0.00 RUB\n";
        assertThat(rules.failures("p", "counter: service allowance included 2026-03-01 10 min\n" + call))
                .singleElement()
                .asString()
                .contains("expected 0.00 RUB, got 1");
        assertThat(rules.failures("p", "counter: service allowance includd 2026-03-01 10 min\n" + call))
                .singleElement()
                .asString()
                .contains("no counter 'allowance includd' of the service", "did you mean 'allowance included'?");
        assertThat(rules.failures("p", "counter: service allowance included 2026-03-01 10 GiB\n" + call))
                .singleElement()
                .asString()
                .contains("counter 'allowance included' does not count volume");
    }

    @Test
    void a_band_that_holds_on_no_day_is_refused() {
        for (String never : List.of("feb day 30", "2026-03-02 tue", "02-29 2027")) {
            rules.plan(
                    "p",
                    "rates:\n  voice/outgoing: 1.00 RUB/min\n  voice/outgoing @ b: { price: 50 %, when: " + never
                            + " }\n");
            assertThat(rules.problems()).as(never).contains("'" + never + "' holds on no day");
        }
        rules.plan("p", """
                rates:
                  voice/outgoing: 1.00 RUB/min
                  voice/outgoing @ a: { price: 50 %, when: feb day 29 sun }
                  voice/outgoing @ b: { price: 60 %, when: 2026-03-02 mon }
                  voice/outgoing @ c: { price: 70 %, when: 12-31..01-08 2028 }
                """);
        assertThat(rules.problems()).isEmpty();
    }

    @Test
    void what_is_too_much_to_count_is_said_to_be_so() {
        rules.plan("p", """
                rates:
                  voice/outgoing: { price: 1.00 RUB/min, step: 9223372036854775807 s }
                  voice/incoming: { price: 1.00 RUB/min, cap: 999999999999999 RUB }
                fees: { access: { every: 100000 years, price: 99999999999999 RUB, bill: in-advance, prorate: by-day } }
                allowances: { all: { units: 9000000 TiB, covers: voice/outgoing } }
                """);
        assertThat(rules.problems())
                .contains("'9223372036854775807 s' is more than can be counted", "write at most 1152921504606846976 s")
                .contains("'999999999999999' is more than can be charged", "write at most 1000000000 RUB")
                .contains("'9000000 TiB' is more than can be counted");
        rules.plan("p", "rates:\n  voice/outgoing: { price: 1.00 RUB/min, step: 1152921504606846976 s }\n");
        assertThat(rules.problems())
                .contains("is more than anything is rounded up to", "write at most 1125899906842624 s");
    }

    @Test
    void an_alias_is_one_mistake() {
        rules.plan("p", "rates:\n  voice/outgoing: &p 1.00 RUB/min\n  voice/incoming: *p\n");
        assertThat(rules.problems()).contains("a second time by an alias").doesNotContain("cannot read");
    }
}
