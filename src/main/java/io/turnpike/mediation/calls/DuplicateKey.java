package io.turnpike.mediation.calls;

import io.turnpike.mediation.layout.TextRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a record the same as a second delivery of it: the text of some of its columns, as text, so that quotes, line ends,
 * character set and file name do not matter, nor a later change of the number plan. Short keys stay readable; a long one becomes
 * {@code #} and a 128-bit hash, so that the index stays small. Released keys must never change: they are in the database.
 */
final class DuplicateKey {
    private static final int LONGEST_BYTES = 48;

    private final List<Integer> slots;
    private final int[] columns;
    private final Murmur128 murmur = new Murmur128();
    private byte[] text = new byte[256];
    private int length;

    DuplicateKey(List<Integer> slots) {
        this.slots = slots;
        this.columns = slots.stream().mapToInt(Integer::intValue).toArray();
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
        length = 0;
        boolean any = false;
        for (int i = 0; i < of.length; i++) {
            any |= !record.isEmpty(of[i]);
            append(record, of[i]);
            if (i + 1 < of.length) {
                text[length++] = '|';
            }
        }
        if (!any) {
            return null;
        }
        if (length <= LONGEST_BYTES) {
            return new String(text, 0, length, StandardCharsets.UTF_8);
        }
        murmur.hash(text, length);
        byte[] hash = ByteBuffer.allocate(16)
                .putLong(murmur.high())
                .putLong(murmur.low())
                .array();
        return "#" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** The bar parts the columns; one inside a column has a backslash before it. */
    private void append(TextRecord record, int slot) {
        byte[] bytes = record.bytes();
        int from = record.from(slot);
        int to = record.to(slot);
        for (int at = from; at < to; at++) {
            byte value = bytes[at];
            if (value < ' ' || value == '|' || value == '\\' || value == '"') {
                escaped(record, slot);
                return;
            }
        }
        room(to - from);
        System.arraycopy(bytes, from, text, length, to - from);
        length += to - from;
    }

    private void escaped(TextRecord record, int slot) {
        String value = record.text(slot);
        if (value == null) { // no text in the character set: the bytes still tell records apart
            int from = record.from(slot);
            value = new String(record.bytes(), from, record.to(slot) - from, StandardCharsets.ISO_8859_1);
        }
        byte[] bytes = value.replace("\\", "\\\\").replace("|", "\\|").getBytes(StandardCharsets.UTF_8);
        room(bytes.length);
        System.arraycopy(bytes, 0, text, length, bytes.length);
        length += bytes.length;
    }

    /** Makes sure that so many bytes and a bar fit. */
    private void room(int more) {
        if (length + more + 1 > text.length) {
            text = Arrays.copyOf(text, (length + more) * 2);
        }
    }
}
