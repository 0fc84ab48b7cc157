package io.turnpike.invoicing;

import io.turnpike.invoicing.BillableCharges.TakenWindows;
import io.turnpike.invoicing.BillableCharges.UsageRow;
import io.turnpike.invoicing.BillableCharges.UsageWindow;
import io.turnpike.invoicing.EarlierBills.BilledDays;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Reads charging's views {@code billable_usage_by_rate} and {@code billable_fee}; {@link BilledRows} says what their rows become. */
@Mapper
interface BillableChargesMapper {
    /**
     * Usage of the period itself, and late usage and corrections of what was billed before, of accounts with the same window. What is compared
     * with each charge is selected, so that it is read from its text once and not for each charge: that took as long as all else.
     *
     * @param boundaries when VAT rates change
     * @param zone the operator's, in which late usage has its day
     */
    @Select("""
            with summed as (
              select u.account_id, u.service_id, u.rate_id,
                width_bucket(u.usage_time, (select #{boundaries}::text[]::timestamptz[])) as rate_epoch,
                case when u.usage_time < (select #{window.previous}::timestamptz) then (u.usage_time at time zone #{zone})::date end as late_on,
                case when u.usage_time < (select #{window.previous}::timestamptz) then u.late_rate_id end as late_rate_id,
                sum(u.quantity) as quantity, sum(u.amount_micros) as amount_micros
              from billable_usage_by_rate u
              where u.account_id = any(#{accountIds}::bigint[])
                and u.usage_time >= #{window.since}::timestamptz
                and u.usage_time < #{window.to}::timestamptz
                and u.batch_id <= #{window.cutoff}
                and (u.usage_time >= (select #{window.previous}::timestamptz) or u.batch_id > #{window.previousCutoff})
              group by u.account_id, u.service_id, u.rate_id, 4, 5, 6)
            select s.account_id, s.service_id, r.rate_path, r.plan, s.rate_epoch, s.late_on, l.late_usage,
              sum(s.quantity) as quantity, sum(s.amount_micros) as amount_micros
            from summed s
            join billable_rate r on r.rate_id = s.rate_id
            left join billable_rate l on l.rate_id = s.late_rate_id
            group by 1, 2, 3, 4, 5, 6, 7
            order by 1, 2, 3, 4, 5, 6, 7
            """)
    List<UsageRow> usage(
            @Param("window") UsageWindow window,
            @Param("accountIds") Long[] accountIds,
            @Param("boundaries") String[] boundaries,
            @Param("zone") String zone);

    /** What was billed to accounts before; of several bills of the same days the first that a document shows comes first. */
    @Select("""
            select p.account_id, p.from_day, p.to_day, coalesce(b.bill_id, 0) as bill_id,
              coalesce(b.period_from, p.from_day) as bill_from, coalesce(b.period_to, p.to_day) as bill_to, d.document_id, d.kind,
              d.number, d.document_date
            from billing_period p
            left join bill b on b.bill_id = p.bill_id
            left join lateral (
              select document_id, kind, number, document_date
              from billing_document
              where bill_id = b.bill_id
                and kind in ('invoice', 'transfer-document', 'act', 'vat-invoice')
              order by array_position(array['invoice', 'transfer-document', 'act', 'vat-invoice'], kind)
              limit 1) d on true
            where p.account_id = any(#{accountIds}::bigint[])
              and p.state = 3
              and p.from_day < p.to_day
            order by p.account_id, p.from_day, d.document_id is null, p.cutoff_batch
            """)
    List<BilledDays> billedDays(@Param("accountIds") Long[] accountIds);

    /**
     * Fees due, and those taken before that are still being rendered; of a fee that was revised all revisions, because they are rendered
     * as one.
     */
    @Select("""
            with wanted as (
              select *
              from unnest(
                #{windows.accountIds}::bigint[], #{windows.toDays}::text[]::date[], #{windows.previousDays}::text[]::date[],
                #{windows.previousCutoffs}::integer[])
                as w (account_id, to_day, previous_day, previous_cutoff)),
            due as (
              select f.fee_charge_id, f.account_id, f.service_id, f.fee, f.plan, f.period_from, f.period_to, f.quantity,
                f.amount_micros, f.revision, f.stretches, w.previous_day,
                f.bill_on <= w.previous_day and f.batch_id <= w.previous_cutoff as taken
              from wanted w
              join billable_fee f on f.account_id = w.account_id
              where f.account_id between #{windows.firstAccount} and #{windows.lastAccount}
                and f.bill_on <= w.to_day
                and f.batch_id <= #{windows.cutoff})
            select fee_charge_id, account_id, service_id, fee, plan, period_from, period_to, quantity, amount_micros, stretches,
              taken
            from due
            where not taken
              or period_to > previous_day
              or revision > 0 and (service_id, fee, period_from) in (
                select o.service_id, o.fee, o.period_from
                from due o
                where o.period_to > o.previous_day)
              or (service_id, fee, period_from) in (
                select r.service_id, r.fee, r.period_from
                from due r
                where r.revision > 0
                  and (not r.taken or r.period_to > r.previous_day))
            order by account_id, service_id, fee, period_from, revision
            """)
    List<FeeRow> fees(@Param("windows") TakenWindows windows);
}
