package io.turnpike.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Reads balances and the postings they are made of. */
@Mapper
interface BalanceMapper {
    @Select("""
            select coalesce(sum(b.balance_minor), 0)
            from account_balance b
            join ledger_account a using (ledger_account_id)
            where b.account_id = #{accountId}
              and a.code = 'receivables'
              and a.currency = #{currency}
            """)
    long owedNow(@Param("accountId") long accountId, @Param("currency") String currency);

    @Select("""
            select coalesce(sum(b.balance_minor), 0)
            from account_balance b
            join ledger_account a using (ledger_account_id)
            where a.operator_id = #{operatorId}
              and a.code = 'receivables'
              and a.currency = #{currency}
            """)
    long owedTo(@Param("operatorId") long operatorId, @Param("currency") String currency);

    @Select("""
            select a.code, e.kind, sum(p.amount_minor) as amount_minor
            from posting p
            join ledger_account a using (ledger_account_id)
            join journal_entry e using (entry_id)
            where p.account_id = #{accountId}
              and p.accounting_date <= #{day}
              and p.recorded_at <= #{knownAt}
              and a.currency = #{currency}
            group by a.code, e.kind
            order by a.code, e.kind
            """)
    List<PartRow> parts(
            @Param("accountId") long accountId,
            @Param("currency") String currency,
            @Param("day") LocalDate day,
            @Param("knownAt") Instant knownAt);

    @Select("""
            select b.account_id, b.balance_minor
            from account_balance b
            join ledger_account a using (ledger_account_id)
            where b.account_id = any(#{accountIds})
              and a.code = 'receivables'
              and a.currency = #{currency}
            """)
    List<BalanceRow> balances(@Param("accountIds") Long[] accountIds, @Param("currency") String currency);

    @Select("""
            select p.account_id, p.accounting_date, e.kind, e.reference, p.amount_minor
            from unnest(#{accountIds}::bigint[], #{fromDays}::text[]::date[]) as wanted (account_id, from_day)
            join posting p on p.account_id = wanted.account_id
              and p.accounting_date >= wanted.from_day
            join ledger_account a using (ledger_account_id)
            join journal_entry e using (entry_id)
            where a.code = 'receivables'
              and a.currency = #{currency}
            order by p.account_id, p.accounting_date, p.entry_id
            """)
    List<MovementRow> movementsSince(
            @Param("accountIds") Long[] accountIds,
            @Param("fromDays") String[] fromDays,
            @Param("currency") String currency);

    record PartRow(String code, int kind, long amountMinor) {}

    record BalanceRow(long accountId, long balanceMinor) {}

    record MovementRow(long accountId, LocalDate accountingDate, int kind, String reference, long amountMinor) {}
}
