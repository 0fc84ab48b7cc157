package io.turnpike.mediation.suspense;

import io.turnpike.mediation.files.FileOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
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
                s.usage_time, s.state, s.tries, s.suspended_at, s.note, s.unit, s.quantity
            from suspended_record s
            join input_file f on f.file_id = s.file_id
            """;

    @Select("""
            select s.reason, count(*) as records, min(s.detail) as example
            from suspended_record s
            join input_file f on f.file_id = s.file_id
            where s.state = 'open'
              and (#{reason}::text is null or s.reason = any (string_to_array(#{reason}, ',')))
              and (#{format}::text is null or f.format = #{format})
            group by s.reason
            order by count(*) desc, s.reason
            """)
    List<SuspenseReason> reasons(@Param("reason") @Nullable String reason, @Param("format") @Nullable String format);

    @Select("""
            select distinct f.format
            from suspended_record s
            join input_file f on f.file_id = s.file_id
            where s.state = 'open'
            order by f.format
            """)
    List<String> formats();

    @Select(RECORDS + " where s.suspense_id = #{id}")
    Optional<SuspendedRecord> find(@Param("id") long id);

    @Select(RECORDS + """
             where s.state = 'open'
               and s.suspense_id > #{after}
               and (#{reason}::text is null or s.reason = any (string_to_array(#{reason}, ',')))
               and (#{format}::text is null or f.format = #{format})
             order by s.suspense_id
             limit #{most}
            """)
    List<SuspendedRecord> open(
            @Param("reason") @Nullable String reason,
            @Param("format") @Nullable String format,
            @Param("after") long after,
            @Param("most") int most);

    /** The open records of a format that have the keys of some of them, these too. */
    @Select(RECORDS + """
             where s.state = 'open'
               and s.dedupe_key in (
                 select dedupe_key
                 from suspended_record
                 where suspense_id = any (#{ids,typeHandler=org.apache.ibatis.type.ArrayTypeHandler}::bigint[]))
               and (#{reason}::text is null or s.reason = any (string_to_array(#{reason}, ',')))
               and f.format = #{format}
             order by s.suspense_id
            """)
    List<SuspendedRecord> openOfKeys(
            @Param("ids") Long[] ids, @Param("reason") @Nullable String reason, @Param("format") String format);

    @Select("select coalesce(max(suspense_id), 0) from suspended_record")
    long last();

    @Select("""
            select count(*)
            from suspended_record s
            join input_file f on f.file_id = s.file_id
            where s.state = 'open'
              and (#{reason}::text is null or s.reason = any (string_to_array(#{reason}, ',')))
              and (#{format}::text is null or f.format = #{format})
            """)
    long count(@Param("reason") @Nullable String reason, @Param("format") @Nullable String format);

    @Update("""
            update suspended_record
            set state = #{state}, settled_at = #{at}, tries = tries + 1
            where suspense_id = any (#{ids}::bigint[])
              and state = 'open'
            """)
    void settle(@Param("ids") Long[] ids, @Param("state") String state, @Param("at") Instant at);

    @Delete("""
            delete from suspended_record
            where suspense_id = any (#{ids}::bigint[])
              and state = 'open'
            """)
    void remove(@Param("ids") Long[] ids);

    @Update("""
            update suspended_record s
            set reason = f.reason, detail = f.detail, tries = s.tries + 1,
                usage_time = coalesce(to_timestamp(f.usage_second), s.usage_time),
                unit = f.unit, quantity = f.quantity
            from unnest(#{ids}::bigint[], #{reasons}::text[], #{details}::text[], #{usageSeconds}::bigint[], #{units}::text[],
                    #{quantities}::bigint[])
                as f (suspense_id, reason, detail, usage_second, unit, quantity)
            where s.suspense_id = f.suspense_id
              and s.state = 'open'
            """)
    void failAgain(
            @Param("ids") Long[] ids,
            @Param("reasons") String[] reasons,
            @Param("details") String[] details,
            @Param("usageSeconds") @Nullable Long[] usageSeconds,
            @Param("units") @Nullable String[] units,
            @Param("quantities") Long[] quantities);

    @Update("""
            update suspended_record
            set state = 'discarded', settled_at = #{at}, note = #{why}
            where suspense_id = #{id}
              and state = 'open'
            """)
    int discard(@Param("id") long id, @Param("why") String why, @Param("at") Instant at);

    @Select("""
            select f.name as file, d.line_number as line, d.usage_time, g.name as first_file,
                d.first_line_number as first_line
            from duplicate_record d
            join input_file f on f.file_id = d.file_id
            join input_file g on g.file_id = d.first_file_id
            order by d.file_id desc, d.line_number
            limit #{most}
            """)
    List<ListedDuplicate> listedDuplicates(@Param("most") int most);

    @Select("""
            select dedupe_key, usage_time, encode(sha256(raw), 'hex') as sha256, file_id, line_number as line
            from suspended_record
            where dedupe_key = any (#{keys,typeHandler=org.apache.ibatis.type.ArrayTypeHandler}::uuid[])
            order by suspense_id
            """)
    List<SuspendedPlace> places(@Param("keys") String[] keys);

    @Update("""
            update suspended_record
            set file_id = #{fileId}, line_number = #{e.line}, byte_offset = #{e.offset}, raw = #{e.raw}, header = #{header}
            where file_id = #{from.fileId}
              and line_number = #{from.line}
              and state = 'open'
            """)
    int move(
            @Param("from") FileOrder.Place from,
            @Param("fileId") int fileId,
            @Param("header") @Nullable String header,
            @Param("e") Suspense.Entry entry);

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
