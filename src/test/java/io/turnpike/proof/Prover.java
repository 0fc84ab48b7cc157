package io.turnpike.proof;

import io.turnpike.database.ScratchDatabases;
import io.turnpike.database.TestDatabase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Plays months in many ways and holds the books of each against those of the plain one. */
final class Prover {
    /** Rows shown of a table that differs. */
    private static final int ROWS_SHOWN = 5;

    private final long seed;
    private final Path folder;
    private final PrintStream out;

    Prover(long seed, Path folder, PrintStream out) {
        this.seed = seed;
        this.folder = folder;
        this.out = out;
    }

    /** The books of months that nothing happens to: one partition, the files in one order, ranges as they are. */
    ProofBooks plain(List<ProofDeed> months) {
        try (ScratchDatabases databases = TestDatabase.scratch();
                ScratchDatabases.Scratch database = databases.create();
                ProofHouse house = new ProofHouse(ProofRound.PLAIN, folder.resolve("plain"), database)) {
            ProofBooks books = house.perform(months);
            out.println("seed " + seed + ": " + books.counts());
            out.println("seed " + seed + ": " + books.sha256() + " uninterrupted");
            return books;
        }
    }

    /** The same months in other orders, ranges and partitions, with transactions undone and connections lost. */
    void rounds(List<ProofDeed> months, ProofBooks plain, int first, int rounds) {
        try (ScratchDatabases databases = TestDatabase.scratch()) {
            for (int n = first; n < first + rounds; n++) {
                ProofRound round = ProofRound.of(seed, n);
                try (ScratchDatabases.Scratch database = databases.create();
                        ProofHouse house = new ProofHouse(round, folder.resolve("round-" + n), database)) {
                    compare(
                            plain,
                            house.perform(months),
                            "round " + n + " " + round + ", restarted " + house.restarts() + " times");
                }
            }
        }
    }

    /** The same months by commands that are killed; returns how many were. */
    int crashes(List<ProofDeed> months, ProofBooks plain, int crashes, int realWaits) {
        ProofRound round = new ProofRound(seed, 2, true, 0);
        try (ProofCrashes killed = new ProofCrashes(round, folder.resolve("crashes"), crashes, realWaits)) {
            ProofBooks books = killed.perform(months);
            killed.crashes().forEach((how, times) -> out.println("seed " + seed + ": " + how + ": " + times));
            compare(plain, books, killed.count() + " crashes");
            return killed.count();
        }
    }

    private void compare(ProofBooks plain, ProofBooks books, String how) {
        out.println("seed " + seed + ": " + books.sha256() + " " + how);
        if (!plain.sha256().equals(books.sha256())) {
            List<String> differences = plain.differences(books, ROWS_SHOWN);
            differences.forEach(out::println);
            throw new AssertionError(
                    "seed " + seed + ", " + how + ": the books are others; repeat it with scripts/prove --seed " + seed
                            + "\n" + String.join("\n", differences));
        }
    }
}
