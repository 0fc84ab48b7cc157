package io.turnpike.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on the journal, the chart of accounts and closed periods. */
@Mapper
interface JournalMapper {
    /** Never from the session's cache: a second entry of the same transaction needs an id of its own. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("select nextval('journal_entry_seq') from generate_series(1, #{count})")
    List<Long> nextEntryIds(int count);

    /** Posts entries with their postings, in their order; adds accounts of the books that are posted to for the first time. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            with entry as materialized (
              select nextval('journal_entry_seq') as entry_id, e.*
              from unnest(#{entries.operatorIds}::bigint[], #{entries.currencies}::text[], #{entries.days}::text[]::date[], #{entries.kinds}::smallint[],
                  #{entries.references}::text[], #{entries.postings}::smallint[], #{entries.documentIds}::bigint[], #{entries.reverses}::bigint[])
                with ordinality as e (operator_id, currency, accounting_date, kind, reference, postings, document_id, reverses, n)),
            line as materialized (
              select e.entry_id, e.operator_id, e.currency, e.accounting_date, p.*
              from unnest(#{entries.lines.ofEntry}::int[], #{entries.lines.numbers}::smallint[], #{entries.lines.codes}::text[],
                  #{entries.lines.perCustomer}::boolean[], #{entries.lines.accountIds}::bigint[], #{entries.lines.minors}::bigint[])
                as p (n, line, code, per_customer_account, account_id, amount_minor)
              join entry e on e.n = p.n),
            added as (
              insert into ledger_account (operator_id, code, currency, per_customer_account)
              select distinct l.operator_id, l.code, l.currency, l.per_customer_account
              from line l
              where not exists (
                select 1
                from ledger_account a
                where a.operator_id = l.operator_id
                  and a.code = l.code
                  and a.currency = l.currency)
              order by l.operator_id, l.code, l.currency
              on conflict (operator_id, code, currency) do update
              set code = excluded.code -- somebody added it meanwhile: only so does the statement hear its number
              returning ledger_account_id, operator_id, code, currency),
            entered as (
              insert into journal_entry (entry_id, operator_id, currency, accounting_date, recorded_at, kind, reference, postings,
                document_id, reverses)
              select entry_id, operator_id, currency, accounting_date, #{recordedAt}::timestamptz, kind, reference, postings, document_id, reverses
              from entry),
            posted as (
              insert into posting (entry_id, line, ledger_account_id, account_id, amount_minor, accounting_date, recorded_at)
              select l.entry_id, l.line, coalesce(a.ledger_account_id, n.ledger_account_id), l.account_id, l.amount_minor,
                l.accounting_date, #{recordedAt}::timestamptz
              from line l
              left join ledger_account a on a.operator_id = l.operator_id
                and a.code = l.code
                and a.currency = l.currency
              left join added n on n.operator_id = l.operator_id
                and n.code = l.code
                and n.currency = l.currency)
            select entry_id
            from entry
            order by n
            """)
    List<Long> postFew(@Param("entries") FewEntries entries, @Param("recordedAt") Instant recordedAt);

    @Insert("""
            insert into ledger_account (operator_id, code, currency, per_customer_account)
            values (#{operatorId}, #{code}, #{currency}, #{perCustomerAccount})
            on conflict (operator_id, code, currency) do nothing
            """)
    void addLedgerAccount(
            @Param("operatorId") long operatorId,
            @Param("code") String code,
            @Param("currency") String currency,
            @Param("perCustomerAccount") boolean perCustomerAccount);

    @Select("""
            select code, ledger_account_id
            from ledger_account
            where operator_id = #{operatorId}
              and currency = #{currency}
            order by code
            """)
    List<LedgerAccountRow> ledgerAccounts(@Param("operatorId") long operatorId, @Param("currency") String currency);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select ledger_account_id
            from ledger_account
            where operator_id = #{operatorId}
              and code = #{code}
              and currency = #{currency}
            """)
    @Nullable Long ledgerAccountId(
            @Param("operatorId") long operatorId, @Param("code") String code, @Param("currency") String currency);

    @Select("""
            select entry_id, operator_id, currency, accounting_date, kind, reference, document_id, reverses
            from journal_entry
            where entry_id = #{entryId}
            """)
    @Nullable EntryRow entry(long entryId);

    @Select("""
            select a.code, p.account_id, p.amount_minor
            from posting p
            join ledger_account a using (ledger_account_id)
            where p.entry_id = #{entryId}
            order by p.line
            """)
    List<PostingRow> postings(long entryId);

    @Select("""
            select entry_id
            from journal_entry
            where operator_id = #{operatorId}
              and reference = #{reference}
              and kind = 0
            """)
    @Nullable Long openingByReference(@Param("operatorId") long operatorId, @Param("reference") String reference);

    /** Waits for entries being written and holds new ones back until the closing transaction ends. */
    @Update("lock table journal_entry in share row exclusive mode")
    void holdBackEntries();

