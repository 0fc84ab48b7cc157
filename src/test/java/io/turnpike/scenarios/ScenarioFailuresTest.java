package io.turnpike.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.ScratchDatabases;
import io.turnpike.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told when a scenario does not hold. */
class ScenarioFailuresTest {
    private static final String HEAD = """
            operator meridian
            customer person Anna Petrova language en
            account 1001 contract 2026-01-10
            2026-01-10  subscribe phone telephony to home-phone number +74951234567
            """;

    private static ScratchDatabases databases;

    @TempDir
    private Path folder;

    @BeforeAll
    static void template() {
        databases = TestDatabase.scratch();
    }

    @AfterAll
    static void dropTemplate() {
        databases.close();
        assertThat(TestDatabase.names()).noneMatch(name -> name.startsWith("turnpike_scratch_"));
    }

    private ScenarioOutcome outcome(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("trial.scenario"), HEAD + lines);
        return new Scenarios(Path.of("."))
                .run(List.of(file), databases, told -> {})
                .get(0);
    }

    private static List<String> told(ScenarioOutcome outcome) {
        return outcome.failures().stream()
                .map(failure -> failure.place().line() + ": " + failure.message())
                .toList();
    }

    @Test
    void a_wrong_figure_is_told_with_what_there_was_and_the_rest_still_runs() throws IOException {
        // 22 of 31 days of 250.00 = 177.42, February 250.00, activation 300.00
        ScenarioOutcome outcome = outcome("""
                2026-02-01  run cycle
                            expect invoice 177.42 RUB due 2026-02-21
                            expect line Subscription… 177.40 RUB
                            expect line Television… 1.00 RUB
                            expect act 727.42
                            expect lines 2
                            expect balance 177.42 RUB
                            expect nothing else
                """);

        assertThat(told(outcome))
                .containsExactly(
                        "6: expected gross 177.42, due 2026-02-21, got gross 727.42, due 2026-02-20",
                        "7: expected gross 177.40, got gross 177.42",
                        "8: expected a line 'Television…', got lines ['Subscription, line rental, phone',"
                                + " 'One-time services, activation, phone']",
                        "9: expected an act for 1001, got none",
                        "10: expected 2 lines, got no document to count them in",
                        "11: expected 177.42 RUB, got 727.42 RUB (invoice 727.42 RUB)",
                        "12: expected nothing else, got invoice line Subscription, line rental, phone 250.00 RUB net 204.92"
                                + " vat 45.08 quantity 1 pcs from 2026-02-01 to 2026-02-28; invoice line One-time services,"
                                + " activation, phone 300.00 RUB net 245.90 vat 54.10 quantity 1 pcs from 2026-01-10 to"
                                + " 2026-01-10; payment-slip 727.42 RUB net 596.25 vat 131.17 to-pay 727.42 dated 2026-01-31"
                                + " due 2026-02-20 from 2026-01-10 to 2026-01-31 number 26-0000001 for 1001");
        assertThat(outcome.expectations()).isEqualTo(7);
        assertThat(outcome.failures().get(0).render())
                .contains(folder.resolve("trial.scenario").toAbsolutePath() + ":6: expected gross 177.42")
                .contains("    6 | expect invoice 177.42 RUB due 2026-02-21\n")
                .contains("invoice 727.42 RUB net 596.25 vat 131.17 to-pay 727.42 dated 2026-01-31")
                .contains("line Subscription, line rental, phone 177.42 RUB net 145.43 vat 31.99");
    }

    @Test
    void usage_that_could_not_be_charged_fails_where_nobody_expects_it() throws IOException {
        assertThat(told(outcome("""
                        2026-01-20 10:00  use number +74950000000 voice +79161234567 61 s
                        2026-01-20 11:00  use phone +12125550100 60 s
                                          expect suspense no-rate
                        2026-01-20 12:00  use phone +79161234567 60 s
                                          expect suspense no-rate
                                          expect charge 1.80 RUB covered 1 min
                        """)))
                .containsExactly(
                        "5: this could not be charged: unknown-service: no service had the number 74950000000 at that time",
                        "9: expected no-rate, got a charge",
                        "10: expected 1.80 covered 60 s, got 1.90 covered 0 s");
    }

    @Test
    void what_is_refused_ends_the_scenario_unless_it_is_expected() throws IOException {
        assertThat(told(outcome("""
                        2026-01-20  resume phone
                                    expect refused not suspended
                                    release
                                    expect refused something else
                                    pay 1.00 RUB
                                    expect refused closed
                                    resume phone
                                    expect balance 0.00 RUB
                        """)))
                .containsExactly(
                        "8: expected 'something else', refused was: there is no draft",
                        "10: expected 'closed', but nothing was refused on the line before",
                        "11: refused: date: the service is not suspended on 2026-01-20 (write a day on which it is, or"
                                + " suspend it first)");
    }

    @Test
    void customers_that_cannot_be_are_told_before_any_line_runs() throws IOException {
        Path file = Files.writeString(folder.resolve("inn.scenario"), HEAD.replace("language en", "inn 12"));
        ScenarioOutcome outcome = new Scenarios(Path.of("."))
                .run(List.of(file), databases, told -> {})
                .get(0);
        assertThat(told(outcome)).hasSize(1).allMatch(text -> text.contains("inn: '12'"));
        assertThat(outcome.lines()).isZero();
    }
}
