package io.turnpike.scenarios;

import io.turnpike.database.ScratchDatabases;
import io.turnpike.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service's own price goes before its account's, whichever began later. */
class OwnPricesOfServicesTest {
    @TempDir
    private Path folder;

    @Test
    void the_price_of_the_service_goes_before_that_of_its_account() throws IOException {
        TrialCatalogue catalogue = new TrialCatalogue(folder).plan("talk", """
                        round: half-up to 0.01 RUB
                        rates: { voice/outgoing: { price: 1.00 RUB/min, step: 60 s } }
                        """);
        try (ScratchDatabases databases = TestDatabase.scratch()) {
            catalogue.proves(databases, """
                operator meridian
                customer person Anna Petrova language en
                account 1001 contract 2026-01-01
                2026-01-01        subscribe phone telephony to talk number +74951234567
                                  subscribe fax telephony to talk number +74951234568
                2026-02-01        own price 0.50 RUB/min at voice/outgoing for phone until 2026-03-31
                2026-02-10        own price 0.70 RUB/min at voice/outgoing for 1001
                                  own price 0.20 RUB/min at voice/outgoing @ 22:00-23:00 for 1001
                2026-02-11 10:00  use phone +74957654321 10 min
                                  expect charge 5.00 RUB
                2026-02-11 11:00  use fax +74957654321 10 min
                                  expect charge 7.00 RUB
                # what only the account says is said of all its services
                2026-02-11 22:00  use phone +74957654321 10 min
                                  expect charge 2.00 RUB
                2026-04-02 10:00  use phone +74957654321 10 min
                                  expect charge 7.00 RUB
                """);
        }
    }
}
