package io.turnpike.payments.fiscal;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements that find payments which get a receipt, and queue it. */
@Mapper
interface ReceiptQueueMapper {
    String CHANNEL = """
            join unnest(#{to.registers}::text[], #{to.operators}::text[], #{to.sources}::text[], #{to.intos}::text[],
              #{to.paidBy}::text[], #{to.froms}::text[], #{to.giveUpSeconds}::bigint[])
              as w (register, operator, source, into_account, paid_by, from_day, give_up_seconds)
            """;

    /** Of a person, or of somebody who is not known: a company is never guessed. */
    String WANTED = """
            o.code = w.operator
              and p.source = w.source
              and w.into_account in ('', p.into_account)
              and p.paid_on >= w.from_day::date
              and p.currency = 'RUB'
              and coalesce(c.customer_kind, 'person') = 'person'
            """;

    /** What of the payment of receipt {@code s} was given back by receipts, less what of that was made good. */
    String GIVEN_BACK = """
            cross join lateral (
              select coalesce(sum(g.amount_minor), 0)::bigint as amount_minor, coalesce(sum(g.debt_minor), 0)::bigint as debt_minor
              from fiscal_given_back g
              where g.payment_id = s.payment_id) b
            """;

    /**
     * Of refunds {@code f} of payments {@code p} with a receipt, those that stand and are not returned whole, though something is left of the
     * receipt.
     */
    String UNRETURNED = """
            where f.kind = 'refund'
              and f.state = 'standing'
              and p.state <> 'reversed'
              and exists (
                select 1
                from fiscal_receipt s
            """ + GIVEN_BACK + """
                where s.payment_id = f.payment_id
                  and s.operation = 'sell'
                  and s.refund_id is null
                  and s.amount_minor > b.amount_minor)
              and f.amount_minor > (
                select coalesce(sum(g.amount_minor), 0)
                from fiscal_given_back g
                where g.payment_id = f.payment_id
                  and g.refund_id = f.refund_id)
            """;

    /** Queues receipts of payments that were booked just now, each with what of it was owed: what the account owed before it came. */
    @Insert("""
            insert into fiscal_receipt (payment_id, operation, register, paid_by, currency, amount_minor, debt_minor, next_at,
              give_up_at, queued_at)
            with booked as (
              select p.*, sum(p.amount_minor) over (partition by p.account_id order by p.payment_id desc) as paid_since
              from payment p
              where p.payment_id = any(#{ids}))
            select p.payment_id, 'sell', w.register, w.paid_by, p.currency, p.amount_minor,
              case
                when p.account_id is null then 0
                else greatest(0, least(p.amount_minor, coalesce(b.balance_minor, 0) + p.paid_since))
              end,
              #{now}, #{now}::timestamptz + w.give_up_seconds * interval '1 second', #{now}
            from booked p
            join operator o on o.id = p.operator_id
            left join receipt_customer c on c.account_id = p.account_id
            left join ledger_account l on l.operator_id = p.operator_id
              and l.code = 'receivables'
              and l.currency = p.currency
            left join account_balance b on b.account_id = p.account_id
              and b.ledger_account_id = l.ledger_account_id
            """ + CHANNEL + "  on " + WANTED + """
            order by p.payment_id
            """)
    int queueBooked(@Param("ids") Long[] ids, @Param("to") Channels to, @Param("now") Instant now);

    /** Adds to what of them was owed what went on to other accounts that one invoice asked; when what was booked has closed what it closes. */
    @Update("""
            update fiscal_receipt s
            set debt_minor = least(s.amount_minor, s.debt_minor + t.amount_minor)
            from (
              select p.payment_id, sum(l.amount_minor)::bigint as amount_minor
              from payment p
              join payment_allocation l on l.account_id = p.account_id
                and l.credit_entry = p.matched_entry
                and l.released_at is null
              join journal_entry e on e.entry_id = l.debit_entry
                and e.kind = 9
              where p.payment_id = any(#{ids})
              group by p.payment_id) t
            where s.payment_id = t.payment_id
              and s.operation = 'sell'
              and s.refund_id is null
            """)
    void addPaidForOthers(@Param("ids") Long[] ids);

