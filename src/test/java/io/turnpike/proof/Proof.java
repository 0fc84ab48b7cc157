package io.turnpike.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof as {@code scripts/prove} runs it; by its name no part of the build. */
class Proof {
    /** The lease of a dead owner is waited for so often; it takes half a minute each time. */
    private static final int REAL_WAITS = 2;

    @TempDir
    private Path folder;

    @Test
    void the_same_months_come_to_the_same_books() {
        long seed = Long.getLong("proof.seed", 1);
        int crashes = Integer.getInteger("proof.crashes", 36);
        Prover prover = new Prover(seed, folder, System.out);
        List<ProofDeed> months = ProofMonths.of(seed);
        ProofBooks plain = prover.plain(months);
        prover.rounds(months, plain, 0, Integer.getInteger("proof.rounds", 12));
        if (crashes > 0) {
            assertThat(prover.crashes(months, plain, crashes, Math.min(REAL_WAITS, crashes / 2)))
                    .as("crashes; those of a step that was over too soon are missing")
                    .isGreaterThanOrEqualTo(crashes * 3 / 4);
        }
    }

    @Test
    void payments_come_once_however_often_the_program_is_killed() throws Exception {
        long seed = Long.getLong("proof.seed", 1);
        int kills = Integer.getInteger("proof.payments", 24);
        if (kills == 0) {
            return;
        }
        try (ProofPayments payments = new ProofPayments(seed, folder)) {
            int imports = payments.importsKilled(kills);
            ProofTerminals terminals = new ProofTerminals(payments, folder, seed);
            int answered = terminals.storm(kills);
            System.out.println("seed " + seed + ": imports of payments killed " + imports + " times; " + answered
                    + " payments of terminals, the program killed " + kills + " times: none lost, none twice");
        }
    }
}
