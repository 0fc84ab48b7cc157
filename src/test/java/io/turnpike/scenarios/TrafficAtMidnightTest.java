package io.turnpike.scenarios;

import io.turnpike.database.ScratchDatabases;
import io.turnpike.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traffic belongs to the operator's day also where its midnight is not a full hour of UTC. */
class TrafficAtMidnightTest {
    @TempDir
    private Path folder;

    private TrialCatalogue at(String zone) throws IOException {
        return new TrialCatalogue(folder).zoneOfMeridian(zone).plan("metered", """
                round: half-up to 0.01 RUB
                rates: { internet/incoming: { price: 1.00 RUB/GiB }, internet/incoming @ night: { price: 50 %, when: 00:00-01:00 } }
                """);
    }

    @Test
    void the_first_half_hour_of_a_month_in_kolkata_stands_on_its_own_months_invoice() throws IOException {
        try (ScratchDatabases databases = TestDatabase.scratch()) {
            at("Asia/Kolkata").proves(databases, """
                operator meridian
                customer person Fedor Lebedev language en
                account 1001 contract 2026-03-01 minimum-invoice 0.00 RUB
                2026-03-01        subscribe net internet to metered address 10.20.0.9
                # the first minutes of the contract, at the night's half price
                2026-03-01 00:10  use net internet 8 GiB
                                  expect charge 4.00 RUB
                # an hour before midnight and an hour after it: 3 at 1.00, 3 at 0.50
                2026-03-31 23:00  use net internet 6 GiB over 2 h
                2026-04-01 00:10  use net internet 100 GiB
                2026-04-01        run cycle
                                  expect invoice 7.00 RUB
                2026-05-01        run cycle
                                  expect invoice 51.50 RUB
                """);
        }
    }

    @Test
    void on_lord_howe_too_on_both_sides_of_a_change_of_the_clock() throws IOException {
        try (ScratchDatabases databases = TestDatabase.scratch()) {
            at("Australia/Lord_Howe").proves(databases, """
                operator meridian
                customer person Fedor Lebedev language en
                account 1001 contract 2026-03-01 minimum-invoice 0.00 RUB
                2026-03-01        subscribe net internet to metered address 10.20.0.9
                # summer time, eleven hours from UTC; on April 5 the clock goes back by half an hour
                2026-04-01 00:10  use net internet 10 GiB
                2026-04-01        run cycle
                                  expect no invoice
                2026-05-01 00:10  use net internet 20 GiB
                2026-05-01        run cycle
                                  expect invoice 5.00 RUB
                2026-06-01        run cycle
                                  expect invoice 10.00 RUB
                """);
        }
    }
}
