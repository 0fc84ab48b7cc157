package io.turnpike.proof;

import java.util.Random;

/**
 * How the months are gone through this time; nothing of it may be seen in the books.
 *
 * @param order seed of the order that files come in, and of what is interrupted
 * @param partitions of every step that can be split
 * @param smallRanges whether transactions are small, so that there are many
 * @param interruptions of a hundred transactions so many are undone just before their end, or lose their connection there
 */
record ProofRound(long order, int partitions, boolean smallRanges, int interruptions) {
    /** One partition, ranges as the program has them, nothing in between: what all others are held against. */
    static final ProofRound PLAIN = new ProofRound(0, 1, false, 0);

    /** The n-th of a proof; the first ones hold every number of partitions. */
    static ProofRound of(long seed, int n) {
        Random dice = new Random(seed * 1_000_003 + n);
        int[] partitions = {2, 4, 1};
        return new ProofRound(
                dice.nextLong(),
                partitions[n % partitions.length],
                n % 2 == 0 || dice.nextBoolean(),
                n % 3 == 2 ? 0 : 3);
    }

    /** The step's line of a job file with this round's options. */
    String step(String word, boolean isSplit, String options) {
        StringBuilder line = new StringBuilder(options.replaceAll("partitions: *[0-9]+,? *", ""));
        if (isSplit) {
            line.append(line.isEmpty() ? "" : ", ").append("partitions: ").append(partitions);
        }
        int range = smallRanges ? range(word) : 0;
        if (range > 0) {
            line.append(line.isEmpty() ? "" : ", ").append("range: ").append(range);
        }
        return line.isEmpty() ? "  - " + word : "  - " + word + ": { " + line + " }";
    }

    /** How much of a step is a transaction where they are small; 0 for steps that know no ranges. */
    private static int range(String word) {
        return switch (word) {
            case "collect-calls" -> 4_096; // bytes; no line of a proof is longer
            case "collect-flows" -> 40;
            case "retry-suspense" -> 7;
            case "settle", "rerate", "rerate-owners" -> 5;
            case "charge-fees" -> 9;
            case "draft-invoices" -> 4;
            case "release-invoices" -> 6;
            case "render-documents" -> 5;
            default -> 0;
        };
    }
}
