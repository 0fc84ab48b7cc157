package io.turnpike.scenarios;

import io.turnpike.database.ScratchDatabases;
import io.turnpike.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan may round its fees finer than money is paid: in the end what was invoiced is what was rendered. */
class FinelyRoundedFeesTest {
    private static final String PLAN = """
            round: half-up to 0.0001 RUB
            fees: { access: { every: month, price: 100.00 RUB, bill: in-advance, prorate: by-day } }
            rates: {}
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
    }

    /** 100.00 x 8/31 = 25.8065, less 2/31 = 6.4516: 19.3549 are charged. */
    @Test
    void an_early_end_leaves_no_kopeck_of_a_company_in_advance() throws IOException {
        new TrialCatalogue(folder).plan("fine", PLAN).proves(databases, """
                operator meridian
                customer company OOO Vector inn 7707083893 language en
                account 1001 contract 2026-01-24
                2026-01-24  subscribe net internet to fine address 10.20.0.1
                            run cycle
                            expect invoice 25.81 RUB
                            expect advances -25.81 RUB
                2026-01-30  terminate net
                2026-02-01  run cycle
                            expect credit-note 6.46 RUB
                            expect act 19.35
                            expect balance 19.35 RUB
                            expect advances 0.00 RUB
                """);
    }
}
