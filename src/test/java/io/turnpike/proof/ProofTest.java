package io.turnpike.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof, small; {@code scripts/prove} runs it large. */
class ProofTest {
    private static final long SEED = 1;

    @TempDir
    private Path folder;

    /** What it tells on the way matters only where it fails, and then stands in the failure. */
    private Prover prover() {
        return new Prover(SEED, folder, new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }

    @Test
    void half_a_year_comes_to_the_same_books_in_another_order_of_files_ranges_and_partitions_and_interrupted() {
        Prover prover = prover();
        List<ProofDeed> months = ProofMonths.of(SEED);
        ProofBooks plain = prover.plain(months);
        assertThat(plain.rows("usage_charge")).isGreaterThan(2_000);
        assertThat(plain.rows("posting")).isGreaterThan(300);
        assertThat(plain.documents("debit-note")).isPositive();
        prover.rounds(months, plain, 0, 1);
    }

    @Test
    void a_month_whose_commands_are_killed_comes_to_the_books_of_the_uninterrupted_one() {
        Prover prover = prover();
        List<ProofDeed> month = ProofMonths.first(SEED);
        assertThat(prover.crashes(month, prover.plain(month), 3, 0)).isEqualTo(3);
    }
}
