package io.turnpike.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Sums postings by account of the books. */
@Mapper
interface TurnoverMapper {
    /** The last day up to the period's first at whose beginning all balances were kept, and known to be final. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select max(b.to_day)
            from closed_balance b
            join closed_period c on c.operator_id = b.operator_id
              and c.from_day = b.from_day
            where b.operator_id = #{operatorId}
              and b.to_day <= #{days.from}
              and c.closed_at <= #{knownAt}
            """)
    Optional<LocalDate> keptDay(BooksAsKnown books);

    /**
     * Balances and movements of all accounts of the books that have any.
     *
     * @param kept the day at whose beginning balances were kept; where none were, the beginning of the books
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select a.code, a.opening + coalesce(p.before, 0) as opening_minor, coalesce(p.debit, 0) as debit_minor,
              coalesce(p.credit, 0) as credit_minor
            from (
              select l.ledger_account_id, l.code, coalesce(b.balance_minor, 0) as opening
              from ledger_account l
              left join closed_balance b on b.ledger_account_id = l.ledger_account_id
                and b.to_day = #{kept}
              where l.operator_id = #{books.operatorId}
                and l.currency = #{books.currencyCode}) a
            left join (
              select ledger_account_id,
                sum(amount_minor) filter (where accounting_date < #{books.from})::bigint as before,
                sum(amount_minor) filter (where accounting_date >= #{books.from} and amount_minor > 0)::bigint as debit,
                -sum(amount_minor) filter (where accounting_date >= #{books.from} and amount_minor < 0)::bigint as credit
              from posting
              where accounting_date >= #{kept}
                and accounting_date < #{books.to}
                and recorded_at <= #{books.knownAt}
              group by ledger_account_id) p using (ledger_account_id)
            where a.opening + coalesce(p.before, 0) <> 0
              or p.debit is not null
              or p.credit is not null
            """)
    List<LedgerTurnover> turnovers(@Param("books") BooksAsKnown books, @Param("kept") LocalDate kept);

    @Select("select distinct currency from ledger_account where operator_id = #{operatorId} order by currency")
    List<String> currencies(long operatorId);
}
