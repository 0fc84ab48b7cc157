package io.turnpike.documents.kept;

import java.time.Instant;

/**
 * A batch print that was made.
 *
 * @param name also of its folder under {@code print/} in the data folder
 * @param pages of its documents, without separator sheets
 * @param manifestSha256 lower-case hexadecimal; two prints of the same documents have the same
 */
public record PrintBatch(
        String name, long documents, long pages, int files, String manifestSha256, Instant printedAt) {}
