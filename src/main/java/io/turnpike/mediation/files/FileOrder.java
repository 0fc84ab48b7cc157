package io.turnpike.mediation.files;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of places in files: by the SHA-256 of the file, then by the line. It does not depend on what came first, so that of two
 * deliveries of one record the same one counts in whatever order they are taken in.
 */
public final class FileOrder {
    private final Map<Integer, String> sha256;

    FileOrder(Map<Integer, String> sha256) {
        this.sha256 = sha256;
    }

    /**
     * A record's place.
     *
     * @param line from 1
     */
    public record Place(int fileId, long line) {}

    /** Compares two places; a file that is not known any more, because retention dropped it, comes first and so stays named. */
    public int compare(Place one, Place other) {
        if (one.fileId == other.fileId) {
            return Long.compare(one.line, other.line);
        }
        @Nullable String hash = sha256.get(one.fileId);
        @Nullable String otherHash = sha256.get(other.fileId);
        if (hash == null || otherHash == null) {
            return hash == null ? -1 : 1;
        }
        return hash.compareTo(otherHash);
    }

    public boolean isBefore(Place one, Place other) {
        return compare(one, other) < 0;
    }
}
