package io.turnpike.invoicing;

import java.util.List;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Reads what bills refer to. */
@Mapper
interface BillReferencesMapper {
    @Select("""
            select service_id, service_name
            from billed_service
            where account_id = any(#{accountIds}::bigint[])
            order by service_id
            """)
    @Arg(column = "service_id", javaType = long.class)
    @Arg(column = "service_name", javaType = String.class)
    List<ServiceRow> services(Long[] accountIds);

    /** The number is no join: with one table more the planner would no longer begin with the bills of the accounts. */
    String ORIGINAL = """
            select d.document_id, d.kind as document_kind, (
                select n.number
                from document_number n
                where n.document_id = d.document_id) as document_number,
              d.document_date, l.account_id, l.service_id, l.item, l.zone, l.vat_rate, l.period_from, l.period_to,
              l.quantity::numeric as quantity, l.net_minor, l.vat_minor, l.gross_minor
            from bill b
            join bill_run r on r.bill_run_id = b.bill_run_id
            join document_line l on l.bill_id = b.bill_id
            """;

    /** Of bills of these accounts or of others of their customers, because accounts may share a bill. */
    String OF_ACCOUNTS = """
            where b.account_id in (
                select s.account_id
                from billed_account own
                join billed_account s on s.customer_id = own.customer_id
                where own.account_id = any(#{accountIds}::bigint[]))
              and r.state = 'released'
              and b.bill_id < #{beforeBill}
              and l.account_id = any(#{accountIds}::bigint[])
            """;

    @Select(ORIGINAL + """
            left join drafted_document d on d.bill_id = b.bill_id
              and (l.part < 4 and d.kind = 'invoice' or l.part = 4 and d.kind = 'debit-note' and d.ordinal = l.debit_note)
            """ + OF_ACCOUNTS + """
              and l.part in (0, 2, 4)
            order by b.bill_id, l.part = 2 desc, l.gross_minor < 0, l.part, l.position
            """)
    List<OriginalLine> billedLines(@Param("accountIds") Long[] accountIds, @Param("beforeBill") long beforeBill);

    /** With the document that carries the VAT, where the bill has one; else with its act, else with its invoice. */
    @Select(ORIGINAL + """
            left join lateral (
              select document_id, kind, document_date
              from drafted_document
              where bill_id = b.bill_id
                and kind in ('transfer-document', 'vat-invoice', 'act', 'invoice')
              order by array_position(array['transfer-document', 'vat-invoice', 'act', 'invoice'], kind)
              limit 1) d on true
            """ + OF_ACCOUNTS + """
              and l.part in (3, case when b.rendered_as_billed then 0 else 1 end)
            order by b.bill_id, l.part desc, l.gross_minor < 0, l.position
            """)
    List<OriginalLine> renderedLines(@Param("accountIds") Long[] accountIds, @Param("beforeBill") long beforeBill);

    @Select("""
            select w.account_id
            from unnest(#{accountIds}::bigint[], #{toDays}::text[]::date[]) as w (account_id, to_day)
            join billed_service_end s on s.account_id = w.account_id
            group by w.account_id, w.to_day
            having bool_and(coalesce(s.ended_on <= w.to_day, false))
            order by w.account_id
            """)
    List<Long> ended(@Param("accountIds") Long[] accountIds, @Param("toDays") String[] toDays);

    record ServiceRow(long serviceId, String serviceName) {}
}
