package io.turnpike.invoicing;

import io.turnpike.invoicing.BillingDocuments.Filter;
import io.turnpike.invoicing.BillingDocuments.Listed;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Reads documents and their content. */
@Mapper
interface BillingDocumentsMapper {
    String LISTED = """
            select d.document_id, o.code as operator, d.kind, d.number, d.document_date, d.period_from, d.period_to,
              d.account_number, d.currency, d.net_minor, d.vat_minor, d.gross_minor, d.amount_due_minor
            from billing_document d
            join operator o on o.id = d.operator_id
            """;

    String SNAPSHOT = """
            select d.document_id, d.number, s.body, s.packed, s.dictionary_id, c.kind as corrects_kind, c.number as corrects_number,
              c.document_date as corrects_date, a.number as act_number, a.document_date as act_date
            from billing_document d
            join operator o on o.id = d.operator_id
            join document_snapshot s on s.document_id = d.document_id
            left join billing_document c on c.document_id = d.corrects
            left join billing_document a on d.kind = 'vat-invoice' and a.bill_id = d.bill_id and a.kind = 'act'
            """;

    String FILTERED = """
            where d.document_id > #{after}
              and (#{filter.operator}::text is null or o.code = #{filter.operator})
              and (#{filter.kind}::text is null or d.kind = #{filter.kind})
              and (#{filter.accountNumber}::text is null or d.account_number = #{filter.accountNumber})
              and (#{filter.from}::date is null or d.document_date >= #{filter.from})
              and (#{filter.to}::date is null or d.document_date < #{filter.to})
              and (#{filter.billRunId}::bigint is null or d.bill_run_id = #{filter.billRunId})
            order by d.document_id
            limit #{most}
            """;

    @Select(LISTED + FILTERED)
    List<Listed> list(@Param("filter") Filter filter, @Param("after") long after, @Param("most") int most);

    @Select(LISTED + """
            where o.code = #{operator}
              and d.kind = #{kind}
              and d.number = #{number}
            order by d.document_id desc
            limit 1
            """)
    @Nullable Listed byNumber(@Param("operator") String operator, @Param("kind") String kind, @Param("number") String number);

    @Select(LISTED + """
            where d.number = #{number}
            order by d.document_id desc
            limit 100
            """)
    List<Listed> numbered(String number);

    @Select(LISTED + """
            where d.document_id = any(#{documentIds}::bigint[])
            order by d.document_id
            """)
    List<Listed> listedOfIds(Long[] documentIds);

    @Select(SNAPSHOT + """
            where d.document_id = any(#{documentIds}::bigint[])
            order by d.document_id
            """)
    List<SnapshotRow> contentsOfIds(Long[] documentIds);

    @Select(SNAPSHOT + "where d.document_id = #{documentId}")
    @Nullable SnapshotRow snapshot(long documentId);

    @Select(SNAPSHOT + FILTERED)
    List<SnapshotRow> contents(@Param("filter") Filter filter, @Param("after") long after, @Param("most") int most);

    @Select("""
            select min(document_id) as first, max(document_id) as last, count(*) as documents
            from billing_document
            where bill_run_id = #{billRunId}
            having count(*) > 0
            """)
    BillingDocuments.@Nullable Ids ids(long billRunId);

    @Select(SNAPSHOT + """
            where d.bill_run_id = #{billRunId}
              and d.document_id >= #{from}
              and d.document_id < #{to}
              and d.number is not null
            order by d.document_id
            """)
    List<SnapshotRow> released(@Param("billRunId") long billRunId, @Param("from") long from, @Param("to") long to);

    @Select("""
            select d.document_id, o.code as operator, o.zone, a.customer_kind, p.account_id, p.to_day, p.cutoff_batch,
              p.previous_to, p.previous_cutoff
            from billing_document d
            join operator o on o.id = d.operator_id
            join billing_period lead on lead.bill_run_id = d.bill_run_id and lead.account_id = d.account_id
            join billing_period p on p.bill_run_id = lead.bill_run_id and p.unit_id = lead.unit_id
            join billed_account a on a.account_id = p.account_id
            where d.bill_run_id = #{billRunId}
              and d.document_id >= #{from}
              and d.document_id < #{to}
              and d.kind = 'invoice'
              and d.number is not null
            order by d.document_id, p.account_id
            """)
    List<BillingDocuments.Taken> taken(
            @Param("billRunId") long billRunId, @Param("from") long from, @Param("to") long to);

    @SuppressWarnings("ArrayRecordComponent") // a packed content, never compared
    record SnapshotRow(
            long documentId,
            @Nullable String number,
            @Nullable String body,
            byte @Nullable [] packed,
            @Nullable Long dictionaryId,
            @Nullable String correctsKind,
            @Nullable String correctsNumber,
            @Nullable LocalDate correctsDate,
            @Nullable String actNumber,
            @Nullable LocalDate actDate) {}
}
