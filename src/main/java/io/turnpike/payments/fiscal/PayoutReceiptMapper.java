package io.turnpike.payments.fiscal;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements that queue returns of money paid out of an account, each divided among the payments it gives back. */
@Mapper
interface PayoutReceiptMapper {
    /** Payouts from accounts of persons that stand and have no return, where the desk they were paid out at gives receipts. */
    String PAYOUT = """
            from payment_refund f
            join operator o on o.id = f.operator_id
            join receipt_customer c on c.account_id = f.account_id
            """ + ReceiptQueueMapper.CHANNEL + """
              on o.code = w.operator
                and w.source = 'desk:' || o.code || case when f.desk = '' then '' else '/' || f.desk end
                and w.into_account in ('', f.from_account)
                and f.paid_on >= w.from_day::date
            where f.payment_id is null
              and f.kind = 'refund'
              and f.state = 'standing'
              and f.currency = 'RUB'
              and c.customer_kind = 'person'
              and not exists (
                select 1
                from fiscal_receipt r
                where r.refund_id = f.refund_id)
            """;

    /**
     * The return of a payout: of the payments it gives back so much as is left of their receipts, and all that came otherwise. Returns how
     * many are queued.
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            with payout as (
              select f.refund_id, f.currency, f.amount_minor, w.register, w.paid_by, w.give_up_seconds
            """ + PAYOUT + """
                and f.refund_id = #{refundId}),
            part as (
              select o.payment_id, o.amount_minor as paid_minor, n.amount_minor,
                fiscal_debt_returned(n.amount_minor, coalesce(s.amount_minor, p.amount_minor), coalesce(s.debt_minor, 0),
                  b.amount_minor, b.debt_minor) as debt_minor
              from payout
              join payout_payment o on o.refund_id = payout.refund_id
              join payment p on p.payment_id = o.payment_id
              left join fiscal_receipt s on s.payment_id = p.payment_id
                and s.operation = 'sell'
                and s.refund_id is null
              cross join lateral (
                select coalesce(sum(g.amount_minor), 0)::bigint as amount_minor, coalesce(sum(g.debt_minor), 0)::bigint as debt_minor
                from fiscal_given_back g
                where g.payment_id = p.payment_id) b
              cross join lateral (
                select greatest(0, least(o.amount_minor, coalesce(s.amount_minor, p.amount_minor) - b.amount_minor))
                  as amount_minor) n),
            made as (
              insert into fiscal_receipt (operation, refund_id, register, paid_by, currency, amount_minor, debt_minor, next_at,
                give_up_at, queued_at)
              select 'sell-refund', payout.refund_id, payout.register, payout.paid_by, payout.currency,
                payout.amount_minor - t.beyond_minor, t.debt_minor,
                #{now}, #{now}::timestamptz + payout.give_up_seconds * interval '1 second', #{now}
              from payout
              cross join (
                select coalesce(sum(paid_minor - amount_minor), 0)::bigint as beyond_minor,
                  coalesce(sum(debt_minor), 0)::bigint as debt_minor
                from part) t
              where payout.amount_minor > t.beyond_minor
              returning receipt_id),
            divided as (
              insert into fiscal_payout_part (receipt_id, payment_id, amount_minor, debt_minor)
              select made.receipt_id, part.payment_id, part.amount_minor, part.debt_minor
              from made
              cross join part
              where part.amount_minor > 0)
            select count(*)
            from made
            """)
    int queuePayout(@Param("refundId") long refundId, @Param("to") Channels to, @Param("now") Instant now);

    /** Payouts that should have a return and have none. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select f.refund_id
            """ + PAYOUT + """
              and (#{asked.operator}::text is null or o.code = #{asked.operator})
              and (#{asked.from}::date is null or f.paid_on >= #{asked.from})
              and (#{asked.to}::date is null or f.paid_on < #{asked.to})
            order by f.refund_id
            """)
    List<Long> payoutsWithoutReturn(@Param("asked") FiscalReceipts.Filter asked, @Param("to") Channels to);

    /** The payments that the receipt of a payout gives back. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select distinct t.payment_id
            from fiscal_receipt r
            join fiscal_payout_part t using (receipt_id)
            where r.refund_id = #{refundId}
            order by t.payment_id
            """)
    List<Long> givenBackBy(long refundId);
}
