package io.turnpike.payments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on money given back. */
@Mapper
interface RefundMapper {
    String REFUND = """
            select r.refund_id, r.operator_id, o.code as operator, r.kind as kind_word, r.payment_id, r.account_id,
              a.account_number, r.paid_on as day, r.amount_minor, r.currency, r.from_account, r.desk, r.receipt_number,
              r.refund_key as key, r.entry_id, r.agent, r.reason, r.recorded_at, r.ended_by, r.end_reason, r.ended_at
            from payment_refund r
            join operator o on o.id = r.operator_id
            left join paying_account a on a.account_id = r.account_id
            """;

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            insert into payment_refund (operator_id, kind, payment_id, account_id, paid_on, amount_minor, currency, from_account,
              desk, receipt_number, told_by, refund_key, entry_id, agent, reason, recorded_at)
            values (#{r.operatorId}, #{r.kindWord}, #{r.paymentId}, #{r.accountId}, #{r.day}, #{r.amountMinor}, #{r.currency},
              #{r.fromAccount}, #{r.desk}, #{r.receiptNumber}, #{toldBy}, #{r.key}, #{r.entryId}, #{r.agent}, #{r.reason}, #{r.recordedAt})
            returning refund_id
            """)
    long addRefund(@Param("r") Refund refund, @Param("toldBy") @Nullable String toldBy);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select(REFUND + "where r.refund_id = #{refundId}")
    Optional<Refund> refund(long refundId);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select(REFUND + """
            where r.operator_id = #{operatorId}
              and (r.refund_key = #{key}::text
                  and r.told_by is not distinct from #{toldBy}::text
                  and (r.told_by is null or r.payment_id = #{paymentId}::bigint)
                or r.desk = #{desk} and r.receipt_number = #{number}::text)
            order by r.refund_id
            """)
    List<Refund> refundsKnownAs(Known known);

    /**
     * What a refund is known by: its key, within the payment where a payment system says it, and its receipt at a desk.
     *
     * @param toldBy the source of that payment system; null where somebody asks for the refund
     */
    record Known(
            long operatorId,
            @Nullable Long paymentId,
            @Nullable String toldBy,
            @Nullable String key,
            String desk,
            @Nullable String number) {}

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select(REFUND + """
            where r.payment_id = #{paymentId}
            order by r.refund_id
            """)
    List<Refund> refundsOfPayment(long paymentId);

    @Select(REFUND + """
            where r.refund_id > #{after}
              and (#{operator}::text is null or o.code = #{operator})
              and (#{account}::text is null or a.account_number = #{account})
            order by r.refund_id
            limit #{most}
            """)
    List<Refund> refunds(
            @Param("operator") @Nullable String operator,
            @Param("account") @Nullable String account,
            @Param("after") long after,
            @Param("most") int most);

    /** The payment went to another account, or to none: another entry stands for what was given back of it. */
    @Update("""
            update payment_refund
            set entry_id = #{entryId}, account_id = #{accountId}
            where refund_id = #{refundId}
            """)
    void placeRefund(
            @Param("refundId") long refundId,
            @Param("accountId") @Nullable Long accountId,
            @Param("entryId") long entryId);

    @Update("""
            update payment_refund
            set state = 'taken-back', ended_by = #{agent}, end_reason = #{reason}, ended_at = #{at}
            where refund_id = #{refundId}
              and state = 'standing'
            """)
    int endRefund(
            @Param("refundId") long refundId,
            @Param("agent") String agent,
            @Param("reason") String reason,
            @Param("at") Instant at);
}