    /**
     * Queues receipts of payments that stand and should have had one, with what of them was owed when they came: what the account they came to
     * owed before, and what went on from it to other accounts at once. That is told by the transaction which wrote the entries (xmin) and, where
     * all rows were written by the restoring of a dump, by the age of the debt.
     */
    @Insert("""
            insert into fiscal_receipt (payment_id, operation, register, paid_by, currency, amount_minor, debt_minor, next_at,
              give_up_at, queued_at)
            select p.payment_id, 'sell', w.register, w.paid_by, p.currency, p.amount_minor,
              case
                when q.account_id is null then 0
                else least(p.amount_minor, greatest(0, (
                    select coalesce(sum(x.amount_minor), 0)
                    from posting x
                    where x.account_id = q.account_id
                      and x.ledger_account_id = q.ledger_account_id
                      and (x.recorded_at, x.entry_id) < (q.recorded_at, q.entry_id)))
                  + (
                    select coalesce(sum(t.amount_minor), 0)
                    from (
                      select distinct on (a.debit_entry) a.amount_minor
                      from payment_allocation_ever a
                      join journal_entry e on e.entry_id = a.debit_entry
                        and e.kind = 9
                        and e.xmin = came.xmin
                      join posting y on y.entry_id = e.entry_id
                        and y.account_id <> q.account_id
                      join payment_allocation_ever d on d.account_id = y.account_id
                        and d.credit_entry = e.entry_id
                      join journal_entry owed on owed.entry_id = d.debit_entry
                        and owed.recorded_at <= q.recorded_at
                      where a.account_id = q.account_id
                        and a.credit_entry = q.entry_id
                      order by a.debit_entry, a.allocation_id) t))
              end,
              #{now}, #{now}::timestamptz + w.give_up_seconds * interval '1 second', #{now}
            from payment p
            join operator o on o.id = p.operator_id
            join journal_entry came on came.entry_id = (
              select min(each.entry_id)
              from (
                select p.received_entry as entry_id
                union all
                select p.matched_entry
                union all
                select entry_id
                from payment_past_entry x
                where x.payment_id = p.payment_id) each)
            left join posting q on q.entry_id = came.entry_id
              and q.account_id is not null
            left join receipt_customer c on c.account_id = p.account_id
            """ + CHANNEL + "  on " + WANTED + """
            where p.state <> 'reversed'
              and (#{asked.operator}::text is null or o.code = #{asked.operator})
              and (#{asked.from}::date is null or p.paid_on >= #{asked.from})
              and (#{asked.to}::date is null or p.paid_on < #{asked.to})
            order by p.payment_id
            on conflict (payment_id, operation, refund_id, part) do nothing
            """)
    int queueMissing(@Param("asked") FiscalReceipts.Filter asked, @Param("to") Channels to, @Param("now") Instant now);

    /** The return of a payment that was taken back and has a receipt, or will have one: of what was not given back before. */
    @Insert("""
            insert into fiscal_receipt (payment_id, operation, part, register, paid_by, currency, amount_minor, debt_minor, next_at,
              give_up_at, queued_at)
            select s.payment_id, 'sell-refund', 1 + (
                select count(*)
                from fiscal_receipt r
                where r.payment_id = s.payment_id
                  and r.operation = 'sell-refund'
                  and r.refund_id is null),
              s.register, s.paid_by, s.currency, s.amount_minor - b.amount_minor,
              fiscal_debt_returned(s.amount_minor - b.amount_minor, s.amount_minor, s.debt_minor, b.amount_minor, b.debt_minor),
              #{now}, #{now}::timestamptz + (s.give_up_at - s.queued_at), #{now}
            from fiscal_receipt s
            join payment p on p.payment_id = s.payment_id
            """ + GIVEN_BACK + """
            where s.payment_id = #{paymentId}
              and s.operation = 'sell'
              and s.refund_id is null
              and p.state = 'reversed'
              and s.amount_minor > b.amount_minor
            """)
    int queueReturn(@Param("paymentId") long paymentId, @Param("now") Instant now);

    /**
     * The return of a part of such a payment, as far as something is left of its receipt: what was not owed is given back first. What a bank
     * took has none.
     */
    @Insert("""
            insert into fiscal_receipt (payment_id, operation, refund_id, part, register, paid_by, currency, amount_minor, debt_minor,
              next_at, give_up_at, queued_at)
            select s.payment_id, 'sell-refund', f.refund_id, d.parts + 1, s.register,
              case when f.from_account = 'cash' then 'cash' else 'electronic' end, s.currency, n.amount_minor,
              fiscal_debt_returned(n.amount_minor, s.amount_minor, s.debt_minor, b.amount_minor, b.debt_minor),
              #{now}, #{now}::timestamptz + (s.give_up_at - s.queued_at), #{now}
            from payment_refund f
            join fiscal_receipt s on s.payment_id = f.payment_id
              and s.operation = 'sell'
              and s.refund_id is null
            """ + GIVEN_BACK + """
            cross join lateral (
              select count(*) as parts, coalesce(sum(r.amount_minor), 0)::bigint as amount_minor
              from fiscal_receipt r
              where r.refund_id = f.refund_id
                and r.operation = 'sell-refund') d
            cross join lateral (
              select least(f.amount_minor - d.amount_minor, s.amount_minor - b.amount_minor) as amount_minor) n
            where f.refund_id = #{refundId}
              and f.kind = 'refund'
              and f.state = 'standing'
              and n.amount_minor > 0
            """)
    int queueReturnOf(@Param("refundId") long refundId, @Param("now") Instant now);

