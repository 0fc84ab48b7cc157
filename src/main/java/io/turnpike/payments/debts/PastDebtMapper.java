package io.turnpike.payments.debts;

import io.turnpike.ledger.BooksAsKnown;
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
     * Debts and credits of all accounts that were not closed, by customer, account and day. Entries that were taken back by then, and those
     * that took them back, cancel out. What is applied counts where both sides were booked by then; what was released later because
     * one of them was taken back later is left out, and stands open on both sides.
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE, useCache = false, fetchSize = 10_000)
    @ResultType(OpenDebt.class)
    @Select("""
            with item as materialized (
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
                and (a.released_at is null or a.released_at > #{books.knownAt})),
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
}
