package io.turnpike.invoicing;

import io.turnpike.invoicing.LineExplanation.LineRow;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Reads stored lines and the accounts they were billed for, as the run saw them. */
@Mapper
interface LineMapper {
    @Select("""
            select b.bill_run_id, l.account_id, l.service_id, l.item, l.zone, l.plan, l.name, l.period_from, l.period_to,
              l.credit, l.vat_rate, l.amount_micros, l.net_minor, l.vat_minor, l.gross_minor
            from document_line l
            join bill b using (bill_id)
            where l.bill_id = #{billId}
              and l.part = #{part}
              and l.position = #{position}
            """)
    @Nullable LineRow line(@Param("billId") long billId, @Param("part") int part, @Param("position") int position);

    /** The accounts that share a bill, in its order. */
    @Select(BillRunMapper.BILLED_ACCOUNT + """
            where p.bill_run_id = #{billRunId}
              and p.bill_id = #{billId}
            order by a.account_number collate "C"
            """)
    List<BilledAccount> accounts(@Param("billRunId") long billRunId, @Param("billId") long billId);

    @Select("select bill_id from billing_document where document_id = #{documentId}")
    long billOf(long documentId);

    @Select("select rendered_as_billed from bill where bill_id = #{billId}")
    boolean renderedAsBilled(long billId);
}
