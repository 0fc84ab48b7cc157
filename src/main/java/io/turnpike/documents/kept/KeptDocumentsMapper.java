package io.turnpike.documents.kept;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Kept documents, runs that are rendered, and batch prints. */
@Mapper
interface KeptDocumentsMapper {
    String COLUMNS = """
            select document_id, kind, bill_run_id, encode(template_version, 'hex') as template_version,
              encode(sha256, 'hex') as sha256, pages, size_bytes, rendered_at
            from rendered_document
            """;

    String KEPT = COLUMNS + """
            where document_id >= #{from}
              and document_id < #{to}
            """;

    @Select(COLUMNS + """
            where document_id = any(#{documentIds}::bigint[])
            order by document_id, kind
            """)
    List<KeptDocument> ofIds(Long[] documentIds);

    @Select("""
            select document_id, kind, encode(template_version, 'hex') as template_version, encode(sha256, 'hex') as sha256, pdf
            from rendered_document
            where document_id = any(#{documentIds}::bigint[])
            order by document_id, kind
            """)
    List<KeptBytes> bytesOf(Long[] documentIds);

    @Select("""
            select min(document_id) as first, max(document_id) as last, count(*) as files
            from rendered_document
            having count(*) > 0
            """)
    @Nullable KeptIds ids();

    @Select("select count(*) from rendered_document where document_id >= #{from} and document_id < #{to}")
    long countOf(@Param("from") long from, @Param("to") long to);

    @Select(KEPT + "order by document_id, kind")
    List<KeptDocument> of(@Param("from") long from, @Param("to") long to);

    @Select(KEPT + """
              and sha256(pdf) <> sha256
            order by document_id, kind
            """)
    List<KeptDocument> damaged(@Param("from") long from, @Param("to") long to);

    @Select("select pdf from rendered_document where document_id = #{documentId} and kind = #{kind}")
    PdfRow pdfRow(@Param("documentId") long documentId, @Param("kind") String kind);

    default byte[] pdf(long documentId, String kind) {
        return pdfRow(documentId, kind).pdf();
    }

    @Select("select bill_run_id from rendered_run")
    List<Long> renderedRuns();

    @Select("select count(distinct document_id) from rendered_document where bill_run_id = #{billRunId}")
    long renderedOf(long billRunId);

    @Insert("""
            insert into rendered_run (bill_run_id, documents, rendered_at)
            values (#{billRunId}, #{documents}, #{at})
            on conflict do nothing
            """)
    int runIsRendered(@Param("billRunId") long billRunId, @Param("documents") long documents, @Param("at") Instant at);

    @Select("""
            select service_id, label
            from printed_service
            where service_id = any(#{serviceIds}::bigint[])
            order by service_id
            """)
    List<ServiceLabel> serviceLabels(Long[] serviceIds);

    @Select("""
            select name, documents, pages, files, encode(manifest_sha256, 'hex') as manifest_sha256, printed_at
            from print_batch
            where name = #{name}
            """)
    @Nullable PrintBatch batch(String name);

    @Insert("""
            insert into print_batch (name, documents, pages, files, manifest_sha256, printed_at)
            values (#{name}, #{documents}, #{pages}, #{files}, decode(#{manifestSha256}, 'hex'), #{printedAt})
            on conflict (name) do update
            set documents = excluded.documents, pages = excluded.pages, files = excluded.files,
              manifest_sha256 = excluded.manifest_sha256, printed_at = excluded.printed_at
            """)
    void printed(PrintBatch batch);

    @SuppressWarnings("ArrayRecordComponent") // the bytes of a file, never compared
    record PdfRow(byte[] pdf) {}

    record ServiceLabel(long serviceId, String label) {}

    @SuppressWarnings("ArrayRecordComponent") // the bytes of a file, never compared
    record KeptBytes(long documentId, String kind, String templateVersion, String sha256, byte[] pdf) {}

    record KeptIds(long first, long last, long files) {}
}
