package io.turnpike.documents.kept;

import io.turnpike.database.CopyRows;
import io.turnpike.digests.Sha256;
import io.turnpike.invoicing.BillRuns;
import io.turnpike.invoicing.BillingDocuments;
import io.turnpike.jobs.Progress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The bytes of released documents, as they were rendered. */
@Component
public class KeptDocuments {
    private static final int COLUMNS = 9;

    /** Ids of documents whose bytes the database reads in one statement: some ten megabytes. */
    private static final int VERIFIED_AT_ONCE = 500;

    private final KeptDocumentsMapper mapper;
    private final BillRuns runs;
    private final BillingDocuments documents;
    private final DataSource dataSource;
    private final Clock clock;

    KeptDocuments(
            KeptDocumentsMapper mapper, BillRuns runs, BillingDocuments documents, DataSource dataSource, Clock clock) {
        this.mapper = mapper;
        this.runs = runs;
        this.documents = documents;
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
                        .putBytes(Sha256.of(rendering.pdf()))
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
            requireWhole(documentId, kind, document.sha256(), pdf);
            return pdf;
        });
    }

    /** Stops when bytes are not what was rendered. */
    static void requireWhole(long documentId, String kind, String sha256, byte[] pdf) {
        if (!Sha256.hex(pdf).equals(sha256)) {
            throw new IllegalStateException("the kept bytes of document " + documentId + " (" + kind
                    + ") do not have the SHA-256 they were rendered with: restore them from a backup; 'turnpike documents"
                    + " verify' finds all such");
        }
    }

    /** What is kept of these documents, by id and kind. */
    @Transactional(readOnly = true)
    public List<KeptDocument> ofIds(Collection<Long> documentIds) {
        return mapper.ofIds(documentIds.toArray(Long[]::new));
    }

    /**
     * Holds all kept bytes against the SHA-256 they were rendered with, a range of ids at a time.
     *
     * @param damaged is told of each whose bytes are not what was rendered
     * @return how many files were looked at
     */
    public long verify(Progress progress, Consumer<KeptDocument> damaged) {
        KeptDocumentsMapper.KeptIds ids = mapper.ids();
        if (ids == null) {
            return 0;
        }
        progress.expect(ids.files(), "files");
        long files = 0;
        for (long from = ids.first(); from <= ids.last(); from += VERIFIED_AT_ONCE) {
            mapper.damaged(from, from + VERIFIED_AT_ONCE).forEach(damaged);
            long count = mapper.countOf(from, from + VERIFIED_AT_ONCE);
            files += count;
            progress.advance(count);
        }
        return files;
    }

    /** Released runs of which documents are not kept: their number, and how many of how many documents there are. */
    @Transactional(readOnly = true)
    public List<Unrendered> unrendered() {
        Set<Long> rendered = new HashSet<>(mapper.renderedRuns());
        List<Unrendered> found = new ArrayList<>();
        for (long run : runs.released()) {
            long wanted =
                    documents.ids(run).map(BillingDocuments.Ids::documents).orElse(0L);
            long kept = mapper.renderedOf(run);
            if (kept != wanted) {
                found.add(new Unrendered(run, wanted, kept, rendered.contains(run)));
            }
        }
        return found;
    }

    /**
     * A run whose documents are not all kept.
     *
     * @param wasComplete whether all were kept once: then some were lost since
     */
    public record Unrendered(long billRunId, long documents, long kept, boolean wasComplete) {}
}
