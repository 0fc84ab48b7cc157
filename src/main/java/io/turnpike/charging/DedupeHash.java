package io.turnpike.charging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The 128 bits that stand for a record's duplicate key within its format. Two different keys of one second meet by chance less than
 * once in 10^30 records; MD5 serves as a mixing function here, nobody gains by a collision he makes in his own calls' records.
 */
final class DedupeHash {
    private final MessageDigest digest;
    private final byte[] prefix;
    private long high;
    private long low;

    /** For the records of one format; not for two threads at once. */
    DedupeHash(String format) {
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
        prefix = (format + '\n').getBytes(StandardCharsets.UTF_8);
    }

    void of(String dedupeKey) {
        digest.update(prefix);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(dedupeKey.getBytes(StandardCharsets.UTF_8)));
        high = hash.getLong();
        low = hash.getLong();
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }
}
