package io.turnpike.payments.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on lines that rules set aside. */
@Mapper
interface SetAsideMapper {
    String SET_ASIDE = """
            select s.set_aside_id, s.file_id, f.name as file, s.line_number as line, s.direction, s.source, s.rule,
              s.happened_on as day, s.currency, s.amount_minor as minor, s.party, s.purpose, s.payment_id, s.refund_id,
              s.agent, s.reason, s.undone_at
            from payment_set_aside s
            join input_file f on f.file_id = s.file_id
            """;

    @Select(SET_ASIDE + """
            where s.set_aside_id > #{after}
              and (#{rule}::text is null or s.rule = #{rule})
              and (#{direction}::text is null or s.direction = #{direction})
            order by s.set_aside_id
            limit #{most}
            """)
    List<SetAsideLine> setAsideLines(
            @Param("rule") @Nullable String rule,
            @Param("direction") @Nullable String direction,
            @Param("after") long after,
            @Param("most") int most);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select(SET_ASIDE + """
            where s.set_aside_id = #{id}
            for update of s
            """)
    Optional<SetAsideLine> holdSetAside(long id);

    @Update("""
            update payment_set_aside
            set payment_id = #{paymentId}, agent = #{agent}, reason = #{reason}, undone_at = #{at}
            where set_aside_id = #{id}
            """)
    void undoSetAside(
            @Param("id") long id,
            @Param("paymentId") long paymentId,
            @Param("agent") String agent,
            @Param("reason") String reason,
            @Param("at") Instant at);

    /** Refunds by bank of these sums that no line of a statement tells of yet, with what they can be told by. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select r.refund_id, r.operator_id, r.paid_on as day, r.amount_minor as minor, r.receipt_number as number,
              p.payer_account
            from payment_refund r
            left join payment p on p.payment_id = r.payment_id
            where r.from_account = 'bank'
              and r.state = 'standing'
              and r.amount_minor = any(#{minors})
              and not exists (
                select 1
                from payment_set_aside s
                where s.refund_id = r.refund_id)
            order by r.refund_id
            """)
    List<AwaitedRefund> awaitedRefunds(@Param("minors") Long[] minors);

    @Update("""
            update payment_set_aside
            set rule = 'refund', refund_id = #{refundId}
            where file_id = #{fileId}
              and line_number = #{line}
              and direction = 'out'
            """)
    void nameRefund(@Param("fileId") int fileId, @Param("line") long line, @Param("refundId") long refundId);

    /** A refund by bank that a statement will tell of. */
    record AwaitedRefund(
            long refundId,
            long operatorId,
            LocalDate day,
            long minor,
            @Nullable String number,
            @Nullable String payerAccount) {}
}
