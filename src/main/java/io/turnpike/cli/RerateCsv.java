package io.turnpike.cli;

import io.turnpike.charging.RerateTrial.AccountDifference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The differences of a dry run as CSV, a line an account; amounts in major units with six decimals. */
final class RerateCsv implements AutoCloseable {
    private final CSVPrinter csv;

    RerateCsv(Path file) throws IOException {
        csv = new CSVPrinter(
                Files.newBufferedWriter(file),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader(
                                "operator",
                                "account",
                                "currency",
                                "charges",
                                "before",
                                "after",
                                "difference",
                                "without-price")
                        .setRecordSeparator('\n')
                        .get());
    }

    void write(AccountDifference difference) {
        try {
            csv.printRecord(
                    difference.operator().code(),
                    difference.account(),
                    difference.operator().currency(),
                    difference.charges(),
                    RerateListing.amount(difference.beforeMicros()),
                    RerateListing.amount(difference.afterMicros()),
                    RerateListing.amount(difference.differenceMicros()),
                    difference.withoutPrice());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the differences", e);
        }
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
