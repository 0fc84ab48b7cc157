package io.turnpike.documents.kept;

import java.time.Instant;

/**
 * A document whose bytes are kept.
 *
 * @param kind the document's own kind, or {@code call-detail}: the appendix of the invoice
 * @param templateVersion lower-case hexadecimal SHA-256 over the template it was rendered with
 * @param sha256 lower-case hexadecimal SHA-256 of the bytes
 */
public record KeptDocument(
        long documentId,
        String kind,
        long billRunId,
        String templateVersion,
        String sha256,
        int pages,
        int sizeBytes,
        Instant renderedAt) {}
