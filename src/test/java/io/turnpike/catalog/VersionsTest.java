package io.turnpike.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.time.DateRange;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which version of a plan applies to whom, and since when. */
class VersionsTest {
    /** Billing day 10. */
    private static final UnaryOperator<LocalDate> TENTH = day -> day.getDayOfMonth() <= 10
            ? day.withDayOfMonth(10)
            : day.plusMonths(1).withDayOfMonth(10);

    @TempDir
    Path temp;

    private Catalog catalog;

    @BeforeEach
    void three_versions() {
        RulesFolder rules = new RulesFolder(temp.resolve("rating-rules"));
        version(rules, "2026-01-01", "immediate");
        version(rules, "2026-03-01", "next-period");
        version(rules, "2026-05-01", "immediate");
        catalog = rules.load();
    }

    private static void version(RulesFolder rules, String from, String forExisting) {
        rules.write(
                "p/" + from + ".yaml",
                "plan: p\ncurrency: RUB\nround: half-up to 0.01 RUB\nfor-existing: " + forExisting + "\nrates: {}\n");
    }

    private List<String> applied(String from, String to) {
        return catalog.applied("p", new DateRange(LocalDate.parse(from), LocalDate.parse(to)), TENTH).stream()
                .map(one -> one.from() + " " + one.version().validFrom())
                .toList();
    }

    @Test
    void those_on_the_plan_get_a_version_at_once_or_with_their_next_period() {
        assertThat(applied("2026-02-15", "9999-01-01"))
                .containsExactly("2026-02-15 2026-01-01", "2026-03-10 2026-03-01", "2026-05-01 2026-05-01");
    }

    @Test
    void who_comes_later_has_the_newest_from_the_start() {
        assertThat(applied("2026-03-05", "9999-01-01"))
                .containsExactly("2026-03-05 2026-03-01", "2026-05-01 2026-05-01");
    }

    @Test
    void a_subscription_that_ends_before_a_version_never_sees_it() {
        assertThat(applied("2026-02-15", "2026-03-05")).containsExactly("2026-02-15 2026-01-01");
    }

    @Test
    void before_the_first_version_there_is_no_plan() {
        assertThat(applied("2025-12-01", "2026-02-01")).containsExactly("2026-01-01 2026-01-01");
        assertThat(catalog.version("p", LocalDate.parse("2025-12-31"))).isEmpty();
    }

    @Test
    void the_hash_follows_every_file_the_prices_come_from_and_not_where_the_folder_lies() {
        RulesFolder one = new RulesFolder(temp.resolve("one"));
        RulesFolder two = new RulesFolder(temp.resolve("two"));
        for (RulesFolder rules : List.of(one, two)) {
            rules.write("common/zones/z.yaml", "zones: { city: { prefixes: [+7495] } }\n");
            rules.plan("below", "rates: { voice/outgoing/city: 1.00 RUB/min }");
            rules.plan("above", "extends: below\nrates: {}");
        }
        String hash = one.load().versions("above").get(0).sha256();
        assertThat(two.load().versions("above").get(0).sha256()).isEqualTo(hash);
        two.write("common/zones/z.yaml", "zones: { city: { prefixes: [+7495, +7499] } }\n");
        assertThat(two.load().versions("above").get(0).sha256()).isNotEqualTo(hash);
    }

    @Test
    void rates_have_stable_keys_and_places() {
        RulesFolder rules = new RulesFolder(temp.resolve("keys"));
        rules.plan(
                "p",
                "rates: { voice/outgoing: 1.00 RUB/min, voice/outgoing @ night: { price: 50 %, when: 20:00-08:00 },"
                        + " voice/incoming: 0 RUB/min }");
        assertThat(rules.load()
                        .versions("p")
                        .get(0)
                        .in(java.time.ZoneOffset.UTC)
                        .rates())
                .containsExactly("voice/incoming", "voice/outgoing", "voice/outgoing @ night");
    }
}
