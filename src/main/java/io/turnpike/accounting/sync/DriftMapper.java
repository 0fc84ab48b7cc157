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
import org.jspecify.annotations.Nullable;

/** Statements on differences. */
@Mapper
interface DriftMapper {
    @Delete("""
        delete from sync_difference
        where system = #{line.system}
          and content = #{line.contentWord}
          and operator_id = #{line.owner.operatorId}
          and (day is null or (day >= #{from} and day < #{to}))
        """)
    void forgetDifferences(@Param("line") SyncLine line, @Param("from") LocalDate from, @Param("to") LocalDate to);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        select key, field, ours, theirs
        from sync_accepted
        where system = #{line.system}
          and content = #{line.contentWord}
          and operator_id = #{line.owner.operatorId}
          and key = any(#{keys}::text[])
        order by key, field
        """)
    List<AcceptedDifference> acceptedDifferences(@Param("line") SyncLine line, @Param("keys") String[] keys);

    String CHOSEN = """
        where d.system = #{system}
          and (#{chosen.operator}::text is null or o.code = #{chosen.operator})
          and (#{chosen.content}::text is null or d.content = #{chosen.content})
          and (#{chosen.side}::text is null or d.side = #{chosen.side})
          and (cardinality(#{keys}::text[]) = 0 or d.key = any(#{keys}))
        """;

    /** All that was found, in the order of days and keys. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        select d.content, o.code as operator, d.key, d.field, d.day, d.side, d.ours, d.theirs, d.agreed
        from sync_difference d
        join accounting_operator o on o.operator_id = d.operator_id
        """ + CHOSEN + """
        order by d.day nulls last, d.content, d.key, d.field
        limit #{most}
        """)
    List<Difference> differences(
            @Param("system") String system,
            @Param("chosen") Chosen chosen,
            @Param("keys") String[] keys,
            @Param("most") int most);

    @Insert("""
        insert into sync_accepted (system, content, operator_id, key, field, ours, theirs, agent, reason, accepted_at)
        select d.system, d.content, d.operator_id, d.key, d.field, d.ours, d.theirs, #{agent}, #{reason}, #{at}
        from sync_difference d
        join accounting_operator o on o.operator_id = d.operator_id
        """ + CHOSEN + """
        on conflict (system, content, operator_id, key, field) do update
        set ours = excluded.ours, theirs = excluded.theirs, agent = excluded.agent, reason = excluded.reason,
          accepted_at = excluded.accepted_at
        """)
    int acceptDifferences(
            @Param("system") String system,
            @Param("chosen") Chosen chosen,
            @Param("keys") String[] keys,
            @Param("agent") String agent,
            @Param("reason") String reason,
            @Param("at") Instant at);

    @Delete("""
        delete from sync_difference d
        using accounting_operator o
        """ + CHOSEN + "and o.operator_id = d.operator_id")
    int dropDifferences(@Param("system") String system, @Param("chosen") Chosen chosen, @Param("keys") String[] keys);

    record AcceptedDifference(
            String key,
            String field,
            @Nullable String ours,
            @Nullable String theirs) {}
}
