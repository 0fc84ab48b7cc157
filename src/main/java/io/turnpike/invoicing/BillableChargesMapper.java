package io.turnpike.invoicing;

import io.turnpike.invoicing.BillableCharges.TakenWindows;
import io.turnpike.invoicing.BillableCharges.UsageRow;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Reads charging's views {@code billable_usage} and {@code billable_fee}. */
@Mapper
interface BillableChargesMapper {
    /** Usage of the period itself, and late usage and corrections of what was billed before. */
    @Select("""
            with wanted as (
              select *
              from unnest(
                #{windows.accountIds}::bigint[], #{windows.toInstants}::text[]::timestamptz[],
                #{windows.previousInstants}::text[]::timestamptz[], #{windows.previousCutoffs}::integer[])
                as w (account_id, to_instant, previous_instant, previous_cutoff))
            select u.account_id, u.service_id, u.rate_path, u.plan,
              width_bucket(u.usage_time, #{boundaries}::text[]::timestamptz[]) as rate_epoch,
              case when u.usage_time < w.previous_instant then (u.usage_time at time zone #{windows.zone})::date end as late_on,
              sum(u.quantity) as quantity, sum(u.amount_micros) as amount_micros
            from wanted w
            join billable_usage u on u.account_id = w.account_id
            where u.usage_time < w.to_instant
              and u.batch_id <= #{windows.cutoff}
              and (u.usage_time >= w.previous_instant or u.batch_id > w.previous_cutoff)
            group by u.account_id, u.service_id, u.rate_path, u.plan, rate_epoch, late_on
            order by u.account_id, u.service_id, u.rate_path, u.plan, rate_epoch, late_on
            """)
    List<UsageRow> usage(@Param("windows") TakenWindows windows, @Param("boundaries") String[] boundaries);

    /** Fees due, and those taken before that are still being rendered. */
    @Select("""
            with wanted as (
              select *
              from unnest(
                #{windows.accountIds}::bigint[], #{windows.toDays}::text[]::date[], #{windows.previousDays}::text[]::date[],
                #{windows.previousCutoffs}::integer[])
                as w (account_id, to_day, previous_day, previous_cutoff)),
            due as (
              select f.fee_charge_id, f.account_id, f.service_id, f.fee, f.plan, f.period_from, f.period_to, f.quantity,
                f.amount_micros, w.previous_day,
                f.bill_on <= w.previous_day and f.batch_id <= w.previous_cutoff as taken
              from wanted w
              join billable_fee f on f.account_id = w.account_id
              where f.bill_on <= w.to_day
                and f.batch_id <= #{windows.cutoff})
            select fee_charge_id, account_id, service_id, fee, plan, period_from, period_to, quantity, amount_micros, taken
            from due
            where not taken
              or period_to > previous_day
            order by account_id, service_id, fee, period_from, fee_charge_id
            """)
    List<FeeRow> fees(@Param("windows") TakenWindows windows);
}
