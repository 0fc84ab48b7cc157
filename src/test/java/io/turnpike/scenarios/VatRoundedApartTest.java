package io.turnpike.scenarios;

import io.turnpike.database.ScratchDatabases;
import io.turnpike.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With VAT on top, invoices and acts of the same may differ by a cent: it does not stay on the advances. */
class VatRoundedApartTest {
    @TempDir
    private Path folder;

    @Test
    void a_cent_of_vat_that_invoices_bear_less_than_acts_leaves_the_advances() throws IOException {
        TrialCatalogue catalogue = new TrialCatalogue(folder).plan("line", "2026-01-01", "EUR", """
                        round: half-up to 0.01 EUR
                        fees: { rent: { price: 10.02 EUR, every: month, bill: in-advance, prorate: by-day } }
                        rates: { voice/outgoing: 0.01 EUR/min }
                        """);
        try (ScratchDatabases databases = TestDatabase.scratch()) {
            catalogue.proves(databases, """
                operator nordlicht
                customer company Seewind vat-id DE100999997 language en
                account 2001 contract 2026-01-01 minimum-invoice 0.00 EUR
                2026-01-01        subscribe line telephony to line number +4930111111 quantity 1
                2026-01-01        bill
                                  # 10.02 and 19 %: 1.9038
                                  expect invoice 11.92 EUR vat 1.90
                                  expect advances -11.92 EUR
                2026-01-01        change quantity line to 2
                2026-02-01        run cycle
                                  # February: 20.04 + 3.8076; January again 10.02 + 1.9038
                                  expect invoice 35.77 EUR vat 5.71
                                  # 20.04 + 3.8076
                                  expect act 23.85 EUR vat 3.81
                                  # 11.92 + 35.77 - 23.85: a cent less than the act of February will be
                                  expect advances -23.84 EUR
                2026-03-01        terminate line
                2026-03-01        run cycle
                                  expect act 23.85 EUR vat 3.81
                                  expect advances 0.00 EUR
                                  expect balance 47.69 EUR
                """);
        }
    }
}
