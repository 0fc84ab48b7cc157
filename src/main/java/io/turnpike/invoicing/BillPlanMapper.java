package io.turnpike.invoicing;

import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Which accounts a bill run takes, and which of their days. */
@Mapper
interface BillPlanMapper {
    /**
     * The end of an account's last period: counted once a billing day, and by itself only where an account's day has changed. That of
     * an account whose contract begins on the run's day is that day, whatever its billing day. Its query begins with
     * {@link #PERIOD_STARTS} and joins {@code starts} and {@code last}, and has {@code offset 0}, so that it is counted once.
     */
    String TO_DAY = """
            greatest(
                  case
                    when exists (
                      select 1
                      from billing_day_change c
                      where c.account_id = a.account_id
                        and c.service_id is null) then billed_period_end(a.account_id, a.billing_day, #{runDay})
                    else starts.period_start
                  end,
                  case when last.to_day is null and a.contract_date = #{runDay} then a.contract_date end) as to_day""";

    /** When the period that holds the run's day began, by billing day. */
    String PERIOD_STARTS = """
            with starts as materialized (
              select billing_day, billing_period_start(#{runDay}, billing_day) as period_start
              from generate_series(1, 31) billing_day)
            """;

    /**
     * The accounts a cycle run of a day plans: every one whose period has ended, or whose contract begins on that day; that stands in no draft
     * and was not carried forward at that day. Those in drafts are looked up in one set ({@code not in}): moments after another operator's run the
     * planner takes drafts for few and would go through all of them for each account.
     */
    String DUE = """
            from (
              select a.account_id, a.customer_id, a.invoice_per, coalesce(last.to_day, a.contract_date) as from_day,""" + TO_DAY + """
            ,
                last.to_day as previous_to, last.cutoff_batch as previous_cutoff
              from billed_account a
              join starts on starts.billing_day = a.billing_day
              left join lateral (
                select p.to_day, p.cutoff_batch
                from billing_period p
                where p.account_id = a.account_id
                  and p.state = 3
                order by p.to_day desc, p.cutoff_batch desc
                limit 1) last on true
              where a.operator_id = #{operatorId}
                and a.account_id not in (select d.account_id from billing_period d where d.in_draft)
              offset 0) due
            where (from_day < to_day or from_day = to_day and previous_to is null)
              and not exists (
                select 1
                from billing_period c
                where c.account_id = due.account_id
                  and c.to_day = due.to_day
                  and c.state = 2)
            """;

    /** Whether a cycle run of the day would plan an account. */
    @Select(PERIOD_STARTS + "select exists (select 1 " + DUE + ")")
    boolean isDue(@Param("operatorId") long operatorId, @Param("runDay") LocalDate runDay);

    /** Which of these accounts stand in a draft. */
    @Select("""
            select a.account_number
            from billed_account a
            join billing_period p on p.account_id = a.account_id
            where a.operator_id = #{operatorId}
              and a.account_number = any(#{accountNumbers})
              and p.in_draft
            order by a.account_number collate "C"
            """)
    List<String> drafted(@Param("operatorId") long operatorId, @Param("accountNumbers") String[] accountNumbers);

    /** Plans every account that is due. */
    @Insert(PERIOD_STARTS + """
            insert into billing_period (account_id, bill_run_id, unit_id, from_day, to_day, cutoff_batch, previous_to,
              previous_cutoff, state)
            select account_id, #{billRunId},
              case
                when invoice_per = 'customer' then min(account_id) over (partition by customer_id, invoice_per, to_day)
                else account_id
              end,
              from_day, to_day, #{cutoffBatch}, previous_to, previous_cutoff, 0
            """ + DUE)
    void planCycle(
            @Param("billRunId") long billRunId,
            @Param("operatorId") long operatorId,
            @Param("runDay") LocalDate runDay,
            @Param("cutoffBatch") int cutoffBatch);

    /**
     * Plans chosen accounts up to the run's day. The period of those whose contract begins on it, or that were billed through it
     * before, has no days: it takes the fees due on that day, and what has come since.
     */
    @Insert("""
            insert into billing_period (account_id, bill_run_id, unit_id, from_day, to_day, cutoff_batch, previous_to,
              previous_cutoff, state)
            select a.account_id, #{billRunId}, a.account_id, coalesce(last.to_day, a.contract_date), #{runDay},
              #{cutoffBatch}, last.to_day, last.cutoff_batch, 0
            from billed_account a
            left join lateral (
              select p.to_day, p.cutoff_batch
              from billing_period p
              where p.account_id = a.account_id
                and p.state = 3
              order by p.to_day desc, p.cutoff_batch desc
              limit 1) last on true
            where a.operator_id = #{operatorId}
              and a.account_number = any(#{accountNumbers})
              and coalesce(last.to_day, a.contract_date) <= #{runDay}
            """)
    void planAccounts(
            @Param("billRunId") long billRunId,
            @Param("operatorId") long operatorId,
            @Param("runDay") LocalDate runDay,
            @Param("cutoffBatch") int cutoffBatch,
            @Param("accountNumbers") String[] accountNumbers);

    /** Plans the last billed period of chosen accounts again, for what came late: all of it, so that the taken set stays whole. */
    @Insert("""
            insert into billing_period (account_id, bill_run_id, unit_id, from_day, to_day, cutoff_batch, previous_to,
              previous_cutoff, state)
            select a.account_id, #{billRunId}, a.account_id, last.from_day, last.to_day, #{cutoffBatch}, last.to_day,
              last.cutoff_batch, 0
            from billed_account a
            cross join lateral (
              select p.from_day, p.to_day, p.cutoff_batch
              from billing_period p
              where p.account_id = a.account_id
                and p.state = 3
              order by p.to_day desc, p.cutoff_batch desc
              limit 1) last
            where a.operator_id = #{operatorId}
              and a.account_number = any(#{accountNumbers})
            """)
    void planPastPeriod(
            @Param("billRunId") long billRunId,
            @Param("operatorId") long operatorId,
            @Param("cutoffBatch") int cutoffBatch,
            @Param("accountNumbers") String[] accountNumbers);
}
