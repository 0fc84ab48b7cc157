package io.turnpike.mediation.layout;

import java.util.Optional;

/**
 * Where reading a file can go on, with what the lines before it said.
 *
 * @param offset the next byte in the uncompressed file; the first of a line
 * @param lines how many lines lie before it
 * @param header the header line in force
 * @param typeLineNext the next line may be the type line of a header
 * @param trailerSeen the trailer lies before
 */
public record CursorState(long offset, long lines, Optional<String> header, boolean typeLineNext, boolean trailerSeen) {
    /** The beginning of a file. */
    public static final CursorState START = new CursorState(0, 0, Optional.empty(), false, false);
}
