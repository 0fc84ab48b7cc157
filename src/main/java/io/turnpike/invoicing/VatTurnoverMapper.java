package io.turnpike.invoicing;

import io.turnpike.ledger.BooksAsKnown;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Sums lines of bills by VAT rate. */
@Mapper
interface VatTurnoverMapper {
    /** A bill's entry names its document, or the bill itself where it has none. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            with booked as materialized (
              select distinct coalesce(d.bill_id, substring(e.reference from '^bill ([0-9]+)$')::bigint) as bill_id
              from journal_entry e
              left join billing_document d on d.document_id = e.document_id
              where e.operator_id = #{books.operatorId}
                and e.currency = #{books.currencyCode}
                and e.kind in (1, 8) -- a bill may have entries of both kinds
                and e.accounting_date >= #{books.from}
                and e.accounting_date < #{books.to}
                and e.recorded_at <= #{books.knownAt})
            select l.vat_rate as rate, l.taken_back, sum(l.net_minor)::bigint as net_minor, sum(l.vat_minor)::bigint as vat_minor,
              sum(l.gross_minor)::bigint as gross_minor
            from booked
            join rendered_line l using (bill_id)
            group by l.vat_rate, l.taken_back
            order by coalesce(substring(l.vat_rate from '^[0-9]+(?:\\.[0-9]+)?')::numeric, -1) desc, l.vat_rate collate "C",
              l.taken_back
            """)
    List<VatTurnover> vatTurnovers(@Param("books") BooksAsKnown books);
}
