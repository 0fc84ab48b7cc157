package io.turnpike.ledger;

import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Reads what accounts owe, entry by entry. */
@Mapper
interface OpenItemMapper {
    @Select("""
            select account_id
            from account_balance
            where account_id = any(#{accountIds})
            order by account_id, ledger_account_id
            for update
            """)
    List<Long> holdBalances(@Param("accountIds") Long[] accountIds);

    /** Read anew each time: what was posted by COPY meanwhile is not known to the session's cache. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select p.account_id, p.entry_id, p.accounting_date as day, e.reference, e.document_id,
              sum(p.amount_minor)::bigint as amount_minor
            from posting p
            join ledger_account a using (ledger_account_id)
            join journal_entry e using (entry_id)
            where p.account_id = any(#{accountIds})
              and a.code = 'receivables'
              and a.currency = #{currency}
              and e.reverses is null
              and not exists (
                select 1
                from journal_entry r
                where r.reverses = e.entry_id)
            group by p.account_id, p.entry_id, p.accounting_date, e.reference, e.document_id
            having sum(p.amount_minor) <> 0
            order by p.account_id, p.accounting_date, p.entry_id
            """)
    List<OpenItem> openItems(@Param("accountIds") Long[] accountIds, @Param("currency") String currency);
}
