package io.turnpike.mediation.suspense;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The tables of suspended and duplicate records. */
@Mapper
interface SuspenseMapper {
    String RECORDS = """
            select s.suspense_id, s.file_id, f.name as file, f.format, s.line_number as line, s.byte_offset as "offset", s.raw, s.header, s.reason, s.detail,
                s.usage_time, s.state, s.tries, s.suspended_at, s.note
            from suspended_record s
            join input_file f on f.file_id = s.file_id
            """;

    @Select("""
            select reason, count(*) as records, min(detail) as example
            from suspended_record
            where state = 'open'
            group by reason
            order by count(*) desc, reason
            """)
    List<SuspenseReason> reasons();

    @Select(RECORDS + " where s.suspense_id = #{id}")
    Optional<SuspendedRecord> find(@Param("id") long id);

    @Select(RECORDS + """
             where s.state = 'open'
               and s.suspense_id > #{after}
               and (#{reason}::text is null or s.reason = #{reason})
               and (#{format}::text is null or f.format = #{format})
             order by s.suspense_id
             limit #{most}
            """)
    List<SuspendedRecord> open(
            @Param("reason") @Nullable String reason,
            @Param("format") @Nullable String format,
            @Param("after") long after,
            @Param("most") int most);

    @Update("""
            update suspended_record
            set state = #{state}, settled_at = #{at}, note = #{note}, tries = tries + 1
            where suspense_id = #{id}
              and state = 'open'
            """)
    int settle(
            @Param("id") long id,
            @Param("state") String state,
            @Param("note") @Nullable String note,
            @Param("at") Instant at);

    @Update("""
            update suspended_record
            set reason = #{reason}, detail = #{detail}, tries = tries + 1
            where suspense_id = #{id}
              and state = 'open'
            """)
    int failAgain(@Param("id") long id, @Param("reason") String reason, @Param("detail") String detail);

    @Select("""
            select dedupe_key, file_id, line_number as line
            from suspended_record
            where dedupe_key = any (#{keys,typeHandler=org.apache.ibatis.type.ArrayTypeHandler}::uuid[])
            order by suspense_id
            """)
    List<SuspendedPlace> places(@Param("keys") String[] keys);

    @Insert("""
            insert into duplicate_record (file_id, line_number, usage_time, dedupe_key, first_file_id, first_line_number)
            values (#{d.fileId}, #{d.line}, #{d.usageTime}, #{d.dedupeKey}, #{d.firstFileId}, #{d.firstLine})
            on conflict (file_id, line_number) do nothing
            """)
    void duplicate(@Param("d") DuplicateRecord duplicate);

    @Select("""
            select d.file_id, d.line_number as line, d.usage_time, d.dedupe_key, d.first_file_id,
                d.first_line_number as first_line
            from duplicate_record d
            order by d.file_id, d.line_number
            limit #{most}
            """)
    List<DuplicateRecord> duplicates(@Param("most") int most);
}
