package io.turnpike.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * The table of runs. Leases are reckoned by the database's clock, the one that all owners share. No lease holds for a minute: one that
 * seems to was given before the clock went back.
 */
@Mapper
interface RunMapper {
    String COLUMNS = """
            select run_id, job, parameters, steps, state, owner, lease_until,
                lease_until not between clock_timestamp() and clock_timestamp() + interval '1 minute' as lease_expired,
                stop_requested, restarts, execution_id, started_at, finished_at, message, definitions
            from run
            """;

    @Select("""
            insert into run (job, parameters, steps, state, owner, lease_until, restarts, definitions, started_at)
            values (#{job}, #{parameters}, #{steps}, 'running', #{owner},
                clock_timestamp() + make_interval(secs => #{leaseSeconds}), #{restarts},
                #{definitions}, #{startedAt})
            on conflict (job) where state = 'running' do nothing
            returning run_id
            """)
    Optional<Long> insert(
            @Param("job") String job,
            @Param("parameters") String parameters,
            @Param("steps") String steps,
            @Param("owner") String owner,
            @Param("leaseSeconds") int leaseSeconds,
            @Param("restarts") @Nullable Long restarts,
            @Param("definitions") String definitions,
            @Param("startedAt") Instant startedAt);

    /** Renews the lease; tells whether a stop was asked for, or nothing when the run is no longer this owner's. */
    @Select("""
            update run
            set lease_until = clock_timestamp() + make_interval(secs => #{leaseSeconds})
            where run_id = #{runId}
              and state = 'running'
            returning stop_requested
            """)
    Optional<Boolean> renew(@Param("runId") long runId, @Param("leaseSeconds") int leaseSeconds);

    /** Whether the run is still its owner's; holds it so until the transaction ends: whoever buries it waits, or was there before. */
    @Select("""
            select exists (
                select 1
                from (
                    select 1
                    from run
                    where run_id = #{runId}
                      and state = 'running'
                    for share) held)
            """)
    boolean holdRunning(@Param("runId") long runId);

    @Update("update run set execution_id = #{executionId} where run_id = #{runId}")
    void execution(@Param("runId") long runId, @Param("executionId") long executionId);

    @Update("""
            update run
            set state = #{state}, finished_at = #{at}, message = #{message}
            where run_id = #{runId}
              and state = 'running'
            """)
    void finish(
            @Param("runId") long runId,
            @Param("state") String state,
            @Param("at") Instant at,
            @Param("message") @Nullable String message);

    /** A run that ended otherwise has nothing left to do. */
    @Update("""
            update run
            set state = 'completed', finished_at = #{at}, message = null
            where run_id = #{runId}
              and state <> 'running'
            """)
    void complete(@Param("runId") long runId, @Param("at") Instant at);

    /** Ends a run whose owner is dead, unless its lease was renewed meanwhile. */
    @Update("""
            update run
            set state = 'failed', finished_at = #{at}, message = 'its owner ' || owner || ' is gone'
            where run_id = #{runId}
              and state = 'running'
              and lease_until = #{leaseUntil}
            """)
    int bury(@Param("runId") long runId, @Param("leaseUntil") Instant leaseUntil, @Param("at") Instant at);

    @Insert("insert into run_refused (run_id, fact) values (#{runId}, #{fact})")
    void refused(@Param("runId") long runId, @Param("fact") String fact);

    /** What a run told of, and those before it that it went on with, in their order; what was told again is told once. */
    @Select("""
            with recursive before as (
                select #{runId}::bigint as run_id
                union
                select r.restarts
                from before b
                join run r on r.run_id = b.run_id)
            select f.fact
            from before b
            join run_refused f on f.run_id = b.run_id
            group by f.fact
            order by min(f.refused_id)
            """)
    List<String> refusedUpTo(@Param("runId") long runId);

    @Select("select fact from run_refused where run_id = #{runId}")
    List<String> refusedBy(long runId);

    @Update("update run set stop_requested = true where run_id = #{runId} and state = 'running'")
    int requestStop(@Param("runId") long runId);

    @Select(COLUMNS + " where run_id = #{runId}")
    Optional<Run> find(@Param("runId") long runId);

    @Select(COLUMNS + " where job = #{job} and state = 'running'")
    Optional<Run> running(@Param("job") String job);

    @Insert("insert into definition_state (sha256, files) values (#{sha256}, #{files}) on conflict (sha256) do nothing")
    void keepDefinitions(@Param("sha256") String sha256, @Param("files") String files);

    @Select("select files from definition_state where sha256 = #{sha256}")
    Optional<String> definitions(@Param("sha256") String sha256);

    @Select(COLUMNS + " order by run_id desc limit #{most}")
    List<Run> latest(@Param("most") int most);
}
