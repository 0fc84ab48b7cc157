package io.turnpike.documents.kept;

import io.turnpike.database.CopyRows;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The bytes of released documents, as they were rendered. */
@Component
public class KeptDocuments {
    private static final int COLUMNS = 9;

    private final KeptDocumentsMapper mapper;
    private final DataSource dataSource;
    private final Clock clock;

    KeptDocuments(KeptDocumentsMapper mapper, DataSource dataSource, Clock clock) {
        this.mapper = mapper;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** A document that was rendered just now. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes of a file, never compared
    record Rendering(long documentId, String kind, long billRunId, String templateVersion, int pages, byte[] pdf) {}

    /** Keeps the bytes, in the running transaction. */
    void keep(List<Rendering> renderings) {
        if (renderings.isEmpty()) {
            return;
        }
        try (CopyRows copy = CopyRows.into(
                dataSource,
                "rendered_document (document_id, kind, bill_run_id, template_version, sha256, pages, size_bytes, rendered_at, pdf)")) {
            for (Rendering rendering : renderings) {
                copy.row(COLUMNS)
                        .putLong(rendering.documentId())
                        .putText(rendering.kind())
                        .putLong(rendering.billRunId())
                        .putBytes(HexFormat.of().parseHex(rendering.templateVersion()))
                        .putBytes(sha256(rendering.pdf()))
                        .putInt(rendering.pages())
                        .putInt(rendering.pdf().length)
                        .putInstant(clock.instant())
                        .putBytes(rendering.pdf());
            }
            copy.finish();
        }
    }

    /** What is kept of a range of documents, by id and kind. */
    @Transactional(readOnly = true)
    public List<KeptDocument> of(long from, long to) {
        return mapper.of(from, to);
    }

    /** What is kept of one document: itself, and its appendix where it has one. */
    public List<KeptDocument> of(long documentId) {
        return of(documentId, documentId + 1);
    }

    /**
     * The bytes as they were handed out.
     *
     * @throws IllegalStateException when they no longer are what was rendered
     */
    @Transactional(readOnly = true)
    public Optional<byte[]> bytes(long documentId, String kind) {
        Optional<KeptDocument> kept =
                of(documentId).stream().filter(each -> each.kind().equals(kind)).findFirst();
        return kept.map(document -> {
            byte[] pdf = mapper.pdf(documentId, kind);
            if (!HexFormat.of().formatHex(sha256(pdf)).equals(document.sha256())) {
                throw new IllegalStateException("the kept bytes of document " + documentId + " (" + kind
                        + ") do not have the SHA-256 they were rendered with: restore them from a backup");
            }
            return pdf;
        });
    }

    /** Kept documents of a page of ids whose bytes are not what was rendered. */
    @Transactional(readOnly = true)
    public List<KeptDocument> damaged(long from, long to) {
        return mapper.damaged(from, to);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
