package io.turnpike.cli;

import io.turnpike.mediation.suspense.SuspendedRecord;
import io.turnpike.mediation.suspense.Suspense;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Open records as CSV, in the order they came. */
final class SuspenseCsv {
    /** Records read at a time. */
    private static final int PAGE = 1_000;

    private static final int PRINTABLE_FROM = 0x20;
    private static final int PRINTABLE_TO = 0x7f;

    private final Suspense suspense;

    SuspenseCsv(Suspense suspense) {
        this.suspense = suspense;
    }

    /** Writes the file; returns how many records. */
    long write(Path file, @Nullable String reason, @Nullable String format) throws IOException {
        long written = 0;
        CSVFormat columns = CSVFormat.RFC4180
                .builder()
                .setHeader("number", "format", "file", "line", "reason", "detail", "usage-time", "tries", "record")
                .setRecordSeparator('\n')
                .get();
        try (BufferedWriter text = Files.newBufferedWriter(file);
                CSVPrinter csv = new CSVPrinter(text, columns)) {
            long after = 0;
            List<SuspendedRecord> page = suspense.open(reason, format, after, PAGE);
            while (!page.isEmpty()) {
                for (SuspendedRecord record : page) {
                    csv.printRecord(
                            record.suspenseId(),
                            record.format(),
                            record.file(),
                            record.line(),
                            record.reason(),
                            record.detail(),
                            record.usageTime(),
                            record.tries(),
                            text(record.raw()));
                    after = record.suspenseId();
                    written++;
                }
                page = suspense.open(reason, format, after, PAGE);
            }
        }
        return written;
    }

    /** A record as text: UTF-8 where it is that, otherwise every byte that is not printable ASCII as {@code \xNN}. */
    static String text(byte[] raw) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            StringBuilder text = new StringBuilder();
            for (byte each : raw) {
                int value = Byte.toUnsignedInt(each);
                boolean printable = value >= PRINTABLE_FROM && value < PRINTABLE_TO;
                text.append(printable ? String.valueOf((char) value) : String.format("\\x%02x", value));
            }
            return text.toString();
        }
    }
}
