package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would be misunderstood, or never take effect, is a mistake with a place and a remedy; reading never breaks off. */
class TariffMistakesTest {
    @TempDir
    Path temp;

    private RulesFolder rules;

    @BeforeEach
    void folder() {
        rules = new RulesFolder(temp.resolve("rating-rules"))
                .write("common/holidays/ru.yaml", "calendar: ru\ndays: { 2026-03-09: moved }\n");
    }

    /** A node of calls; the value stands at column 19 of line 5. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    1.00 RUB/GiB                                     | 5:24: 'RUB/GiB' is no price of time
                    1.00 RUB/sec                                     | did you mean 'RUB/s'?
                    1.00 RUB                                         | 5:19: cannot read '1.00 RUB'
                    -1.00 RUB/min                                    | 5:19: cannot read '-1.00 RUB/min'
                    99999999999999999999 RUB/s                       | 5:19: too great or too fine a price
                    0.0000000000000000000001 RUB/h                     | 5:19: too great or too fine a price
                    { price: 1.00 RUB/min, step: 60 }                | no unit in '60'
                    { price: 1.00 RUB/min, step: 1 KiB }             | 'KiB' is no unit of time
                    { price: 1.00 RUB/min, free: 3 sek }             | did you mean 's'? write a number and a unit of time: s, min, h
                    { price: 1.00 RUB/min per 30 s, step: 60 s }     | 'per' and 'step' are both increments
                    { price: 1.00 RUB/min, floor: 2 RUB, cap: 1 RUB } | the floor is above the cap
                    { steps: { then: 1.00 RUB/min, first 60 s: 2.00 RUB/min } } | a step after 'then'
                    """)
    void a_wrong_price_is_told(String node, String told) {
        rules.plan("p", "rates:\n  voice/outgoing: " + node + "\n");
        assertThat(rules.problems()).contains(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    day 40                       | '40' holds on no day
                    day 9-3                      | '9-3' holds on no day
                    2026-05-09..2026-05-01       | holds on no day
                    2027-2026                    | '2027-2026' holds on no day
                    10:00-12:00 14:00-16:00      | '14:00-16:00' is a second one of its sort in one stretch
                    day 1 day 2                  | 'day 2' is a second one of its sort
                    02-30                        | '02-30' is no day of the calendar
                    2026-04-31                   | '2026-04-31' is no day of the calendar
                    2026-04-30..2026-04-31       | 6:57: '2026-04-31' is no day of the calendar
                    day 1-99999999999            | '1-99999999999' holds on no day
                    25:00-26:00                  | '25:00' is no time of day
                    8:00-24:30                   | '24:30' is no time of day
                    24:00-08:00                  | '24:00' begins no time of day
                    day x                        | 'x' holds on no day
                    mno-fri                      | not a time: 'mno-fri'
                    holidays ur                  | did you mean 'ru'?
                    []                           | the band never holds
                    """)
    void a_time_that_never_comes_is_told(String when, String told) {
        rules.plan(
                "p",
                "rates:\n  voice/outgoing: 1.00 RUB/min\n  voice/outgoing @ b: { price: 50 %, when: [" + when
                        + "] }\n");
        assertThat(rules.problems()).contains(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    voic/outgoing                | unknown kind of usage 'voic'
                    voic/outgoing                | did you mean 'voice'?
                    voice/outgoin                | did you mean 'outgoing'?
                    voice/outgoing@night         | unknown direction 'outgoing@night'
                    """)
    void a_misspelt_path_has_a_suggestion(String path, String told) {
        rules.plan("p", "rates: { " + path + ": 1.00 RUB/min }");
        assertThat(rules.problems()).contains(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    { units: 5 min, covers: [voice/outgoing, message/outgoing] } | message/outgoing is counted in events, the paths before it in time
                    { units: 5 GiB, covers: voice/outgoing }                     | 'GiB' is no unit of time
                    { units: 5 min, covers: voice/outgoing @ b }                 | a node is covered with all its bands
                    { units: 5 min, covers: [] }                                 | no paths
                    { units: 5 min, covers: voice/outgoing, rollover: 1 year }   | the units are granted every month, not every year
                    """)
    void an_allowance_that_would_count_otherwise_than_it_reads_is_told(String allowance, String told) {
        rules.plan(
                "p",
                "allowances:\n  a: " + allowance
                        + "\nrates: { voice/outgoing: 1.00 RUB/min, message/outgoing: 1.00 RUB/event,"
                        + " voice/outgoing @ b: { price: 50 %, when: mon } }\n");
        assertThat(rules.problems()).contains(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    { covers: voice/outgoing, bundle: [pp], share: 10 % }                          | no plan 'pp'
                    { covers: voice/outgoing, bundle: [p], from: { 5.00 RUB: 10 % } }              | a discount is by bundle or by volume
                    { covers: voice/outgoing, bundle: [p], share: 10 %, from: { 5.00 RUB: 10 % } } | a discount is by bundle or by volume
                    { covers: voice/outgoing, share: 10 % }                                        | a discount is by bundle or by volume
                    { covers: voice/outgoing, from: { 5.00 RUB: 10 %, 5.0 RUB: 20 % } }            | this threshold is written twice
                    { covers: [voice/outgoing, message/outgoing], by: units, from: { 5 min: 5 % } } | message/outgoing is counted in events
                    """)
    void a_discount_that_would_never_be_given_is_told(String discount, String told) {
        rules.plan(
                "p",
                "discounts:\n  a: " + discount
                        + "\nrates: { voice/outgoing: 1.00 RUB/min, message/outgoing: 1.00 RUB/event }\n");
        assertThat(rules.problems()).contains(told);
    }

    @Test
    void the_tiers_of_a_package_rise() {
        rules.plan("p", """
                rates: { voice/outgoing: 0 RUB/min }
                capacities:
                  a: { meters: { x: voice/outgoing }, tiers: { all: { price: 1.00 RUB }, s: { x: 5 min, price: 0.50 RUB }, z: { price: 3.00 RUB } } }
                  b: { meters: { x: voice/outgoing }, tiers: { s: 5, z: { price: 3.00 RUB } } }
                """);
        assertThat(rules.problems()).contains("6:74: the tiers do not rise").contains("7:51: a tier is a block");
    }

    @Test
    void a_table_names_the_cell() {
        rules.write("p/t.csv", """
                prefix;name;price;setup;step
                +7;R;1.00 EUR/min
                +71;R;1.00 RUB/min;5
                +72;R;1.00 RUB/min;;60 sec
                +73;R;1.00 RUB/min;;60 s;more
                +1234567890123456789;R;1.00 RUB/min
                +74;R
                """);
        rules.write("p/u.csv", "prefix;name;price;price\n");
        rules.write("p/v.csv", "prefx;name;price\n");
        rules.plan(
                "p",
                "rates: { voice/outgoing/a: { table: t.csv }, voice/outgoing/b: { table: u.csv }, voice/outgoing/c: { table: v.csv } }");
        assertThat(rules.problems())
                .contains("t.csv:2:6: the plan's currency is RUB")
                .contains("t.csv:3:20: cannot read '5'")
                .contains("t.csv:4:21: unknown unit 'sec'")
                .contains("t.csv:5:1: more cells than the header has columns")
                .contains("t.csv:6:1: not a prefix")
                .contains("t.csv:7:6: cannot read ''")
                .contains("column 'price' is written twice")
                .contains("did you mean 'prefix'?");
    }

    @Test
    void a_table_of_mistakes_is_not_read_to_the_end() {
        rules.write("p/t.csv", "prefix;price\n" + "x;y\n".repeat(200));
        rules.plan("p", "rates: { voice/outgoing/a: { table: t.csv } }");
        Problems problems = new Problems();
        Catalog.load(temp.resolve("rating-rules"), problems);
        assertThat(problems.count()).isEqualTo(101);
        assertThat(problems.render()).contains("t.csv:102:1: the rest of the table was not read after 100 mistakes");
    }

    @Test
    void a_file_that_nobody_reads_is_told() {
        rules.plan("p", "rates: { voice/outgoing: 1.00 RUB/min }");
        rules.write("p/2026-07-01.yml", "plan: p\n");
        rules.write("p/a.example", "");
        rules.write("p/old/2026-07-01.yaml", "plan: p\n");
        rules.write("2026-07-01.yaml", "plan: p\n");
        rules.write("common/zones/z.yml", "zones: {}\n");
        assertThat(rules.problems())
                .contains("p/2026-07-01.yml: a file of this ending is not read\n  name it 2026-07-01.yaml")
                .contains("p/a.example: a file of this ending is not read\n  name it a.examples")
                .contains("p/old/2026-07-01.yaml: no definition is read from here")
                .contains("rating-rules/2026-07-01.yaml: no definition is read from here")
                .contains("common/zones/z.yml: a file of this ending is not read");
    }

    @Test
    void a_zone_holds_something_and_its_table_has_a_header() {
        rules.write("common/zones/z.yaml", "zones:\n  a: {}\n  b: { table: b.csv }\n")
                .write("common/zones/b.csv", "+7;R\n");
        assertThat(rules.problems())
                .contains("z.yaml:2:3: zone 'a' holds nothing")
                .contains("b.csv:1:1: the header is missing");
    }

    @Test
    void a_folder_named_like_a_file_and_a_file_that_is_no_utf_8_are_told() throws IOException {
        Files.createDirectories(temp.resolve("rating-rules/p/2026-07-01.yaml"));
        rules.plan("p", "rates: { voice/outgoing: 1.00 RUB/min }");
        Files.write(temp.resolve("rating-rules/p/2026-02-01.yaml"), new byte[] {'p', ':', ' ', (byte) 0xCF, '\n'});
        assertThat(rules.problems())
                .contains("p/2026-07-01.yaml: a folder is named like a file")
                .contains("p/2026-02-01.yaml:1:4: these bytes are not UTF-8");
    }

    @Test
    void a_wrong_setting_of_all_examples_is_told_once() {
        rules.plan("p", "rates: { voice/outgoing: 1.00 RUB/min }");
        assertThat(rules.failures("p", """
                        zon: Europe/Moscow
                        example: a
                        2026-03-02 10:00 voice +74951112233 60 s 1.00 RUB
                        example: b
                        2026-03-02 10:00 voice +74951112233 60 s 1.00 RUB
                        """))
                .singleElement()
                .asString()
                .contains("unknown setting 'zon': did you mean 'zone'?");
    }

    @Test
    void an_alias_is_refused_at_its_place() {
        rules.plan("p", "rates:\n  voice/outgoing: &a { price: 1.00 RUB/min }\n  voice/incoming: *a\n");
        assertThat(rules.problems()).contains("5:19: this is used a second time by an alias (*name)");
    }

    @Test
    void the_policies_of_fees_are_keys_of_a_plan() {
        rules.plan("p", """
                fees: { rental: { every: month, price: 100.00 RUB, bill: in-advance, prorate: by-day } }
                on-termination: { takes-effect: now, billed: at-once }
                on-change: period-end
                on-suspension: now
                on-resumption: now
                """);
        assertThat(rules.problems()).isEmpty();
    }

    @Test
    void an_amount_beyond_counting_fails_the_example_and_not_the_program() {
        rules.plan("p", "rates: { internet/incoming: 1000000 RUB/B }");
        assertThat(rules.failures("p", "2026-03-02 10:00 internet any 10000 TiB 1.00 RUB\n"))
                .singleElement()
                .asString()
                .contains("2026-01-01.examples:1: too great to be counted");
    }
}
