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

/** Allowances and tiers of one name that count different things do not eat each other. */
class CountersOfOneNameTest {
    private static final String ROUND = "round: half-up to 0.01 RUB\n";

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
                .plan("talk", ROUND + """
                        allowances: { included: { units: 100 min, covers: voice/outgoing, scope: account } }
                        rates: { voice/outgoing: { price: 1.00 RUB/min, step: 60 s } }
                        """)
                .plan("surf", ROUND + """
                        allowances: { included: { units: 10 GiB, covers: internet/incoming, scope: account } }
                        rates: { internet/incoming: 2.00 RUB/GiB, internet/outgoing: 0 RUB/GiB }
                        """)
                .plan("talk-daily", ROUND + """
                        allowances: { included: { units: 5 min, every: day, covers: voice/outgoing, scope: account } }
                        rates: { voice/outgoing: { price: 1.00 RUB/min, step: 60 s } }
                        """);
    }

    @Test
    void two_plans_of_an_account_may_both_include_something() throws IOException {
        catalogue.proves(databases, """
                operator meridian
                customer person Anna Petrova language en
                account 1001 contract 2026-03-01
                2026-03-01        subscribe phone telephony to talk number +74951234567
                                  subscribe net internet to surf address 10.20.0.1
                2026-03-05 10:00  use net internet 20 GiB
                                  expect charge 20.00 RUB
                2026-03-10 12:00  use phone +74957654321 10 min
                                  expect charge 0.00 RUB covered 10 min
                2026-04-01        run cycle
                                  expect invoice 20.00 RUB
                """);
    }

    @Test
    void a_change_of_plan_between_two_periods_of_one_name_leaves_each_its_own() throws IOException {
        catalogue.proves(databases, """
                operator meridian
                customer person Anna Petrova language en
                account 1001 contract 2026-03-01
                2026-03-01        subscribe phone telephony to talk number +74951234567
                                  subscribe fax telephony to talk-daily number +74951234568
                2026-03-01 10:00  use phone +74957654321 60 min
                                  expect charge 0.00 RUB covered 60 min
                2026-03-01 12:00  use fax +74957654321 7 min
                                  expect charge 2.00 RUB covered 5 min
                2026-03-01 14:00  use phone +74957654321 60 min
                                  expect charge 20.00 RUB covered 40 min
                2026-04-01        run cycle
                                  expect invoice 22.00 RUB
                """);
    }
}
