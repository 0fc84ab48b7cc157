package io.turnpike.documents.kept;

import java.time.Instant;

/**
 * A batch print that was made.
 *
 * @param name also of its folder under {@code print/} in the data folder
 */
public record PrintBatch(String name, long documents, long pages, int files, Instant printedAt) {}
