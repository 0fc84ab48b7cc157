package io.turnpike.scenarios;

import io.turnpike.database.ScratchDatabases;
import io.turnpike.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A charge that a scenario expects is that of the use above it, whatever else was used in the same second. */
class ExpectedChargesTest {
    @TempDir
    private Path folder;

    @Test
    void uses_of_one_second_are_told_apart() throws IOException {
        TrialCatalogue catalogue = new TrialCatalogue(folder).plan("talk", """
                        round: half-up to 0.01 RUB
                        allowances: { included: { units: 1 event, covers: message/outgoing } }
                        rates:
                          voice/outgoing: { price: 1.00 RUB/min, step: 60 s }
                          message/outgoing: 7.50 RUB/event
                          message/outgoing/+7: 2.00 RUB/event
                        """);
        try (ScratchDatabases databases = TestDatabase.scratch()) {
            catalogue.proves(databases, """
                operator meridian
                customer person Anna Petrova language en
                account 1001 contract 2026-04-01
                2026-04-01        subscribe phone telephony to talk number +74951234567
                2026-04-06 09:00  use phone message 1233 1 event
                                  expect charge 0.00 RUB covered 1 event
                2026-04-06 10:00  use phone message 1234 1 event
                                  expect charge 7.50 RUB
                2026-04-06 10:00  use phone message 12345 1 event
                                  expect charge 7.50 RUB
                2026-04-06 10:00  use phone message +74957654321 1 event
                                  expect charge 2.00 RUB covered 0 events
                # the very same once more, and two that come in one file
                2026-04-06 10:00  use phone message 1234 1 event
                                  expect charge 7.50 RUB
                2026-04-06 11:00  use phone +74957654321 1 min
                2026-04-06 11:00  use phone +74957654321 2 min
                                  expect charge 2.00 RUB
                2026-05-01        run cycle
                                  # 7.50 x 3 + 2.00 + 1.00 + 2.00
                                  expect invoice 27.50 RUB
                """);
        }
    }

    @Test
    void a_call_in_parts_is_expected_as_a_whole_though_its_end_was_charged_late() throws IOException {
        TrialCatalogue catalogue = new TrialCatalogue(folder).plan("talk", """
                        round: half-up to 0.01 RUB
                        rates: { voice/outgoing: { price: 1.00 RUB/min, step: 60 s } }
                        """);
        try (ScratchDatabases databases = TestDatabase.scratch()) {
            catalogue.proves(databases, """
                operator meridian
                customer person Anna Petrova language en
                account 1001 contract 2026-04-01
                2026-04-01        subscribe phone telephony to talk number +74951234567
                2026-04-06 10:00  use phone +74957654321 60 min part 1 of c1
                                  expect no suspense
                2026-04-08 12:00  use phone +74957654321 1 min
                                  expect charge 1.00 RUB
                2026-04-06 11:00  use phone +74957654321 30 min part 2 last of c1
                                  # 60 when the wait was over, and 30
                                  expect charge 90.00 RUB
                2026-04-09 10:00  use phone +74957654321 5 min part 1 of c2
                2026-04-09 10:00  use phone +74957654321 7 min
                                  expect charge 7.00 RUB
                2026-04-09 10:05  use phone +74957654321 1 min part 2 last of c2
                                  expect charge 6.00 RUB
                """);
        }
    }
}
