package io.turnpike.books;

import io.turnpike.ledger.BooksAsKnown;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.ResultType;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.session.ResultHandler;
import org.jspecify.annotations.Nullable;

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

    /** Customers' accounts whose balance is not the sum of their entries: some of them, by number. Totals hide one that is mistaken for another. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE, useCache = false)
    @Select("""
            select l.code, coalesce(a.account_number, account_id::text) as account_number,
              coalesce(b.balance_minor, 0) as balance_minor, coalesce(p.minor, 0) as posted_minor
            from (
              select account_id, ledger_account_id, sum(amount_minor)::bigint as minor
              from posting
              where account_id is not null
              group by account_id, ledger_account_id) p
            full join account_balance b using (account_id, ledger_account_id)
            join ledger_account l using (ledger_account_id)
            left join account_party a using (account_id)
            where l.operator_id = #{operatorId}
              and l.currency = #{currency}
              and coalesce(b.balance_minor, 0) <> coalesce(p.minor, 0)
            order by a.account_number collate "C", l.code
            limit #{most}
            """)
    List<MistakenBalance> mistakenBalances(
            @Param("operatorId") long operatorId, @Param("currency") String currency, @Param("most") int most);

    /** What a customer's accounts owed before the period. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select coalesce(sum(p.amount_minor), 0)::bigint
            from posting p
            join ledger_account l using (ledger_account_id)
            where p.account_id = any(#{accounts})
              and l.code = 'receivables'
              and l.currency = #{books.currencyCode}
              and p.accounting_date < #{books.from}
              and p.recorded_at <= #{books.knownAt}
            """)
    long owedBefore(@Param("books") BooksAsKnown books, @Param("accounts") Long[] accounts);

    /** Every entry that moved what a customer's accounts owe, by day. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE, useCache = false, fetchSize = 10_000)
    @ResultType(AccountMovement.class)
    @Select("""
            select p.accounting_date as day, a.account_number, e.kind, coalesce(d.number, e.reference) as number,
              sum(p.amount_minor)::bigint as amount_minor
            from posting p
            join ledger_account l using (ledger_account_id)
            join journal_entry e using (entry_id)
            join account_party a on a.account_id = p.account_id
            left join billing_document d on d.document_id = e.document_id
            where p.account_id = any(#{accounts})
              and l.code = 'receivables'
              and l.currency = #{books.currencyCode}
              and p.accounting_date >= #{books.from}
              and p.accounting_date < #{books.to}
              and p.recorded_at <= #{books.knownAt}
            group by p.accounting_date, a.account_number, e.kind, d.number, e.reference, p.entry_id
            order by p.accounting_date, p.entry_id, a.account_number collate "C"
            """)
    void movements(
            @Param("books") BooksAsKnown books, @Param("accounts") Long[] accounts, ResultHandler<AccountMovement> to);

    @Select("""
            select a.customer_number as number, a.customer_name as name, a.inn, a.kpp, a.vat_id, min(a.language) as language,
              string_agg(a.contract, ', ' order by a.account_number collate "C") as contracts
            from billed_account a
            where a.operator_id = #{operatorId}
              and a.customer_number = #{customer}
            group by a.customer_number, a.customer_name, a.inn, a.kpp, a.vat_id
            """)
    Optional<ReconciledCustomer> reconciledCustomer(
            @Param("operatorId") long operatorId, @Param("customer") String customer);

    @Select("""
            select account_id
            from account_party
            where operator_id = #{operatorId}
              and customer_number = #{customer}
            order by account_id
            """)
    List<Long> accountsOf(@Param("operatorId") long operatorId, @Param("customer") String customer);

    /** A balance that is not the sum of what was posted. */
    record MistakenBalance(String code, String accountNumber, long balanceMinor, long postedMinor) {}

    /** An entry that moved what an account owes; more is positive. */
    record AccountMovement(LocalDate day, String accountNumber, int kind, String number, long amountMinor) {}

    /** Whom an act of reconciliation is made with. */
    record ReconciledCustomer(
            String number,
            String name,
            @Nullable String inn,
            @Nullable String kpp,
            @Nullable String vatId,
            String language,
            String contracts) {}

    /** How one customer's account moved on one account of the books. */
    record AccountTurnover(
            String code,
            String accountNumber,
            String customerName,
            long openingMinor,
            long debitMinor,
            long creditMinor) {}
}
