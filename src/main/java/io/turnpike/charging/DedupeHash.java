package io.turnpike.charging;

import io.turnpike.mediation.calls.Murmur128;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The 128 bits that stand for a record's duplicate key within its format. Two different keys of one second meet by chance less than
 * once in 10^30 records; nobody gains by a collision he makes in his own calls' records, because the later one waits for a person.
 */
final class DedupeHash {
    private static final int USUAL_KEY = 64;

    private final Murmur128 murmur = new Murmur128();
    private final int prefix;
    private byte[] text;

    /** For the records of one format; not for two threads at once. */
    DedupeHash(String format) {
        byte[] bytes = (format + '\n').getBytes(StandardCharsets.UTF_8);
        prefix = bytes.length;
        text = Arrays.copyOf(bytes, prefix + USUAL_KEY);
    }

    void of(String dedupeKey) {
        byte[] key = dedupeKey.getBytes(StandardCharsets.UTF_8);
        int length = prefix + key.length;
        if (length > text.length) {
            text = Arrays.copyOf(text, length * 2);
        }
        System.arraycopy(key, 0, text, prefix, key.length);
        murmur.hash(text, length);
    }

    long high() {
        return murmur.high();
    }

    long low() {
        return murmur.low();
    }
}
