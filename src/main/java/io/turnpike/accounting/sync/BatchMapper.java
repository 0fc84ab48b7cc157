package io.turnpike.accounting.sync;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.cursor.Cursor;
import org.jspecify.annotations.Nullable;

/** Statements on files for accounting systems. */
@Mapper
interface BatchMapper {
    String UNSENT = """
        from sync_record r
        join sync_version v on v.record_id = r.record_id
          and v.version = r.version
        where r.system = #{line.system}
          and r.content = #{line.contentWord}
          and r.operator_id = #{line.owner.operatorId}
          and v.state = 'new'
          and v.batch_id is null
          and (r.day is null or (r.day >= #{from} and r.day < #{to}))
          and (cardinality(#{kinds}::text[]) = 0 or split_part(r.key, '/', 1) = any(#{kinds}))
        """;

    /** Days and kinds of what waits to be sent. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        select case when #{byDay} then r.day end as day, case when #{byKind} then split_part(r.key, '/', 1) end as kind,
          count(*) as records
        """ + UNSENT + "group by 1, 2 order by 1, 2")
    List<Waiting> waiting(
            @Param("line") SyncLine line,
            @Param("from") LocalDate from,
            @Param("to") LocalDate to,
            @Param("kinds") String[] kinds,
            @Param("byDay") boolean byDay,
            @Param("byKind") boolean byKind);

    /** Each day has its own part of the file's name, so that the number can follow it. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("select nextval(pg_get_serial_sequence('sync_batch', 'batch_id'))")
    long nextBatchId();

    @Insert("""
        insert into sync_batch (batch_id, system, export, operator_id, content, folder, file, state, records, totals,
          planned_at)
        overriding system value
        values (#{batchId}, #{line.system}, #{export}, #{line.owner.operatorId}, #{line.contentWord}, #{folder}, #{file},
          'planned', 0, '', #{at})
        """)
    void addBatch(
            @Param("batchId") long batchId,
            @Param("line") SyncLine line,
            @Param("export") String export,
            @Param("folder") String folder,
            @Param("file") String file,
            @Param("at") Instant at);

    @Update("""
        update sync_version w
        set batch_id = #{batchId}
        from (
          select v.record_id, v.version
        """ + UNSENT + """
            and (not #{byDay} or r.day is not distinct from #{waiting.day}::date)
            and (not #{byKind} or split_part(r.key, '/', 1) = #{waiting.kind})) as chosen
        where w.record_id = chosen.record_id
          and w.version = chosen.version
        """)
    int putInto(
            @Param("batchId") long batchId,
            @Param("line") SyncLine line,
            @Param("from") LocalDate from,
            @Param("to") LocalDate to,
            @Param("kinds") String[] kinds,
            @Param("byDay") boolean byDay,
            @Param("byKind") boolean byKind,
            @Param("waiting") Waiting waiting);

    @Update("update sync_batch set records = #{records} where batch_id = #{batchId}")
    void countInto(@Param("batchId") long batchId, @Param("records") long records);

    /** Files of a definition and operator that are not handed over yet. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        select batch_id, folder, file, state, records, totals, planned_at
        from sync_batch
        where system = #{line.system}
          and export = #{export}
          and operator_id = #{line.owner.operatorId}
          and state <> 'sent'
        order by batch_id
        """)
    List<OpenBatch> openBatches(@Param("line") SyncLine line, @Param("export") String export);

    @Options(fetchSize = 1000)
    @Select("""
        select r.key, r.day, v.version, v.facts, v.state
        from sync_version v
        join sync_record r on r.record_id = v.record_id
        where v.batch_id = #{batchId}
        order by r.record_id
        """)
    Cursor<SyncMapper.SentVersion> content(long batchId);

    @Update("""
        update sync_batch
        set state = 'handing', totals = #{totals}, sha256 = #{sha256}
        where batch_id = #{batchId}
          and state = 'planned'
        """)
    int handing(@Param("batchId") long batchId, @Param("totals") String totals, @Param("sha256") String sha256);

    @Update("""
        with sent as (
          update sync_batch
          set state = 'sent', sent_at = #{at}
          where batch_id = #{batchId}
            and state = 'handing'
          returning batch_id)
        update sync_version v
        set state = case when v.state = 'new' then 'sent' else v.state end, state_at = #{at}, times_sent = v.times_sent + 1
        from sent
        where v.batch_id = sent.batch_id
        """)
    int sent(@Param("batchId") long batchId, @Param("at") Instant at);

    record Waiting(@Nullable LocalDate day, @Nullable String kind, long records) {}

    record OpenBatch(
            long batchId, String folder, String file, String state, long records, String totals, Instant plannedAt) {}
}
