package io.turnpike.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.definitions.Problems;
import io.turnpike.definitions.SourceFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with a scenario, by place, with what to write. */
class ScenarioReaderTest {
    private static final String HEAD = """
            operator meridian
            customer person Anna Petrova
            account 1001 billing-day 1 contract 2026-01-10
            2026-01-10  subscribe phone telephony to home-phone number +74951234567
            """;

    private static Problems problems(String text) {
        Problems problems = new Problems();
        Vocabulary shipped = new Scenarios(Path.of(".")).vocabulary(problems);
        ScenarioReader.check(new SourceFile("trial.scenario", Path.of("trial.scenario"), text), shipped, problems);
        return problems;
    }

    private static List<String> told(String text) {
        return problems(text).all().stream()
                .map(problem -> problem.place().line() + ":" + problem.place().column() + ": " + problem.message()
                        + "; " + problem.remedy().lines().findFirst().orElse(""))
                .toList();
    }

    @Test
    void a_mistake_shows_place_excerpt_and_the_word_that_was_meant() {
        assertThat(problems(HEAD + "2026-01-12  suspand phone voluntary\n").render())
                .startsWith("""
                        trial.scenario:5:13: unknown word 'suspand'
                            5 | 2026-01-12  suspand phone voluntary
                              |             ^^^^^^^
                          did you mean 'suspend'? write one of:\
                        """);
    }

    @Test
    void all_mistakes_are_told_together() {
        List<String> told = told(HEAD + """
                2026-02-30  run cycle
                2026-02-01  run cicle
                2026-02-02  change plan phone to home-phon
                            change plan fone to home-100
                            expect invoice 12.345 RUB
                            expect invoice 12.00 EUR
                            pay 100 RUB on Tuesday
                            expect left 5 apples of free-local on phone
                2026-01-20 10:00  use phone +79161234567 61 GiB
                2026-01-20  use phone +79161234567 61 s
                2026-01-20 10:00  use phone internet peering 1 GiB
                account 1002 contract 2026-01-10
                """);
        assertThat(told).hasSize(12);
        assertThat(told.get(0)).startsWith("5:1: '2026-02-30' is no day");
        assertThat(told.get(1)).startsWith("6:17: unknown job 'cicle'; did you mean 'cycle'?");
        assertThat(told.get(2)).startsWith("7:34: unknown plan 'home-phon'; did you mean 'home-phone'?");
        assertThat(told.get(3)).startsWith("8:25: unknown service 'fone'; did you mean 'phone'?");
        assertThat(told.get(4)).startsWith("9:28: '12.345' is finer than the smallest coin of RUB");
        assertThat(told.get(5)).startsWith("10:34: the operator bills in RUB");
        assertThat(told.get(6)).startsWith("11:25: 'on' is not expected here");
        assertThat(told.get(7)).startsWith("12:25: '5 apples' is no quantity");
        assertThat(told.get(8)).startsWith("13:45: '61 GiB' cannot be; write whole seconds");
        assertThat(told.get(9)).startsWith("14:1: the time of the use is missing");
        assertThat(told.get(10)).startsWith("15:23: the service phone has no address, no login, no port at that time");
        assertThat(told.get(11)).startsWith("16:1: it stands below a dated line");
    }

    @Test
    void hours_that_a_clock_change_skips_or_repeats_need_to_be_said() {
        String german = HEAD.replace("meridian", "nordlicht").replace("home-phone", "tel-basis");
        assertThat(told(german + """
                        2026-03-29 02:30  use phone +498912345678 60 s
                        2026-10-25 02:30  use phone +498912345678 60 s
                        2026-10-25 02:30 +03:00  use phone +498912345678 60 s
                        2026-10-25 02:30 +01:00  use phone +498912345678 60 s
                        """))
                .satisfiesExactly(
                        skipped -> assertThat(skipped).startsWith("5:12: there is no such time on that day"),
                        twice -> assertThat(twice)
                                .startsWith("6:12: that time is there twice")
                                .endsWith("one of +02:00, +01:00"),
                        other -> assertThat(other).startsWith("7:18: unknown offset of that time '+03:00'"));
    }

    @Test
    void several_accounts_must_be_told_apart_and_runs_go_forward() {
        assertThat(told("""
                        operator meridian
                        customer company Romashka
                        account 1001 contract 2026-01-10
                        account 1002 contract 2026-01-10
                        2026-01-10  subscribe phone telephony to home-phone
                                    subscribe 1001/phone telephony to home-phone
                                    subscribe 1002/phone telephony to home-phone
                                    terminate phone
                                    pay 10.00 RUB
                        2026-03-01  run cycle
                        2026-02-01  run cycle
                        """))
                .satisfiesExactly(
                        open -> assertThat(open).startsWith("5:1: there are several accounts; write ACCOUNT/SERVICE"),
                        which -> assertThat(which)
                                .isEqualTo(
                                        "8:23: several accounts have a service phone; write one of: 1001/phone, 1002/phone"),
                        paid -> assertThat(paid).startsWith("9:13: there are several accounts; add 'for ACCOUNT'"),
                        order -> assertThat(order).startsWith("11:1: the run above was on 2026-03-01, which is later"));
    }

    @Test
    void a_file_begins_with_its_operator_and_has_lines() {
        assertThat(told("customer person Anna\n")).singleElement().asString().startsWith("1:1: 'operator' is missing");
        assertThat(told("operator meridan\n"))
                .singleElement()
                .asString()
                .startsWith("1:10: unknown operator 'meridan'; did you mean 'meridian'?");
        assertThat(told("operator meridian\n")).singleElement().asString().contains("the scenario has no dated lines");
    }

    @Test
    void a_service_whose_line_has_a_mistake_is_known_below_and_the_mistakes_there_are_told() {
        assertThat(told(HEAD + """
                2026-01-11        subscribe net internet to home-10 address 10.20.0.1
                2026-01-12 10:00  use net internet 1 GiB
                2026-01-13        suspend net volontary
                2026-01-14        pay -5.00 RUB
                                  pay 0.00 RUB
                """))
                .containsExactly(
                        "5:45: unknown plan 'home-10'; did you mean 'home-100'? write one of: business-phone, home-100,"
                                + " home-100-year, home-300, home-phone, iptv, net-50, net-metered, office-line, phone-base,"
                                + " reference, sms-base, technician-visit, technikerbesuch, tel-basis, tel-business",
                        "7:31: unknown kind of suspension 'volontary'; did you mean 'voluntary'? write one of:"
                                + " administrative, voluntary, debt",
                        "8:23: a payment is more than nothing; write pay 100.00",
                        "9:23: a payment is more than nothing; write pay 100.00");
    }
}
