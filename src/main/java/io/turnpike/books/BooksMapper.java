package io.turnpike.books;

import io.turnpike.ledger.BooksAsKnown;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.ResultType;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.session.ResultHandler;

/** Reads the books by customer's account; the tables belong to package ledger. */
@Mapper
interface BooksMapper {
    /** From today's balances back: only postings since the period began are read, and those recorded after the moment asked for. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE, useCache = false, fetchSize = 10_000)
    @ResultType(AccountTurnover.class)
    @Select("""
            with moved as (
              select account_id, ledger_account_id, sum(amount_minor)::bigint as since,
                coalesce(sum(amount_minor) filter (where counts and amount_minor > 0), 0)::bigint as debit,
                coalesce(-sum(amount_minor) filter (where counts and amount_minor < 0), 0)::bigint as credit
              from (
                select account_id, ledger_account_id, amount_minor,
                  accounting_date >= #{books.from} and accounting_date < #{books.to} and recorded_at <= #{books.knownAt} as counts
                from posting
                where account_id is not null
                  and (accounting_date >= #{books.from} or recorded_at > #{books.knownAt})) p
              group by account_id, ledger_account_id)
            select l.code, a.account_number, a.customer_name, b.balance_minor - coalesce(m.since, 0) as opening_minor,
              coalesce(m.debit, 0) as debit_minor, coalesce(m.credit, 0) as credit_minor
            from account_balance b
            join ledger_account l using (ledger_account_id)
            join account_party a using (account_id)
            left join moved m using (account_id, ledger_account_id)
            where l.operator_id = #{books.operatorId}
              and l.currency = #{books.currencyCode}
              and (b.balance_minor <> coalesce(m.since, 0)
                or m.debit <> 0
                or m.credit <> 0)
            order by l.code collate "C" desc, a.account_number collate "C", b.account_id
            """)
    void eachTurnover(@Param("books") BooksAsKnown books, ResultHandler<AccountTurnover> to);

    /** How one customer's account moved on one account of the books. */
    record AccountTurnover(
            String code,
            String accountNumber,
            String customerName,
            long openingMinor,
            long debitMinor,
            long creditMinor) {}
}
