package io.turnpike.scenarios;

import io.turnpike.database.ScratchDatabases;
import io.turnpike.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what a period granted is carried over, as the plan that was held at its end grants it. */
class CarriedOverTest {
    private static final String ROUND = "round: half-up to 0.01 RUB\n";
    private static final String PRICE = "rates: { voice/outgoing: { price: 1.00 RUB/min, step: 60 s } }\n";
    private static final String ANNA = """
            operator meridian
            customer person Anna Petrova language en
            account 1001 contract 2026-01-01
            """;

    private static ScratchDatabases databases;

    @TempDir
    private Path folder;

    private TrialCatalogue catalogue;

    @BeforeAll
    static void template() {
        databases = TestDatabase.scratch();
    }

    @AfterAll
    static void dropTemplate() {
        databases.close();
    }

    @BeforeEach
    void catalogue() throws IOException {
        catalogue = new TrialCatalogue(folder)
                .plan("bare", ROUND + PRICE)
                .plan("hundred", ROUND + allowance("100 min, rollover: 1 month") + PRICE)
                .plan("two-hundred", ROUND + allowance("200 min, rollover: 1 month") + PRICE)
                .plan("shared", ROUND + allowance("60 min, scope: account, rollover: 2 months") + PRICE)
                .plan("net", ROUND + "rates: { internet/incoming: 0 RUB/GiB, internet/outgoing: 0 RUB/GiB }\n");
    }

    private static String allowance(String terms) {
        return "allowances: { free: { covers: voice/outgoing, units: " + terms + " } }\n";
    }

    @Test
    void a_version_that_brings_an_allowance_carries_nothing_from_before_it() throws IOException {
        catalogue
                .version("grows", "2026-01-01", ROUND + PRICE)
                .version("grows", "2026-02-01", ROUND + allowance("100 min, rollover: 1 month") + PRICE)
                .version("grows", "2026-04-01", ROUND + allowance("300 min, rollover: 1 month") + PRICE);
        catalogue.proves(databases, ANNA + """
                2026-01-01        subscribe phone telephony to grows number +74951234567
                2026-02-10 10:00  use phone +74957654321 150 min
                                  expect charge 50.00 RUB covered 100 min
                2026-03-10 10:00  use phone +74957654321 30 min
                                  expect charge 0.00 RUB covered 30 min
                # 70 of the 100 that March granted, and the 300 of April
                2026-04-02        expect left 370 min of free on phone
                """);
    }

    @Test
    void a_change_of_plan_carries_what_the_old_plan_granted() throws IOException {
        catalogue.proves(databases, ANNA + """
                2026-01-01        subscribe phone telephony to bare number +74951234567
                2026-02-01        change plan phone to two-hundred
                2026-02-02        expect left 200 min of free on phone
                2026-02-10 10:00  use phone +74957654321 50 min
                2026-03-01        change plan phone to hundred
                # 150 of the 200 that February granted, and the 100 of March
                2026-03-02        expect left 250 min of free on phone
                2026-03-10        change plan phone to bare
                2026-04-10        change plan phone to hundred
                # at the end of March there was none: what was left of it is lost
                2026-04-11        expect left 100 min of free on phone
                """);
    }

    @Test
    void what_services_share_is_carried_since_the_first_of_them_had_it() throws IOException {
        catalogue.proves(databases, ANNA + """
                2026-01-01        subscribe net internet to net address 10.20.0.1
                2026-03-01        subscribe phone telephony to shared number +74951234567
                2026-03-10 10:00  use phone +74957654321 100 min
                                  expect charge 40.00 RUB covered 60 min
                2026-05-01        subscribe fax telephony to shared number +74951234568
                # 60 of April, 60 of May; the fax has had it since May only, the phone before
                2026-05-02        expect left 120 min of free on fax
                2026-05-03 10:00  use fax +74957654321 130 min
                                  expect charge 10.00 RUB covered 120 min
                """);
    }
}
