package io.turnpike.payments.online;

import io.turnpike.payments.PayingOperator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on payments made over the network. */
@Mapper
interface OnlineMapper {
    /**
     * Beside others of its kind, but never beside a file of the same source being booked. Until the transaction ends, what cannot be
     * had in ten seconds is given up: who asks is told to ask again.
     */
    @Select("""
            select 1
            from (select set_config('lock_timeout', '10s', true), set_config('statement_timeout', '20s', true)) as limits
            cross join lateral (
              select pg_advisory_xact_lock_shared(hashtextextended('payment source ' || #{source}, 0))) as held
            """)
    int shareSource(String source);

    /** Nobody else does anything about this transaction until ours ends. */
    @Select("""
            select 1
            from (select pg_advisory_xact_lock(hashtextextended('payment of ' || #{source} || ' ' || #{reference}, 0))) as held
            """)
    int holdTransaction(@Param("source") String source, @Param("reference") String reference);

    @Select("""
            select p.payment_id, p.amount_minor, p.currency, p.state, p.recorded_at, a.typed, a.status,
              a.content_type, a.answer, a.cancel_status, a.cancel_content_type, a.cancel_answer
            from payment p
            left join payment_answer a on a.payment_id = p.payment_id
            where p.source = #{source}
              and p.reference = #{reference}
            """)
    Optional<KnownRow> knownTransaction(@Param("source") String source, @Param("reference") String reference);

    @Select("""
            select exists (
              select 1
              from payment_forbidden
              where source = #{source}
                and reference = #{reference})
            """)
    boolean isForbidden(@Param("source") String source, @Param("reference") String reference);

    @Insert("""
            insert into payment_forbidden (source, reference, system, forbidden_at)
            values (#{source}, #{reference}, #{system}, #{at})
            on conflict (source, reference) do nothing
            """)
    void forbid(
            @Param("source") String source,
            @Param("reference") String reference,
            @Param("system") String system,
            @Param("at") Instant at);

    @Insert("""
            insert into payment_answer (payment_id, system, typed, status, content_type, answer, answered_at)
            values (#{paymentId}, #{system}, #{typed}, #{answer.status}, #{answer.contentType}, #{answer.body}, #{at})
            """)
    void keepAnswer(
            @Param("paymentId") long paymentId,
            @Param("system") String system,
            @Param("typed") String typed,
            @Param("answer") OnlineAnswer answer,
            @Param("at") Instant at);

    @Select("""
            select body_sha256, status, content_type, answer
            from payment_request_key
            where system = #{system}
              and request_key = #{key}
            """)
    Optional<KeyedRow> keyedAnswer(@Param("system") String system, @Param("key") String key);

    /** Waits for another request with the key that is being answered. */
    @Insert("""
            insert into payment_request_key (system, request_key, body_sha256, status, content_type, answer, answered_at)
            values (#{system}, #{key}, #{bodySha256}, #{answer.status}, #{answer.contentType}, #{answer.body}, #{at})
            on conflict (system, request_key) do nothing
            """)
    int keepKeyedAnswer(
            @Param("system") String system,
            @Param("key") String key,
            @Param("bodySha256") byte[] bodySha256,
            @Param("answer") OnlineAnswer answer,
            @Param("at") Instant at);

    /** A payment that came by a registry has no answer of its own. */
    @Insert("""
            insert into payment_answer (payment_id, system, typed, status, content_type, answer, answered_at,
              cancel_status, cancel_content_type, cancel_answer, cancelled_at)
            values (#{paymentId}, #{system}, '', #{answer.status}, #{answer.contentType}, #{answer.body}, #{at},
              #{answer.status}, #{answer.contentType}, #{answer.body}, #{at})
            on conflict (payment_id) do update
            set cancel_status = excluded.cancel_status, cancel_content_type = excluded.cancel_content_type,
              cancel_answer = excluded.cancel_answer, cancelled_at = excluded.cancelled_at
            """)
    void keepCancelAnswer(
            @Param("paymentId") long paymentId,
            @Param("system") String system,
            @Param("answer") OnlineAnswer answer,
            @Param("at") Instant at);

    @Update("""
            insert into payment_refusal (system, command, transaction, typed, amount_minor, currency, result, detail,
              first_at, last_at)
            values (#{system}, #{refusal.command}, #{refusal.transaction}, #{refusal.typed}, #{amountMinor}, #{currency},
              #{result}, #{refusal.detail}, #{at}, #{at})
            on conflict (system, transaction, command, result, typed, amount_minor) do update
            set times = payment_refusal.times + 1, last_at = excluded.last_at, detail = excluded.detail
            """)
    void addRefusal(
            @Param("system") String system,
            @Param("refusal") Books.Refusal refusal,
            @Param("amountMinor") @Nullable Long amountMinor,
            @Param("currency") @Nullable String currency,
            @Param("result") String result,
            @Param("at") Instant at);

    @Select("""
            select refusal_id, system, command, transaction, typed, amount_minor, currency, result, detail, first_at, last_at,
              times
            from payment_refusal
            where last_at >= #{since}
              and (#{system}::text is null or system = #{system})
            order by last_at desc, refusal_id desc
            limit #{most}
            """)
    List<KeptRefusal> refusals(
            @Param("system") @Nullable String system, @Param("since") Instant since, @Param("most") int most);

    @Select("""
            select a.customer_name as name, coalesce(e.closed_from <= #{day}, false) as closed
            from paying_account a
            left join paying_account_end e on e.account_id = a.account_id
            where a.account_id = #{accountId}
            """)
    PayeeRow payee(@Param("accountId") long accountId, @Param("day") LocalDate day);

    @Select("select id, code, zone, currency from operator where code = #{code}")
    Optional<PayingOperator> onlineOperator(String code);

    /** What is known of a transaction. */
    @SuppressWarnings("ArrayRecordComponent") // a row, read and forgotten
    record KnownRow(
            long paymentId,
            long amountMinor,
            String currency,
            String state,
            Instant recordedAt,
            @Nullable String typed,
            @Nullable Integer status,
            @Nullable String contentType,
            byte @Nullable [] answer,
            @Nullable Integer cancelStatus,
            @Nullable String cancelContentType,
            byte @Nullable [] cancelAnswer) {}

    /** What a request with an idempotency key was answered. */
    @SuppressWarnings("ArrayRecordComponent") // a row, read and forgotten
    record KeyedRow(byte[] bodySha256, int status, String contentType, byte[] answer) {}

    /** Whose account it is. */
    record PayeeRow(String name, boolean closed) {}
}
