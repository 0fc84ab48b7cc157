package io.turnpike.invoicing;

import io.turnpike.money.Money;
import io.turnpike.money.Rounding;
import java.math.RoundingMode;
import java.util.Currency;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was charged to an account and stands on no released bill yet. It is read from the charges each time, so that it is right as soon as
 * they are committed; a sum that is kept could differ from them.
 */
@Component
public class UnbilledCharges {
    private final UnbilledChargesMapper mapper;

    UnbilledCharges(UnbilledChargesMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Amounts as they are priced: with VAT where the account's prices have it in them. Each is rounded once, for show: what is billed is
     * rounded as the bill says.
     *
     * @param usage calls, traffic and events, less what was corrected
     * @param fees recurring and one-time ones, whenever they are due
     */
    public record Unbilled(Money usage, Money fees) {}

    /** Of one account. */
    @Transactional(readOnly = true)
    public Unbilled of(long accountId, Currency currency) {
        return new Unbilled(
                rounded(mapper.unbilledUsage(accountId), currency), rounded(mapper.unbilledFees(accountId), currency));
    }

    private static Money rounded(long micros, Currency currency) {
        return new Money(currency, Rounding.divide(micros, Money.microsPerMinor(currency), RoundingMode.HALF_UP));
    }

    /** Reads charging's views as a bill run does that takes all there is now. */
    @Mapper
    interface UnbilledChargesMapper {
        /** The last released bill of the account took what lies before its end and was charged before its cut-off. */
        String BILLED = """
                with billed as (
                  select p.to_day, p.to_day::timestamp at time zone o.zone as to_instant, p.cutoff_batch
                  from billing_period p
                  join billed_account a using (account_id)
                  join operator o on o.id = a.operator_id
                  where p.account_id = #{accountId}
                    and p.state = 3
                  order by p.to_day desc, p.cutoff_batch desc
                  limit 1)
                """;

        @Options(flushCache = Options.FlushCachePolicy.TRUE)
        @Select(BILLED + """
                , reach as (
                  select coalesce(
                    (select least(b.to_instant, (
                      select min(oldest_usage)
                      from charge_batch
                      where batch_id > b.cutoff_batch)) from billed b), '-infinity'::timestamptz) as since)
                select coalesce(sum(u.amount_micros), 0)::bigint
                from billable_usage u
                where u.account_id = #{accountId}
                  and u.usage_time >= (select since from reach)
                  and not exists (
                    select 1
                    from billed b
                    where u.usage_time < b.to_instant
                      and u.batch_id <= b.cutoff_batch)
                """)
        long unbilledUsage(@Param("accountId") long accountId);

        @Options(flushCache = Options.FlushCachePolicy.TRUE)
        @Select(BILLED + """
                select coalesce(sum(f.amount_micros), 0)::bigint
                from billable_fee f
                where f.account_id = #{accountId}
                  and not exists (
                    select 1
                    from billed b
                    where f.bill_on <= b.to_day
                      and f.batch_id <= b.cutoff_batch)
                """)
        long unbilledFees(@Param("accountId") long accountId);
    }
}
