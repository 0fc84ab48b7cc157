package io.turnpike.scenarios;

import io.turnpike.database.ScratchDatabases;
import io.turnpike.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depends on the volume of a week or year is priced over all of it, also where bills were made in the middle. */
class WholeWeeksAndYearsTest {
    private static final String ROUND = "round: half-up to 0.01 RUB\n";

    @TempDir
    private Path folder;

    @Test
    void usage_of_a_billed_month_follows_the_volume_of_its_week_and_year() throws IOException {
        TrialCatalogue catalogue = new TrialCatalogue(folder)
                .plan("week-tiers", ROUND + """
                        rates:
                          message/outgoing: { tiers: whole-volume, up-to 2 event: 3.00 RUB/event, above: 2.00 RUB/event, every: week }
                        """)
                .plan("week-discount", ROUND + """
                        discounts: { vol: { covers: message/outgoing, every: week, by: units, from: { 3 event: 10 % } } }
                        rates: { message/outgoing: { price: 3.00 RUB/event } }
                        """)
                .plan("year-discount", ROUND + """
                        discounts: { vol: { covers: message/outgoing, every: year, by: units, from: { 3 event: 10 % } } }
                        rates: { message/outgoing: { price: 3.00 RUB/event } }
                        """);
        try (ScratchDatabases databases = TestDatabase.scratch()) {
            catalogue.proves(databases, """
                operator meridian
                customer person Fedor Lebedev language en
                account 1001 contract 2026-02-01 minimum-invoice 0.00 RUB
                account 1002 contract 2026-02-01 minimum-invoice 0.00 RUB
                account 1003 contract 2026-02-01 minimum-invoice 0.00 RUB
                account 1004 contract 2026-02-01 minimum-invoice 0.00 RUB
                2026-02-01        subscribe 1001/p telephony to week-tiers number +74951000001
                                  subscribe 1002/p telephony to week-discount number +74951000002
                                  subscribe 1003/p telephony to year-discount number +74951000003
                                  subscribe 1004/p telephony to week-tiers number +74951000004
                2026-02-02 10:00  use 1003/p message +79161234567 1 event
                2026-03-01        run cycle
                                  expect invoice 3.00 RUB for 1003
                # the week is Monday April 27 to Sunday May 3
                2026-04-28 10:00  use 1001/p message +79161234567 2 events
                2026-04-28 10:00  use 1002/p message +79161234567 1 event
                2026-04-29 10:00  use 1002/p message +79161234567 1 event
                2026-05-01        run cycle
                                  expect invoice 6.00 RUB for 1001
                                  expect invoice 6.00 RUB for 1002
                2026-05-02 10:00  use 1001/p message +79161234567 1 event
                2026-05-02 10:00  use 1002/p message +79161234567 1 event
                2026-05-02 10:00  use 1004/p message +79161234567 1 event
                # the same as 1001, the two of April come late
                2026-04-28 10:00  use 1004/p message +79161234567 2 events
                2026-05-22 10:00  use 1003/p message +79161234567 1 event
                2026-06-01        run cycle
                                  # 3 x 2.00
                                  expect balance 6.00 RUB for 1001
                                  # 3 x 3.00 less 10 %
                                  expect balance 8.10 RUB for 1002
                                  expect balance 6.00 RUB for 1003
                                  expect balance 6.00 RUB for 1004
                2026-06-10 10:00  use 1003/p message +79161234567 1 event
                2026-07-01        run cycle
                                  expect balance 8.10 RUB for 1003
                """);
        }
    }
}
