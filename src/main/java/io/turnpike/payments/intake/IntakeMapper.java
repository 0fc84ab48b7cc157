package io.turnpike.payments.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** What a statement holds, and what became of the lines of it that were not booked. */
@Mapper
interface IntakeMapper {
    String QUARANTINED = """
            select q.quarantine_id, q.file_id, f.name as file, f.format, q.line_number as line, q.direction, q.currency,
              q.amount_minor as minor, q.reason, q.detail, q.raw, q.tries, q.state, q.quarantined_at, q.note
            from payment_quarantine q
            join input_file f on f.file_id = q.file_id
            """;

    @Insert("""
            insert into payment_statement (file_id, currency, direction, lines, amount_minor, declared_minor)
            values (#{fileId}, #{currency}, #{direction}, #{lines}, #{minor}, #{declared})
            """)
    void addStatement(
            @Param("fileId") int fileId,
            @Param("currency") String currency,
            @Param("direction") String direction,
            @Param("lines") long lines,
            @Param("minor") long minor,
            @Param("declared") @Nullable Long declared);

    /** Sides of a statement whose lines or sums are not found among what became of them. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select coalesce(s.currency, f.currency) as currency, coalesce(s.direction, f.direction) as direction,
              coalesce(s.lines, 0) as lines, coalesce(s.amount_minor, 0) as minor, coalesce(f.lines, 0) as found_lines,
              coalesce(f.minor, 0) as found_minor
            from (
              select currency, direction, lines, amount_minor
              from payment_statement
              where file_id = #{fileId}) as s
            full join (
              select currency, direction, sum(lines)::bigint as lines, sum(amount_minor)::bigint as minor
              from payment_fate
              where file_id = #{fileId}
              group by currency, direction) as f on f.currency = s.currency and f.direction = s.direction
            where coalesce(s.lines, 0) <> coalesce(f.lines, 0)
              or coalesce(s.amount_minor, 0) <> coalesce(f.minor, 0)
            order by 1, 2
            """)
    List<Unexplained> unexplainedSides(int fileId);

    @Select("""
            select currency, direction, fate, lines, amount_minor as minor
            from payment_fate
            where file_id = #{fileId}
            order by currency, direction, fate
            """)
    List<Fate> fates(int fileId);

    @Select(QUARANTINED + """
            where q.quarantine_id = #{id}
            """)
    Optional<QuarantinedLine> quarantinedLine(long id);

    @Select(QUARANTINED + """
            where q.state = 'open'
              and q.quarantine_id > #{after}
            order by q.quarantine_id
            limit #{most}
            """)
    List<QuarantinedLine> quarantinedLines(@Param("after") long after, @Param("most") int most);

    @Update("""
            update payment_quarantine
            set state = #{state}, settled_at = #{at}, note = #{note}
            where quarantine_id = #{id}
              and state = 'open'
            """)
    int settleQuarantined(
            @Param("id") long id, @Param("state") String state, @Param("note") String note, @Param("at") Instant at);

    @Update("""
            update payment_quarantine
            set tries = tries + 1, reason = #{reason}, detail = #{detail}
            where quarantine_id = #{id}
            """)
    void triedQuarantined(@Param("id") long id, @Param("reason") String reason, @Param("detail") String detail);

    /** A line of a statement turned out to be another one: other direction, or an amount that could not be read before. */
    @Update("""
            update payment_statement
            set lines = lines - 1, amount_minor = amount_minor - #{minor}
            where file_id = #{fileId}
              and currency = #{currency}
              and direction = #{direction}
            """)
    void takeFromStatement(
            @Param("fileId") int fileId,
            @Param("currency") String currency,
            @Param("direction") String direction,
            @Param("minor") long minor);

    @Insert("""
            insert into payment_statement (file_id, currency, direction, lines, amount_minor)
            values (#{fileId}, #{currency}, #{direction}, 1, #{minor})
            on conflict (file_id, currency, direction)
              do update set lines = payment_statement.lines + 1,
                amount_minor = payment_statement.amount_minor + excluded.amount_minor
            """)
    void addToStatement(
            @Param("fileId") int fileId,
            @Param("currency") String currency,
            @Param("direction") String direction,
            @Param("minor") long minor);

    /** Files with lines that wait in quarantine, with the source they came by. */
    @Select("""
            select distinct file_id
            from payment_quarantine
            where state = 'open'
            order by file_id
            """)
    List<Integer> filesInQuarantine();

    @Select(QUARANTINED + """
            where q.state = 'open'
              and q.file_id = #{fileId}
            order by q.quarantine_id
            for update of q
            """)
    List<QuarantinedLine> quarantinedOfFile(int fileId);

    /** What of a statement was not found again. */
    record Unexplained(String currency, String direction, long lines, long minor, long foundLines, long foundMinor) {}

    /** What became of lines of a statement. */
    record Fate(String currency, String direction, String fate, long lines, long minor) {}
}
