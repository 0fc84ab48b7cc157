package io.turnpike.payments.debts;

import io.turnpike.ledger.BooksAsKnown;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.ResultType;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.session.ResultHandler;

/** Reads what was open at the end of a day. */
@Mapper
interface PastDebtMapper {
    /**
     * What closed a debt at the end of the day and does so no more: both sides stood then, and it was released because one of them was
     * taken back for a later day, or because money of it went out on a later day. A refund releases and is applied in one transaction, so
     * that the next one applied to the credit is the one that released.
     */
    String UNDONE = """
            with undone as materialized (
              select a.allocation_id, a.account_id, a.debit_entry, a.credit_entry, a.amount_minor
              from payment_allocation a
              join journal_entry d on d.entry_id = a.debit_entry
              join journal_entry c on c.entry_id = a.credit_entry
              where a.released_at <= #{books.knownAt}
                and a.allocated_at <= #{books.knownAt}
                and d.operator_id = #{books.operatorId}
                and d.currency = #{books.currencyCode}
                and d.accounting_date < #{books.to}
                and c.accounting_date < #{books.to}
                and not exists (
                  select 1
                  from journal_entry r
                  where r.reverses in (a.debit_entry, a.credit_entry)
                    and r.accounting_date < #{books.to}
                    and r.recorded_at <= #{books.knownAt})
                and (
                  exists (
                    select 1
                    from journal_entry r
                    where r.reverses in (a.debit_entry, a.credit_entry)
                      and r.recorded_at <= a.released_at)
                  or #{books.to}::date <= (
                    select g.accounting_date
                    from payment_allocation n
                    join journal_entry g on g.entry_id = n.debit_entry
                      and g.kind in (6, 7)
                    where n.account_id = a.account_id
                      and n.credit_entry = a.credit_entry
                      and n.allocated_at >= a.released_at
                    order by n.allocated_at, n.allocation_id
                    limit 1))),
            """;

    /** Of accounts on which something was undone since: all that closed something then, by account, in the order in which it was applied. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE, useCache = false)
    @Select(UNDONE + """
            closing as (
              select allocation_id, account_id, debit_entry, credit_entry, amount_minor
              from undone
              union all
              select a.allocation_id, a.account_id, a.debit_entry, a.credit_entry, a.amount_minor
              from payment_allocation a
              where a.account_id in (select u.account_id from undone u)
                and a.allocated_at <= #{books.knownAt}
                and (a.released_at is null or a.released_at > #{books.knownAt}))
            select account_id, debit_entry, credit_entry, amount_minor
            from closing
            order by account_id, allocation_id
            """)
    List<Closing> closings(@Param("books") BooksAsKnown books);

    /**
     * Entries that are closed as debts, or used up as credits, by more than they come to on an account, as known at a moment: some of them, by
     * account.
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE, useCache = false)
    @Select("""
            with closed as (
              select side.account_id, side.entry_id, side.sign, sum(a.amount_minor)::bigint as minor
              from payment_allocation a
              cross join lateral (values (a.account_id, a.debit_entry, 1), (a.account_id, a.credit_entry, -1))
                as side (account_id, entry_id, sign)
              join journal_entry e on e.entry_id = side.entry_id
              where a.allocated_at <= #{books.knownAt}
                and (a.released_at is null or a.released_at > #{books.knownAt})
                and e.operator_id = #{books.operatorId}
                and e.currency = #{books.currencyCode}
              group by side.account_id, side.entry_id, side.sign),
            posted as (
              select p.account_id, p.entry_id, sum(p.amount_minor)::bigint as minor
              from posting p
              join ledger_account l using (ledger_account_id)
              where l.operator_id = #{books.operatorId}
                and l.currency = #{books.currencyCode}
                and l.code = 'receivables'
              group by p.account_id, p.entry_id)
            select coalesce(a.account_number, c.account_id::text) as account_number, e.reference, c.sign * c.minor as closed_minor,
              coalesce(p.minor, 0) as minor
            from closed c
            join journal_entry e using (entry_id)
            left join posted p using (account_id, entry_id)
            left join account_party a using (account_id)
            where c.minor > greatest(c.sign * coalesce(p.minor, 0), 0)
            order by a.account_number collate "C", c.entry_id, c.sign
            limit #{most}
            """)
    List<PastDebts.Overclosed> overclosed(@Param("books") BooksAsKnown books, @Param("most") int most);

    /**
     * Debts and credits of all accounts that were not closed, by customer, account and day. Entries that were taken back by then, and those
     * that took them back, cancel out. What is applied counts where both sides were booked by then. Of accounts that have {@link #closings}
     * nothing is taken off: they say what was closed.
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE, useCache = false, fetchSize = 10_000)
    @ResultType(OpenDebt.class)
    @Select(UNDONE + """
            item as materialized (
              select p.account_id, p.entry_id, p.accounting_date, e.document_id, sum(p.amount_minor)::bigint as amount_minor
              from posting p
              join ledger_account l using (ledger_account_id)
              join journal_entry e using (entry_id)
              where l.operator_id = #{books.operatorId}
                and l.currency = #{books.currencyCode}
                and l.code = 'receivables'
                and p.accounting_date < #{books.to}
                and p.recorded_at <= #{books.knownAt}
                and e.reverses is null
                and not exists (
                  select 1
                  from journal_entry r
                  where r.reverses = e.entry_id
                    and r.accounting_date < #{books.to}
                    and r.recorded_at <= #{books.knownAt})
              group by p.account_id, p.entry_id, p.accounting_date, e.document_id),
            applied as (
              select a.account_id, a.debit_entry, a.credit_entry, a.amount_minor
              from payment_allocation a
              join item d on d.account_id = a.account_id
                and d.entry_id = a.debit_entry
              join item c on c.account_id = a.account_id
                and c.entry_id = a.credit_entry
              where a.allocated_at <= #{books.knownAt}
                and (a.released_at is null or a.released_at > #{books.knownAt})
                and not exists (
                  select 1
                  from undone u
                  where u.account_id = a.account_id)),
            closed as (
              select account_id, entry_id, sum(amount_minor)::bigint as amount_minor
              from (
                select account_id, debit_entry as entry_id, amount_minor
                from applied
                union all
                select account_id, credit_entry, -amount_minor
                from applied) sides
              group by account_id, entry_id)
            select p.customer_id, p.customer_number, p.customer_name, i.account_id, p.account_number, i.entry_id,
              i.accounting_date as day, coalesce(d.due_date, i.accounting_date) as due,
              i.amount_minor - coalesce(c.amount_minor, 0) as open_minor
            from item i
            join account_party p using (account_id)
            left join closed c on c.account_id = i.account_id
              and c.entry_id = i.entry_id
            left join payable_document d on d.document_id = i.document_id
            where i.amount_minor <> coalesce(c.amount_minor, 0)
            order by p.customer_number collate "C", p.customer_id, p.account_number collate "C", i.account_id,
              i.accounting_date, i.entry_id
            """)
    void eachOpen(@Param("books") BooksAsKnown books, ResultHandler<OpenDebt> to);

    /** So much of a credit closed so much of a debt. */
    record Closing(long accountId, long debitEntry, long creditEntry, long amountMinor) {}
}
