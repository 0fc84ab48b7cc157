package io.turnpike.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments while the program is killed, a few times; {@code scripts/prove --payments} does it often. */
class PaymentsProofTest {
    private static final int KILLS = 2;

    @TempDir
    private Path folder;

    @Test
    void payments_come_once_however_often_an_import_and_the_terminals_program_are_killed() throws Exception {
        try (ProofPayments payments = new ProofPayments(1, folder)) {
            ProofTerminals terminals = new ProofTerminals(payments, folder, 1);
            terminals.onlyKnownCertificatesAreLetIn();
            assertThat(payments.importsKilled(KILLS)).isEqualTo(KILLS);
            assertThat(terminals.storm(KILLS)).isPositive();
        }
    }
}
