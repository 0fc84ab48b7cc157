package io.turnpike.invoicing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Bill runs and the periods they take. */
@Mapper
interface BillRunMapper {
    String RUN = """
            select r.bill_run_id, r.operator_id, o.code as operator_code, r.run_day, r.reason, r.cutoff_batch, r.state
            from bill_run r
            join operator o on o.id = r.operator_id
            """;

    /** What a {@link BilledAccount} is read from: p the period, a the account. */
    String BILLED_ACCOUNT = """
            select p.unit_id, p.account_id, a.customer_id, p.from_day, p.to_day, p.previous_to, p.previous_cutoff,
              a.account_number, a.contract, a.contract_date, a.print_zone, a.language, a.minimum_invoice_minor, a.customer_number,
              a.customer_kind, a.customer_name, a.inn, a.kpp, a.vat_id, a.postal_index, a.city, a.street, a.house, a.flat
            from billing_period p
            join billed_account a using (account_id)
            """;

    /**
     * The end of an account's last period: counted once a billing day, and by itself only where an account's day has changed. That of
     * an account whose contract begins on the run's day is that day, whatever its billing day. Its query begins with
     * {@link #PERIOD_STARTS} and joins {@code starts} and {@code last}.
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

    /** Locks the row, so that two runs of one operator are planned one after the other. */
    @Select("select id, zone, currency from operator where code = #{code} for no key update")
    @Nullable KnownOperator lockOperator(String code);

    /** An operator as the customers' tables have it. */
    record KnownOperator(long id, String zone, String currency) {}

    @Select(RUN + "where r.bill_run_id = #{billRunId}")
    BillRun.@Nullable Row run(long billRunId);

    @Select(RUN + "where r.bill_run_id = #{billRunId} for update of r")
    BillRun.@Nullable Row lockedRun(long billRunId);

    /** The state, which stays so until the transaction ends; several may hold it. */
    @Select("select state from bill_run where bill_run_id = #{billRunId} for share")
    String heldState(long billRunId);

    /** Until the transaction ends its queries have no helpers: several blocks are drafted at once, and starting helpers costs more. */
    @Update("set local max_parallel_workers_per_gather = 0")
    void withoutHelpers();

    @Select(RUN + """
            where r.operator_id = #{operatorId}
              and r.run_day = #{runDay}
              and r.reason = #{reason}
              and r.state in ('drafting', 'draft', 'releasing')
            order by r.bill_run_id
            limit 1
            """)
    BillRun.@Nullable Row openRun(
            @Param("operatorId") long operatorId, @Param("runDay") LocalDate runDay, @Param("reason") String reason);

    @Select("""
            insert into bill_run (operator_id, run_day, reason, cutoff_batch, state, opened_at)
            values (#{operatorId}, #{runDay}, #{reason}, #{cutoffBatch}, 'drafting', #{openedAt})
            returning bill_run_id
            """)
    long open(
            @Param("operatorId") long operatorId,
            @Param("runDay") LocalDate runDay,
            @Param("reason") String reason,
            @Param("cutoffBatch") int cutoffBatch,
            @Param("openedAt") Instant openedAt);

    @Update("update bill_run set state = #{state} where bill_run_id = #{billRunId}")
    void state(@Param("billRunId") long billRunId, @Param("state") String state);

    @Update("""
            update bill_run
            set state = 'released', released_at = #{at}, released_by = #{byWhom}
            where bill_run_id = #{billRunId}
              and state = 'releasing'
            """)
    void release(@Param("billRunId") long billRunId, @Param("at") Instant at, @Param("byWhom") String byWhom);

    /**
     * Whether a cycle run of the day would plan an account. Those in drafts are looked up in one set ({@code not in}): moments after
     * another operator's run the planner takes drafts for few and would go through all of them for each account.
     */
    @Select(PERIOD_STARTS + """
            select exists (
              select 1
              from (
                select a.account_id, coalesce(last.to_day, a.contract_date) as from_day, last.to_day as previous_to,""" + TO_DAY + """

                from billed_account a
                join starts on starts.billing_day = a.billing_day
                left join lateral (
                  select p.to_day
                  from billing_period p
                  where p.account_id = a.account_id
                    and p.state = 3
                  order by p.to_day desc
                  limit 1) last on true
                where a.operator_id = #{operatorId}
                  and a.account_id not in (select d.account_id from billing_period d where d.in_draft)) due
              where (from_day < to_day or from_day = to_day and previous_to is null)
                and not exists (
                  select 1
                  from billing_period c
                  where c.account_id = due.account_id
                    and c.to_day = due.to_day
                    and c.state = 2))
            """)
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

    @Select("select code from operator order by code collate \"C\"")
    List<String> operatorCodes();

    @Select(RUN + """
            where (#{operatorCode}::text is null or o.code = #{operatorCode})
            order by r.bill_run_id desc
            limit #{most}
            """)
    List<BillRun.Row> latest(@Param("operatorCode") @Nullable String operatorCode, @Param("most") int most);

    @Select(RUN + """
            where o.code = #{operatorCode}
              and r.run_day <= #{runDay}
              and r.reason = 'cycle'
              and r.state in ('draft', 'releasing')
            order by r.run_day, r.bill_run_id
            """)
    List<BillRun.Row> unreleased(@Param("operatorCode") String operatorCode, @Param("runDay") LocalDate runDay);

    @Select("""
            select r.bill_run_id
            from bill_run r
            where r.operator_id = #{operatorId}
              and (r.state in ('drafting', 'releasing')
                or r.state = 'draft'
                  and exists (
                    select 1
                    from bill b
                    where b.bill_run_id = r.bill_run_id
                      and b.document_date < #{before}))
            order by r.bill_run_id
            """)
    List<Long> openWithBillsBefore(@Param("operatorId") long operatorId, @Param("before") LocalDate before);

