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
}
