package io.turnpike.accounting.sync;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on what accounting systems told, and on what of it could not be taken in. */
@Mapper
interface TheirMapper {
    @Update("""
        create temporary table if not exists sync_told (
          key text not null, day date, facts text not null, fields text not null,
          line_number bigint not null) on commit delete rows
        """)
    void createTold();

    /** The later line of a file wins, as a later file does. */
    @Insert("""
        insert into sync_theirs (system, content, operator_id, key, day, facts, fields, file_id, line_number)
        select distinct on (t.key) #{line.system}, #{line.contentWord}, #{line.owner.operatorId}, t.key, t.day, t.facts,
          t.fields, #{fileId}, t.line_number
        from sync_told t
        order by t.key, t.line_number desc
        on conflict (system, content, operator_id, key) do update
        set day = excluded.day, facts = excluded.facts, fields = excluded.fields, file_id = excluded.file_id,
          line_number = excluded.line_number
        """)
    void keepTold(@Param("line") SyncLine line, @Param("fileId") int fileId);

    @Delete("delete from sync_told")
    void forgetTold();

    @Delete("""
        delete from sync_theirs
        where system = #{line.system}
          and content = #{line.contentWord}
          and operator_id = #{line.owner.operatorId}
          and key = any(#{keys}::text[])
        """)
    void deleteTheirs(@Param("line") SyncLine line, @Param("keys") String[] keys);

    /** What a file of everything in these months does not have is there no more. */
    @Delete("""
        delete from sync_theirs
        where system = #{line.system}
          and content = #{line.contentWord}
          and operator_id = #{line.owner.operatorId}
          and file_id <> #{fileId}
          and (#{months}::text[] is null or date_trunc('month', day)::date = any(#{months}::text[]::date[]))
          and (cardinality(#{kinds}::text[]) = 0 or split_part(key, '/', 1) = any(#{kinds}))
        """)
    int forgetMissing(
            @Param("line") SyncLine line,
            @Param("fileId") int fileId,
            @Param("months") String @Nullable [] months,
            @Param("kinds") String[] kinds);

    @Update("""
        update sync_version v
        set state = 'deleted', state_at = #{at}
        from sync_record r
        where r.system = #{line.system}
          and r.content = #{line.contentWord}
          and r.operator_id = #{line.owner.operatorId}
          and (#{months}::text[] is null or date_trunc('month', r.day)::date = any(#{months}::text[]::date[]))
          and (cardinality(#{kinds}::text[]) = 0 or split_part(r.key, '/', 1) = any(#{kinds}))
          and v.record_id = r.record_id
          and v.version = r.version
          and v.state in ('sent', 'accepted')
          and not exists (
            select 1
            from sync_theirs t
            where t.system = r.system
              and t.content = r.content
              and t.operator_id = r.operator_id
              and t.key = r.key)
        """)
    int markMissing(
            @Param("line") SyncLine line,
            @Param("months") String @Nullable [] months,
            @Param("kinds") String[] kinds,
            @Param("at") Instant at);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        select key, day, facts, fields, file_id, line_number
        from sync_theirs
        where system = #{line.system}
          and content = #{line.contentWord}
          and operator_id = #{line.owner.operatorId}
          and key = any(#{keys}::text[])
        order by key
        """)
    List<ToldRecord> told(@Param("line") SyncLine line, @Param("keys") String[] keys);

    /** What they have of a period, page by page in the order of keys. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        select key, day, facts, fields, file_id, line_number
        from sync_theirs
        where system = #{line.system}
          and content = #{line.contentWord}
          and operator_id = #{line.owner.operatorId}
          and key > #{after}
          and (day is null or (day >= #{from} and day < #{to}))
        order by key
        limit #{most}
        """)
    List<ToldRecord> toldAfter(
            @Param("line") SyncLine line,
            @Param("from") LocalDate from,
            @Param("to") LocalDate to,
            @Param("after") String after,
            @Param("most") int most);

    @Insert("""
        insert into sync_refused (file_id, line_number, import, operator_id, header, raw, reason, refused_at)
        values (#{fileId}, #{row.line}, #{definition}, #{operatorId}, #{header}, #{row.raw}, #{row.reason}, #{at})
        on conflict (file_id, line_number) do update
        set reason = excluded.reason, tries = sync_refused.tries + 1, state = 'open'
        """)
    void refuse(
            @Param("fileId") int fileId,
            @Param("definition") String definition,
            @Param("operatorId") @Nullable Long operatorId,
            @Param("header") String header,
            @Param("row") io.turnpike.accounting.imports.TheirRow.Misread row,
            @Param("at") Instant at);

    @Select("""
        select r.refused_id, f.name as file, r.file_id, r.line_number, r.import as definition, r.header, r.raw, r.reason,
          r.tries
        from sync_refused r
        join input_file f on f.file_id = r.file_id
        where r.state = 'open'
          and r.refused_id > #{after}
        order by r.refused_id
        limit #{most}
        """)
    List<RefusedRow> refused(@Param("after") long after, @Param("most") int most);

    @Update("""
        update sync_refused
        set state = #{state}, tries = tries + 1, agent = #{agent}, note = #{note}
        where refused_id = #{refusedId}
          and state = 'open'
        """)
    int settleRefused(
            @Param("refusedId") long refusedId,
            @Param("state") String state,
            @Param("agent") @Nullable String agent,
            @Param("note") @Nullable String note);

    record ToldRecord(String key, @Nullable LocalDate day, String facts, String fields, int fileId, long lineNumber) {}
}