    @Select("select bill_run_id from bill_run where state = 'released' order by bill_run_id")
    List<Long> releasedRuns();

    @Select("""
            select count(*)
            from billing_period
            where bill_run_id = #{billRunId}
              and state = 0
              and unit_id >= #{fromUnit}
              and unit_id < #{toUnit}
            """)
    long accountsLeft(
            @Param("billRunId") long billRunId, @Param("fromUnit") long fromUnit, @Param("toUnit") long toUnit);

    /**
     * Plans every account whose period has ended, or whose contract begins on the run's day; that stands in no other draft and was not
     * carried forward at that day.
     */
    @Insert(PERIOD_STARTS + """
            insert into billing_period (account_id, bill_run_id, unit_id, from_day, to_day, cutoff_batch, previous_to,
              previous_cutoff, state)
            select account_id, #{billRunId},
              case
                when invoice_per = 'customer' then min(account_id) over (partition by customer_id, invoice_per, to_day)
                else account_id
              end,
              from_day, to_day, #{cutoffBatch}, previous_to, previous_cutoff, 0
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
                and a.account_id not in (select d.account_id from billing_period d where d.in_draft)) due
            where (from_day < to_day or from_day = to_day and previous_to is null)
              and not exists (
                select 1
                from billing_period c
                where c.account_id = due.account_id
                  and c.to_day = due.to_day
                  and c.state = 2)
            """)
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

    /** Read anew each time: a session that remembered it would wait for units another worker has drafted. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select unit_id
            from billing_period
            where bill_run_id = #{billRunId}
              and state = 0
              and unit_id >= #{fromUnit}
              and unit_id < #{toUnit}
            group by unit_id
            order by unit_id
            limit #{most}
            """)
    List<Long> plannedUnits(
            @Param("billRunId") long billRunId,
            @Param("fromUnit") long fromUnit,
            @Param("toUnit") long toUnit,
            @Param("most") int most);

    @Select(BILLED_ACCOUNT + """
            where p.bill_run_id = #{billRunId}
              and p.state = 0
              and p.unit_id between #{firstUnit} and #{lastUnit}
            order by p.unit_id, a.account_number collate "C"
            for update of p
            """)
    @Arg(column = "unit_id", javaType = long.class)
    @Arg(column = "account_id", javaType = long.class)
    @Arg(column = "customer_id", javaType = long.class)
    @Arg(column = "from_day", javaType = LocalDate.class)
    @Arg(column = "to_day", javaType = LocalDate.class)
    @Arg(column = "previous_to", javaType = LocalDate.class)
    @Arg(column = "previous_cutoff", javaType = Integer.class)
    @Arg(column = "account_number", javaType = String.class)
    @Arg(column = "contract", javaType = String.class)
    @Arg(column = "contract_date", javaType = LocalDate.class)
    @Arg(column = "print_zone", javaType = String.class)
    @Arg(column = "language", javaType = String.class)
    @Arg(column = "minimum_invoice_minor", javaType = Long.class)
    @Arg(column = "customer_number", javaType = String.class)
    @Arg(column = "customer_kind", javaType = String.class)
    @Arg(column = "customer_name", javaType = String.class)
    @Arg(column = "inn", javaType = String.class)
    @Arg(column = "kpp", javaType = String.class)
    @Arg(column = "vat_id", javaType = String.class)
    @Arg(column = "postal_index", javaType = String.class)
    @Arg(column = "city", javaType = String.class)
    @Arg(column = "street", javaType = String.class)
    @Arg(column = "house", javaType = String.class)
    @Arg(column = "flat", javaType = String.class)
    List<BilledAccount> plannedAccounts(
            @Param("billRunId") long billRunId, @Param("firstUnit") long firstUnit, @Param("lastUnit") long lastUnit);

    @Update("""
            update billing_period p
            set state = done.state, bill_id = done.bill_id
            from unnest(#{accountIds}::bigint[], #{states}::smallint[], #{billIds}::bigint[])
              as done (account_id, state, bill_id)
            where p.bill_run_id = #{billRunId}
              and p.account_id = done.account_id
            """)
    void done(
            @Param("billRunId") long billRunId,
            @Param("accountIds") Long[] accountIds,
            @Param("states") Short[] states,
            @Param("billIds") @Nullable Long[] billIds);

    @Select("select exists (select 1 from billing_period where bill_run_id = #{billRunId} and state = 0)")
    boolean hasPlanned(long billRunId);

    @Select("select unit_id from billing_period where bill_run_id = #{billRunId} group by unit_id order by unit_id")
    List<Long> units(long billRunId);

    @Update("update billing_period set state = 3 where bill_run_id = #{billRunId} and bill_id is null and state = 1")
    void closeEmptyPeriods(long billRunId);

    @Delete("delete from billing_period where bill_run_id = #{billRunId}")
    void deletePeriods(long billRunId);

    @Delete("""
            delete from document_snapshot
            where document_id in (select document_id from billing_document where bill_run_id = #{billRunId})
            """)
    void deleteSnapshots(long billRunId);

    @Delete("delete from billing_document where bill_run_id = #{billRunId}")
    void deleteDocuments(long billRunId);

    @Delete("""
            delete from document_line
            where bill_id in (select bill_id from bill where bill_run_id = #{billRunId})
            """)
    void deleteLines(long billRunId);

    @Delete("delete from bill where bill_run_id = #{billRunId}")
    void deleteBills(long billRunId);
}
