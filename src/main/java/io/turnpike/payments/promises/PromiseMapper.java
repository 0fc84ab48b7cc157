package io.turnpike.payments.promises;

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

/** Statements on promised payments. */
@Mapper
interface PromiseMapper {
    String PROMISE = """
            select p.promise_id, o.code as operator, p.account_id, a.account_number, p.amount_minor, p.currency, p.rule, p.given_at,
              p.given_on, p.last_day, p.expires_at, p.again_on, p.fee, p.fee_service, p.agent, p.reason, p.state as state_word,
              p.ended_at,
              coalesce(p.paid_minor, payments_since(p.account_id, p.given_at, least(#{now}, p.expires_at))) as paid_minor,
              p.ended_by, p.end_reason
            from payment_promise p
            join operator o on o.id = p.operator_id
            join account_party a on a.account_id = p.account_id
            """;

    /** Promises of one account are given and ended one after the other. */
    @Select(
            "select 1 from (select pg_advisory_xact_lock(hashtextextended('promises of account ' || #{accountId}, 0))) as held")
    int holdAccount(long accountId);

    @Select("""
            select a.account_id, o.id as operator_id, o.code as operator, o.zone, o.currency, a.customer_kind, a.customer_group
            from account_party a
            join operator o on o.id = a.operator_id
            where o.code = #{operator}
              and a.account_number = #{account}
            """)
    Optional<Promiser> promiser(@Param("operator") String operator, @Param("account") String account);

    @Select("select count(*) > 0 from operator where code = #{operator}")
    boolean hasOperator(String operator);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select(PROMISE + """
            where p.account_id = #{accountId}
              and p.state <> 'cancelled'
            order by p.promise_id desc
            limit 1
            """)
    Optional<Promise> lastOf(@Param("accountId") long accountId, @Param("now") Instant now);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select(PROMISE + "where p.promise_id = #{promiseId}")
    Optional<Promise> promise(@Param("promiseId") long promiseId, @Param("now") Instant now);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select(PROMISE + """
            where p.promise_id > #{after}
              and (#{asked.operator}::text is null or o.code = #{asked.operator})
              and (#{asked.account}::text is null or a.account_number = #{asked.account})
              and (#{asked.state}::text is null or p.state = #{asked.state})
            order by p.promise_id
            limit #{most}
            """)
    List<Promise> promises(
            @Param("asked") Promises.Filter asked,
            @Param("after") long after,
            @Param("most") int most,
            @Param("now") Instant now);

    /** Open ones that have come to an end: their days are over. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select(PROMISE + """
            where p.state = 'open'
              and p.promise_id > #{after}
              and p.expires_at <= #{now}
            order by p.promise_id
            limit #{most}
            for update of p
            """)
    List<Promise> expired(@Param("after") long after, @Param("most") int most, @Param("now") Instant now);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            insert into payment_promise (operator_id, account_id, amount_minor, currency, rule, given_at, given_on, last_day,
              expires_at, again_on, fee, fee_service, agent, reason)
            values (#{by.operatorId}, #{by.accountId}, #{given.amountMinor}, #{by.currency}, #{given.rule}, #{given.givenAt},
              #{given.givenOn}, #{given.lastDay}, #{given.expiresAt}, #{given.againOn}, #{given.fee}, #{given.feeService},
              #{given.agent}, #{given.reason})
            returning promise_id
            """)
    long addPromise(@Param("by") Promiser by, @Param("given") Given given);

    @Update("""
            update payment_promise
            set state = #{state}, ended_at = #{at}, paid_minor = #{paidMinor}, ended_by = #{byWhom}, end_reason = #{reason}
            where promise_id = #{promiseId}
              and state = 'open'
            """)
    int endPromise(
            @Param("promiseId") long promiseId,
            @Param("state") String state,
            @Param("at") Instant at,
            @Param("paidMinor") long paidMinor,
            @Param("byWhom") @Nullable String byWhom,
            @Param("reason") @Nullable String reason);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("select promised_credit(#{accountId}, #{at})")
    long promisedCredit(@Param("accountId") long accountId, @Param("at") Instant at);

    /** Whose account it is, and what goes for such customers. */
    record Promiser(
            long accountId,
            long operatorId,
            String operator,
            String zone,
            String currency,
            String customerKind,
            @Nullable String customerGroup) {}

    /** What is written of a new promise. */
    record Given(
            long amountMinor,
            String rule,
            Instant givenAt,
            LocalDate givenOn,
            LocalDate lastDay,
            Instant expiresAt,
            LocalDate againOn,
            @Nullable String fee,
            @Nullable Long feeService,
            String agent,
            String reason) {}
}
