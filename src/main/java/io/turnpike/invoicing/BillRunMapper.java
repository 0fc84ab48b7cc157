package io.turnpike.invoicing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.ibatis.annotations.Delete;
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

    /**
     * Until the transaction ends its queries are planned for a block. They have no helpers: several blocks are worked on at once, and starting
     * helpers costs more. And each is planned anew: a plan for any number of accounts is one for a handful.
     */
    @Select(affectData = true, value = """
            select set_config('max_parallel_workers_per_gather', '0', true), set_config('plan_cache_mode', 'force_custom_plan', true)
            """)
    Map<String, String> planForBlock();

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
    List<BilledAccount> plannedAccounts(
            @Param("billRunId") long billRunId, @Param("firstUnit") long firstUnit, @Param("lastUnit") long lastUnit);

    /**
     * Marks the accounts of a block. Nothing outside of its units is asked for: without them the planner would go through the whole run
     * for each block.
     */
    @Update("""
            update billing_period p
            set state = done.state, bill_id = done.bill_id
            from unnest(#{accountIds}::bigint[], #{states}::smallint[], #{billIds}::bigint[])
              as done (account_id, state, bill_id)
            where p.bill_run_id = #{billRunId}
              and p.unit_id between #{firstUnit} and #{lastUnit}
              and p.account_id = done.account_id
            """)
    void done(
            @Param("billRunId") long billRunId,
            @Param("firstUnit") long firstUnit,
            @Param("lastUnit") long lastUnit,
            @Param("accountIds") Long[] accountIds,
            @Param("states") Short[] states,
            @Param("billIds") @Nullable Long[] billIds);

    @Select("select exists (select 1 from billing_period where bill_run_id = #{billRunId} and state = 0)")
    boolean hasPlanned(long billRunId);

    /** The unit where one of several ranges of about as many accounts begins; null for the one behind the last. */
    @Select("""
            select unit_id
            from billing_period
            where bill_run_id = #{billRunId}
            order by unit_id
            offset (
              select count(*) * #{range} / #{ranges}
              from billing_period
              where bill_run_id = #{billRunId})
            limit 1
            """)
    @Nullable Long rangeStart(@Param("billRunId") long billRunId, @Param("range") int range, @Param("ranges") int ranges);

    @Update("update billing_period set state = 3 where bill_run_id = #{billRunId} and bill_id is null and state = 1")
    void closeEmptyPeriods(long billRunId);

    @Delete("delete from billing_period where bill_run_id = #{billRunId}")
    void deletePeriods(long billRunId);

    @Delete("""
            delete from document_snapshot
            where document_id in (select document_id from drafted_document where bill_run_id = #{billRunId})
            """)
    void deleteSnapshots(long billRunId);

    @Delete("delete from drafted_document where bill_run_id = #{billRunId}")
    void deleteDocuments(long billRunId);

    @Delete("delete from snapshot_dictionary where bill_run_id = #{billRunId}")
    void deleteDictionaries(long billRunId);

    @Delete("""
            delete from document_line
            where bill_id in (select bill_id from bill where bill_run_id = #{billRunId})
            """)
    void deleteLines(long billRunId);

    @Delete("delete from bill where bill_run_id = #{billRunId}")
    void deleteBills(long billRunId);
}
