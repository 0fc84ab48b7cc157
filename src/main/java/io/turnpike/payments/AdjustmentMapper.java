package io.turnpike.payments;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on what people booked by hand. */
@Mapper
interface AdjustmentMapper {
    @Insert("""
            insert into adjustment (entry_id, operator_id, reference, agent, reason, booked_at)
            values (#{entryId}, #{operatorId}, #{reference}, #{agent}, #{reason}, #{at})
            """)
    void add(
            @Param("entryId") long entryId,
            @Param("operatorId") long operatorId,
            @Param("reference") String reference,
            @Param("agent") String agent,
            @Param("reason") String reason,
            @Param("at") Instant at);

    @Update("""
            update adjustment
            set taken_back_by = #{by}, back_agent = #{agent}, back_reason = #{reason}
            where entry_id = #{entryId}
            """)
    void takenBack(
            @Param("entryId") long entryId,
            @Param("by") long by,
            @Param("agent") String agent,
            @Param("reason") String reason);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("select entry_id from adjustment where operator_id = #{operatorId} and reference = #{reference}")
    @Nullable Long known(@Param("operatorId") long operatorId, @Param("reference") String reference);

    /** Nobody else takes it back until the transaction ends; null where there is none of this number. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select j.entry_id, o.code as operator, j.taken_back_by
            from adjustment j
            join operator o on o.id = j.operator_id
            where j.entry_id = #{entryId}
            for update of j
            """)
    @Nullable Held held(long entryId);

    /** By number; each has one posting that debits and one that credits. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select j.entry_id, e.accounting_date as day, j.reference, d.name as debit, c.name as credit, d.amount_minor as minor,
              e.currency, j.agent, j.reason, j.taken_back_by, j.back_agent, j.back_reason
            from adjustment j
            join journal_entry e using (entry_id)
            join adjustment_side d on d.entry_id = j.entry_id and d.amount_minor > 0
            join adjustment_side c on c.entry_id = j.entry_id and c.amount_minor < 0
            where j.operator_id = #{operatorId}
              and j.entry_id > #{after}
            order by j.entry_id
            limit #{most}
            """)
    List<Listed> list(@Param("operatorId") long operatorId, @Param("after") long after, @Param("most") int most);

    /** One that is to be taken back. */
    record Held(long entryId, String operator, @Nullable Long takenBackBy) {}

    /** One as it was signed; its sides as they are written on the command line. */
    record Listed(
            long entryId,
            LocalDate day,
            String reference,
            String debit,
            String credit,
            long minor,
            String currency,
            String agent,
            String reason,
            @Nullable Long takenBackBy,
            @Nullable String backAgent,
            @Nullable String backReason) {}
}
