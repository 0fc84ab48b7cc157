package io.turnpike.payments.online;

import io.turnpike.payments.PayingOperator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on payments made over the network. */
@Mapper
interface OnlineMapper {
    /**
     * Nobody else does anything about these transactions until ours ends, and no file of the source is booked.
     *
     * @param wait how long they are waited for, such as {@code 10s}: who asks is then told to ask again
     * @return the operator they pay; empty where there is none
     */
    @Select("""
            select o.id, o.code, o.zone, o.currency
            from (select payment_hold(#{source}, #{references}, #{wait})) as held
            cross join operator o
            where o.code = #{operator}
            """)
    Optional<PayingOperator> holdTransactions(
            @Param("source") String source,
            @Param("references") String[] references,
            @Param("wait") String wait,
            @Param("operator") String operator);

    /** Read anew each time: what was booked by COPY meanwhile is not known to the session's cache. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select asked.reference, p.payment_id, p.amount_minor, p.currency, p.state, p.recorded_at, a.typed, a.status,
              a.content_type, a.answer, a.cancel_status, a.cancel_content_type, a.cancel_answer
            from unnest(#{references}::text[]) as asked (reference)
            left join payment p on p.source = #{source}
              and p.reference = asked.reference
            left join payment_answer a on a.payment_id = p.payment_id
            left join payment_forbidden f on f.source = #{source}
              and f.reference = asked.reference
            where p.payment_id is not null
              or f.reference is not null
            order by asked.reference
            """)
    List<KnownRow> knownTransactions(@Param("source") String source, @Param("references") String[] references);

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

    /**
     * Keeps what payments were answered.
     *
     * @param answers in base 64
     */
    @Insert("""
            insert into payment_answer (payment_id, system, typed, status, content_type, answer, answered_at)
            select payment_id, #{system}, typed, status, content_type, decode(answer, 'base64'), #{at}::timestamptz
            from unnest(#{paymentIds}::bigint[], #{typed}::text[], #{statuses}::smallint[], #{contentTypes}::text[],
              #{answers}::text[]) as given (payment_id, typed, status, content_type, answer)
            """)
    void keepAnswers(
            @Param("system") String system,
            @Param("paymentIds") Long[] paymentIds,
            @Param("typed") String[] typed,
            @Param("statuses") Short[] statuses,
            @Param("contentTypes") String[] contentTypes,
            @Param("answers") String[] answers,
            @Param("at") Instant at);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select request_key, encode(body_sha256, 'hex') as body_sha256, status, content_type, answer
            from payment_request_key
            where system = #{system}
              and request_key = any(#{keys})
            order by request_key
            """)
    List<KeyedRow> keyedAnswers(@Param("system") String system, @Param("keys") String[] keys);

    /**
     * Keeps what requests with a key were answered; waits for other requests with the keys that are being answered, and leaves out what
     * they have got.
     *
     * @param bodies their SHA-256, in hexadecimal digits
     * @param answers in base 64
     * @return how many were kept
     */
    @Insert("""
            insert into payment_request_key (system, request_key, body_sha256, status, content_type, answer, answered_at)
            select #{system}, request_key, decode(body, 'hex'), status, content_type, decode(answer, 'base64'), #{at}::timestamptz
            from unnest(#{keys}::text[], #{bodies}::text[], #{statuses}::smallint[], #{contentTypes}::text[], #{answers}::text[])
              as given (request_key, body, status, content_type, answer)
            order by request_key
            on conflict (system, request_key) do nothing
            """)
    int keepKeyedAnswers(
            @Param("system") String system,
            @Param("keys") String[] keys,
            @Param("bodies") String[] bodies,
            @Param("statuses") Short[] statuses,
            @Param("contentTypes") String[] contentTypes,
            @Param("answers") String[] answers,
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
            select a.account_id, a.customer_name as name, coalesce(e.closed_from <= #{day}, false) as closed
            from paying_account a
            cross join lateral (
              select max(closed_from) as closed_from
              from paying_account_end
              where account_id = a.account_id) as e
            where a.account_id = any(#{accountIds})
            order by a.account_id
            """)
    List<PayeeRow> payees(@Param("accountIds") Long[] accountIds, @Param("day") LocalDate day);

    @Select("select id, code, zone, currency from operator where code = #{code}")
    Optional<PayingOperator> onlineOperator(String code);

    /** What is known of a transaction; without a payment it is one that was cancelled before it came. */
    @SuppressWarnings("ArrayRecordComponent") // a row, read and forgotten
    record KnownRow(
            String reference,
            @Nullable Long paymentId,
            @Nullable Long amountMinor,
            @Nullable String currency,
            @Nullable String state,
            @Nullable Instant recordedAt,
            @Nullable String typed,
            @Nullable Integer status,
            @Nullable String contentType,
            byte @Nullable [] answer,
            @Nullable Integer cancelStatus,
            @Nullable String cancelContentType,
            byte @Nullable [] cancelAnswer) {}

    /** What a request with an idempotency key was answered. */
    @SuppressWarnings("ArrayRecordComponent") // a row, read and forgotten
    record KeyedRow(String requestKey, String bodySha256, int status, String contentType, byte[] answer) {}

    /** Whose account it is. */
    record PayeeRow(long accountId, String name, boolean closed) {}
}
