package io.turnpike.accounting.sync;

/**
 * A row of a file of theirs that could not be taken in.
 *
 * @param definition by which it was read
 * @param header what its columns are called
 * @param raw as it came
 */
public record RefusedRow(
        long refusedId,
        String file,
        int fileId,
        long lineNumber,
        String definition,
        String header,
        String raw,
        String reason,
        int tries) {}
