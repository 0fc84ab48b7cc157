package io.turnpike.mediation.calls;

import io.turnpike.mediation.layout.TextRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a record the same as a second delivery of it: the text of some of its columns, as text, so that quotes, line ends,
 * character set and file name do not matter, nor a later change of the number plan. Short keys stay readable; a long one becomes
 * {@code #} and 128 bits of its SHA-256, so that the index stays small.
 */
final class DuplicateKey {
    private static final int LONGEST = 48;
    private static final int HASH_BYTES = 16;

    private final List<Integer> slots;
    private final int[] columns;
    private final StringBuilder text = new StringBuilder();
    private final MessageDigest sha256;

    DuplicateKey(List<Integer> slots) {
        this.slots = slots;
        this.columns = slots.stream().mapToInt(Integer::intValue).toArray();
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The key; null when all its columns are empty. */
    @Nullable String of(TextRecord record) {
        return key(record, columns);
    }

    /** The same for other columns: what the parts of a call have in common. */
    @Nullable String joined(TextRecord record, List<Integer> others) {
        return others.equals(slots)
                ? key(record, columns)
                : key(record, others.stream().mapToInt(Integer::intValue).toArray());
    }

    private @Nullable String key(TextRecord record, int[] of) {
        text.setLength(0);
        boolean any = false;
        for (int i = 0; i < of.length; i++) {
            if (i > 0) {
                text.append('|');
            }
            any |= !record.isEmpty(of[i]);
            append(record, of[i]);
        }
        if (!any) {
            return null;
        }
        return text.length() <= LONGEST ? text.toString() : hashed(text.toString());
    }

    /** The bar parts the columns; one inside a column has a backslash before it. */
    private void append(TextRecord record, int slot) {
        byte[] bytes = record.bytes();
        int from = record.from(slot);
        int to = record.to(slot);
        for (int at = from; at < to; at++) {
            if (bytes[at] <= ' ' || bytes[at] == '|' || bytes[at] == '\\' || bytes[at] == '"') {
                text.append(escaped(record, slot));
                return;
            }
        }
        for (int at = from; at < to; at++) {
            text.append((char) bytes[at]);
        }
    }

    private static String escaped(TextRecord record, int slot) {
        String value = record.text(slot);
        if (value == null) { // no text in the character set: the bytes still tell records apart
            int from = record.from(slot);
            value = new String(record.bytes(), from, record.to(slot) - from, StandardCharsets.ISO_8859_1);
        }
        return value.replace("\\", "\\\\").replace("|", "\\|");
    }

    private String hashed(String key) {
        byte[] hash = sha256.digest(key.getBytes(StandardCharsets.UTF_8));
        return "#" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_BYTES));
    }
}