    /** Refunds that stand, of payments with a receipt, and are not returned whole though they could be. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select f.refund_id
            from payment_refund f
            join payment p on p.payment_id = f.payment_id
            join operator o on o.id = p.operator_id
            """ + UNRETURNED + """
              and (#{paymentId}::bigint is null or p.payment_id = #{paymentId})
              and (#{asked.operator}::text is null or o.code = #{asked.operator})
              and (#{asked.from}::date is null or p.paid_on >= #{asked.from})
              and (#{asked.to}::date is null or p.paid_on < #{asked.to})
            order by f.refund_id
            """)
    List<Long> withoutReturn(@Param("paymentId") @Nullable Long paymentId, @Param("asked") FiscalReceipts.Filter asked);

    /** Forgets what of the return of a refund cannot be at the register. */
    @Delete("""
            delete from fiscal_receipt
            where refund_id = #{refundId}
              and operation = 'sell-refund'
              and (state = 'failed' or state = 'queued' and content is null)
            """)
    void forgetReturnOf(long refundId);

    /** A receipt of what was given back by mistake, for each of its returns that is or may be at the register. */
    @Insert("""
            with made as (
              insert into fiscal_receipt (payment_id, operation, refund_id, part, register, paid_by, currency, amount_minor, debt_minor,
                next_at, give_up_at, queued_at)
              select payment_id, 'sell', refund_id, part, register, paid_by, currency, amount_minor, debt_minor,
                #{now}, #{now}::timestamptz + (give_up_at - queued_at), #{now}
              from fiscal_receipt
              where refund_id = #{refundId}
                and operation = 'sell-refund'
              returning receipt_id, part)
            insert into fiscal_payout_part (receipt_id, payment_id, amount_minor, debt_minor)
            select made.receipt_id, t.payment_id, t.amount_minor, t.debt_minor
            from made
            join fiscal_receipt r on r.refund_id = #{refundId}
              and r.operation = 'sell-refund'
              and r.part = made.part
            join fiscal_payout_part t on t.receipt_id = r.receipt_id
            """)
    void queueMadeGood(@Param("refundId") long refundId, @Param("now") Instant now);

    /** Of the payments in {@code our_payment}, those whose receipts are not made; with the reason. */
    @Update("""
            create temporary table receipt_gap on commit drop as
            select payment_id, string_agg(gap, '; ' order by operation) as gap
            from (
              select r.payment_id, r.operation,
                case when r.operation = 'sell' then 'no fiscal receipt' else 'no return receipt' end || ': receipt '
                  || r.receipt_id || ' is ' || r.state
                  || case when r.tries > 0 then ', tried ' || r.tries || ' times' else '' end
                  || coalesce(', ' || r.said, '') as gap
              from our_payment ours
              join fiscal_receipt r on r.payment_id = ours.payment_id
              where r.state <> 'done'
              union all
              select p.payment_id, 'sell', 'no fiscal receipt: none was ever queued'
              from our_payment ours
              join payment p on p.payment_id = ours.payment_id
              join operator o on o.id = p.operator_id
              left join receipt_customer c on c.account_id = p.account_id
            """ + CHANNEL + "  on " + WANTED + """
              where p.state <> 'reversed'
                and not exists (
                  select 1
                  from fiscal_receipt r
                  where r.payment_id = p.payment_id
                    and r.operation = 'sell'
                    and r.refund_id is null)
              union all
              select p.payment_id, 'sell-refund', 'no return receipt: none was ever queued for refund ' || f.refund_id
              from our_payment ours
              join payment p on p.payment_id = ours.payment_id
              join payment_refund f on f.payment_id = p.payment_id
              """ + UNRETURNED + """
              ) g
            group by payment_id
            """)
    void chooseGaps(@Param("to") Channels to);
}
