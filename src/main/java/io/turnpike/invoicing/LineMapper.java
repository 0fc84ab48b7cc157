package io.turnpike.invoicing;

import io.turnpike.invoicing.LineExplanation.LineRow;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Reads a stored line and the account it was billed for, as the run saw it. */
@Mapper
interface LineMapper {
    @Select("""
            select b.bill_run_id, l.account_id, l.service_id, l.item, l.zone, l.plan, l.name, l.period_from,
              l.credit, l.vat_rate, l.net_minor, l.gross_minor
            from document_line l
            join bill b using (bill_id)
            where l.bill_id = #{billId}
              and l.part = #{part}
              and l.position = #{position}
            """)
    @Nullable LineRow line(@Param("billId") long billId, @Param("part") int part, @Param("position") int position);

    @Select(BillRunMapper.BILLED_ACCOUNT + """
            where p.bill_run_id = #{billRunId}
              and p.account_id = #{accountId}
            order by p.account_id
            """)
    List<BilledAccount> accounts(@Param("billRunId") long billRunId, @Param("accountId") long accountId);
}
