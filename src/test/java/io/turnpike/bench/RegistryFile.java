package io.turnpike.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A day's registry of a network of terminals, in the layout of {@code readers/terminal-csv}: payments of accounts in random order,
 * three of four by the account's number, the others by a telephone.
 */
record RegistryFile(long rows, long accounts) {
    private static final long SEED = 1;
    private static final int BY_PHONE_OF = 4;
    private static final int TERMINALS = 500;
    private static final int SECONDS = 86_400;
    private static final int LEAST_MINOR = 1_000;
    private static final int MOST_MINOR = 100_000;

    /** Writes it; returns its bytes. */
    long write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Random random = new Random(SEED);
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            out.write("txn_id,terminal,pay_date,account,phone,sum,fee,receipt\n");
            for (long row = 1; row <= rows; row++) {
                long account = 1 + (long) (random.nextDouble() * accounts);
                boolean byPhone = row % BY_PHONE_OF == 0;
                int second = (int) (row * (SECONDS - 1) / rows);
                long minor = LEAST_MINOR + random.nextInt(MOST_MINOR);
                out.write(String.format(
                        "%d,T-%d,2026-03-10 %02d:%02d:%02d,%s,%s,%d.%02d,%d.%02d,%d%n",
                        row,
                        random.nextInt(TERMINALS),
                        second / 3600,
                        second / 60 % 60,
                        second % 60,
                        byPhone ? "" : Long.toString(account),
                        byPhone ? "+" + (Subscribers.FIRST_NUMBER + account - 1) : "",
                        minor / 100,
                        minor % 100,
                        minor / 5000,
                        minor / 50 % 100,
                        row));
            }
        }
        return Files.size(file);
    }
}