    @Insert("""
            insert into closed_period (operator_id, from_day, to_day, closed_at, closed_by)
            values (#{operatorId}, #{fromDay}, #{toDay}, #{closedAt}, #{closedBy})
            """)
    void close(
            @Param("operatorId") long operatorId,
            @Param("fromDay") LocalDate fromDay,
            @Param("toDay") LocalDate toDay,
            @Param("closedAt") Instant closedAt,
            @Param("closedBy") String closedBy);

    /** Whether no day of a stretch is open. */
    @Select("""
            select coalesce(range_agg(daterange(from_day, to_day)) @> daterange(#{fromDay}, #{toDay}), false)
            from closed_period
            where operator_id = #{operatorId}
            """)
    boolean isClosedThroughout(
            @Param("operatorId") long operatorId, @Param("fromDay") LocalDate fromDay, @Param("toDay") LocalDate toDay);

    /** Keeps what every account of the books stands at when a period ends; begins with what was kept for the last one. */
    @Insert("""
            with kept as (
              select coalesce(max(to_day), date '1900-01-01') as to_day
              from closed_balance
              where operator_id = #{operatorId}),
            moved as (
              select ledger_account_id, sum(amount_minor)::bigint as amount_minor
              from posting
              where accounting_date >= (select to_day from kept)
                and accounting_date < #{toDay}
              group by ledger_account_id)
            insert into closed_balance (operator_id, from_day, ledger_account_id, to_day, balance_minor)
            select l.operator_id, #{fromDay}, l.ledger_account_id, #{toDay},
              coalesce(b.balance_minor, 0) + coalesce(m.amount_minor, 0)
            from ledger_account l
            left join closed_balance b on b.ledger_account_id = l.ledger_account_id
              and b.to_day = (select to_day from kept)
            left join moved m on m.ledger_account_id = l.ledger_account_id
            where l.operator_id = #{operatorId}
            """)
    void keepBalances(
            @Param("operatorId") long operatorId, @Param("fromDay") LocalDate fromDay, @Param("toDay") LocalDate toDay);

    @Select("""
            select exists (
              select 1
              from closed_period
              where operator_id = #{operatorId}
                and from_day <= #{day}
                and to_day > #{day})
            """)
    boolean isClosed(@Param("operatorId") long operatorId, @Param("day") LocalDate day);

    @Select("select max(to_day) from closed_period where operator_id = #{operatorId}")
    @Nullable LocalDate closedUpTo(long operatorId);

    record LedgerAccountRow(String code, long ledgerAccountId) {}

    record EntryRow(
            long entryId,
            long operatorId,
            String currency,
            LocalDate accountingDate,
            int kind,
            String reference,
            @Nullable Long documentId,
            @Nullable Long reverses) {}

    record PostingRow(String code, @Nullable Long accountId, long amountMinor) {}
}
