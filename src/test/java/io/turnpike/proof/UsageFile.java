package io.turnpike.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * A file of usage; its name is made of the place it is delivered at, so that the same files can come in any order.
 *
 * @param before what the name begins with
 * @param digits of the number in the name
 * @param after what the name ends with
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes of a file, never compared
record UsageFile(String format, String before, int digits, String after, byte[] bytes) {
    String name(int place) {
        return before + String.format(Locale.ROOT, "%0" + digits + "d", place) + after;
    }

    /** The same records with other line ends: another file by its bytes. */
    UsageFile withOtherLineEnds() {
        Charset any = StandardCharsets.ISO_8859_1;
        return new UsageFile(
                format,
                before,
                digits,
                after,
                new String(bytes, any).replace("\n", "\r\n").getBytes(any));
    }

    /** The same records, packed. */
    UsageFile packed() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new UsageFile(format, before, digits, after + ".gz", packed.toByteArray());
    }

    /** A file of these lines, below a header where the format has one. */
    static UsageFile of(String format, List<String> lines) {
        String text = String.join("\n", lines) + "\n";
        return switch (format) {
            case "asterisk-csv" -> file(format, "Master", 5, ".csv", text);
            case "freeswitch-csv" -> file(format, "Master.csv.", 5, "", text);
            case "mvts" -> file(format, "mvts_proof_", 4, ".log", text);
            case "sms-csv" ->
                file(format, "sms_proof_", 6, ".csv", "id;time;direction;sender;recipient;segments;status\n" + text);
            case "nfdump-csv-columns" ->
                file(
                        format,
                        "flows",
                        5,
                        ".csv",
                        "firstSeen,lastSeen,srcAddr,dstAddr,packets,bytes,exporterID,input,output,flows\n" + text);
            default -> throw new IllegalArgumentException(format);
        };
    }

    private static UsageFile file(String format, String before, int digits, String after, String text) {
        return new UsageFile(format, before, digits, after, text.getBytes(StandardCharsets.UTF_8));
    }
}
