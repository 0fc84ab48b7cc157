package io.turnpike.accounting.sync;

import io.turnpike.accounting.Facts;
import io.turnpike.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on versions and what became of them. */
@Mapper
interface SyncMapper {
    /** One at a time keeps step with a system: until the transaction ends. */
    @Select("select 1 from (select pg_advisory_xact_lock(hashtextextended('sync ' || #{system}, 0))) as held")
    int holdSystem(String system);

    @Update("""
        create temporary table if not exists sync_noted (
          key text not null, day date, sha256 bytea not null, facts text not null) on commit delete rows
        """)
    void createNoted();

    @Delete("delete from sync_noted")
    void emptyNoted();

    @Insert("""
        insert into sync_record (system, content, operator_id, key, day)
        select #{line.system}, #{line.contentWord}, #{line.owner.operatorId}, n.key, n.day
        from sync_noted n
        order by n.day, n.key
        on conflict (system, content, operator_id, key) do nothing
        """)
    void addRecords(@Param("line") SyncLine line);

    /** A version for each noted record whose latest one says something else; the latest are marked as changed since. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        with noted as (
          select r.record_id, r.version, n.day, n.sha256, n.facts
          from sync_noted n
          join sync_record r on r.system = #{line.system}
            and r.content = #{line.contentWord}
            and r.operator_id = #{line.owner.operatorId}
            and r.key = n.key
          left join sync_version v on v.record_id = r.record_id
            and v.version = r.version
          where v.sha256 is distinct from n.sha256),
        marked as (
          update sync_version v
          set state = 'changed', state_at = #{at}
          from noted n
          where v.record_id = n.record_id
            and v.version = n.version
          returning v.record_id),
        moved as (
          update sync_record r
          set version = n.version + 1, day = n.day
          from noted n
          where r.record_id = n.record_id
          returning r.record_id),
        added as (
          insert into sync_version (record_id, version, facts, sha256, state, noted_at, state_at)
          select n.record_id, n.version + 1, n.facts, n.sha256, 'new', #{at}, #{at}
          from noted n
          order by n.record_id
          returning record_id)
        select count(*)
        from added
        """)
    long addVersions(@Param("line") SyncLine line, @Param("at") Instant at);

    /** What both sides were seen to have alike is agreed. */
    @Update("""
        update sync_version v
        set state = 'accepted', reason = null, state_at = #{at}
        from sync_record r, unnest(#{keys}::text[]) as given (key)
        where r.system = #{line.system}
          and r.content = #{line.contentWord}
          and r.operator_id = #{line.owner.operatorId}
          and r.key = given.key
          and v.record_id = r.record_id
          and v.version = r.version
          and v.state <> 'accepted'
        """)
    int acceptLatest(@Param("line") SyncLine line, @Param("keys") String[] keys, @Param("at") Instant at);

    @Update("""
        update sync_record r
        set agreed_version = v.version
        from sync_version v, unnest(#{keys}::text[]) as given (key)
        where r.system = #{line.system}
          and r.content = #{line.contentWord}
          and r.operator_id = #{line.owner.operatorId}
          and r.key = given.key
          and v.record_id = r.record_id
          and v.version = r.version
          and v.state = 'accepted'
          and r.agreed_version is distinct from v.version
        """)
    int agreeOnLatest(@Param("line") SyncLine line, @Param("keys") String[] keys);

    /** Sets what they said of the last version that was sent to them, or of the one they name. */
    @Update("""
        with answered as (
          select v.record_id, v.version, given.state, nullif(given.reason, '') as reason
          from unnest(#{keys}::text[], #{states}::text[], #{reasons}::text[], #{versions}::integer[])
            as given (key, state, reason, version)
          join sync_record r on r.system = #{line.system}
            and r.content = #{line.contentWord}
            and r.operator_id = #{line.owner.operatorId}
            and r.key = given.key
          join lateral (
            select s.record_id, s.version
            from sync_version s
            where s.record_id = r.record_id
              and s.times_sent > 0
              and (given.version = 0 or s.version = given.version)
            order by s.version desc
            limit 1) v on true),
        agreed as (
          update sync_record r
          set agreed_version = a.version
          from answered a
          where r.record_id = a.record_id
            and a.state = 'accepted'
            and a.version > coalesce(r.agreed_version, 0))
        update sync_version v
        set state = a.state, reason = a.reason, state_at = #{at}
        from answered a
        where v.record_id = a.record_id
          and v.version = a.version
          and v.state not in ('new', 'changed')
          and (v.state, coalesce(v.reason, '')) <> (a.state, coalesce(a.reason, ''))
        """)
    int answer(
            @Param("line") SyncLine line,
            @Param("keys") String[] keys,
            @Param("states") String[] states,
            @Param("reasons") String[] reasons,
            @Param("versions") Integer[] versions,
            @Param("at") Instant at);

    /** The latest version that was sent, by key; for those of these keys that are ours. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        select r.key, r.day, v.version, v.facts, v.state
        from sync_record r
        join lateral (
          select s.version, s.facts, s.state
          from sync_version s
          where s.record_id = r.record_id
            and s.times_sent > 0
          order by s.version desc
          limit 1) v on true
        where r.system = #{line.system}
          and r.content = #{line.contentWord}
          and r.operator_id = #{line.owner.operatorId}
          and r.key = any(#{keys}::text[])
        order by r.key
        """)
    List<SentVersion> sentVersions(@Param("line") SyncLine line, @Param("keys") String[] keys);

    /** The agreed copy and the state of the latest version, by key. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        select r.key, r.day, a.facts as agreed, v.state, coalesce(v.times_sent, 0) as times_sent
        from sync_record r
        left join sync_version a on a.record_id = r.record_id
          and a.version = r.agreed_version
        left join sync_version v on v.record_id = r.record_id
          and v.version = r.version
        where r.system = #{line.system}
          and r.content = #{line.contentWord}
          and r.operator_id = #{line.owner.operatorId}
          and r.key = any(#{keys}::text[])
        order by r.key
        """)
    List<KnownRecord> knownRecords(@Param("line") SyncLine line, @Param("keys") String[] keys);

    /** Marks records to be sent again as they are. */
    @Update("""
        update sync_version v
        set state = 'new', batch_id = null, reason = null, state_at = #{at}
        from sync_record r
        where r.system = #{line.system}
          and r.content = #{line.contentWord}
          and r.operator_id = #{line.owner.operatorId}
          and r.key = any(#{keys}::text[])
          and v.record_id = r.record_id
          and v.version = r.version
          and v.state <> 'new'
        """)
    int sendAgain(@Param("line") SyncLine line, @Param("keys") String[] keys, @Param("at") Instant at);

    @Select("""
        select distinct day
        from sync_record
        where system = #{line.system}
          and content = #{line.contentWord}
          and operator_id = #{line.owner.operatorId}
          and key = any(#{keys}::text[])
          and day is not null
        order by day
        """)
    List<LocalDate> daysOf(@Param("line") SyncLine line, @Param("keys") String[] keys);

    @Select("""
        select o.code as operator, r.content, v.state, count(*) as versions, min(v.state_at) as oldest
        from sync_record r
        join accounting_operator o on o.operator_id = r.operator_id
        join sync_version v on v.record_id = r.record_id
        where r.system = #{system}
        group by o.code, r.content, v.state
        order by o.code, r.content, v.state
        """)
    List<StateCount> states(String system);

    @Select("select distinct system from sync_record order by system")
    List<String> systems();

    @Select("""
        select o.code as operator, r.content, r.key, r.day, v.version, v.state, v.reason, b.file, v.times_sent, v.state_at
        from sync_record r
        join accounting_operator o on o.operator_id = r.operator_id
        join sync_version v on v.record_id = r.record_id
        left join sync_batch b on b.batch_id = v.batch_id
        where r.system = #{system}
          and (#{key}::text is null or r.key = #{key})
          and (#{state}::text is null or v.state = #{state})
          and r.record_id > #{after}
        order by r.record_id, v.version
        limit #{most}
        """)
    List<ListedVersion> versions(
            @Param("system") String system,
            @Param("key") @Nullable String key,
            @Param("state") @Nullable String state,
            @Param("after") long after,
            @Param("most") int most);

    /** Keys of records whose latest version is in a state. */
    @Select("""
        select r.key
        from sync_record r
        join sync_version v on v.record_id = r.record_id
          and v.version = r.version
        where r.system = #{line.system}
          and r.content = #{line.contentWord}
          and r.operator_id = #{line.owner.operatorId}
          and v.state = #{state}
        order by r.key
        """)
    List<String> keysInState(@Param("line") SyncLine line, @Param("state") String state);

    @Select("""
        select account_id
        from paying_account
        where operator_id = #{operatorId}
          and account_number = #{number}
        """)
    Optional<Long> accountId(@Param("operatorId") long operatorId, @Param("number") String number);

    /** Payments of a source that came before, whoever they are of; also those that came another way and are known to be the same. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        select reference, payment_id, operator_id, amount_minor, currency, false as elsewhere
        from accounting_payment
        where source = #{source}
          and reference = any(#{references}::text[])
        union all
        select s.reference, p.payment_id, p.operator_id, p.amount_minor, p.currency, true
        from sync_same_payment s
        join accounting_payment p on p.payment_id = s.payment_id
        where s.system = #{source}
          and s.reference = any(#{references}::text[])
        order by payment_id
        """)
    List<BookedPayment> bookedPayments(@Param("source") String source, @Param("references") String[] references);

    @Insert("""
        insert into sync_same_payment (system, reference, payment_id)
        values (#{system}, #{reference}, #{paymentId})
        on conflict (system, reference) do update
        set payment_id = excluded.payment_id
        """)
    void rememberSame(
            @Param("system") String system, @Param("reference") String reference, @Param("paymentId") long paymentId);

    /**
     * Payments of other sources that may be the same money: of the same sum, and with its reference, its account or its payer's INN no
     * more than three days apart, or with the figures of its number on the same day. Accounting systems number documents themselves, and
     * date them when they book them. The nearest day goes first.
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        select distinct on (given.place) given.place - 1 as place, p.payment_id
        from unnest(#{days}::text[], #{amounts}::bigint[], #{references}::text[], #{numbers}::text[], #{inns}::text[],
            #{accounts}::text[])
          with ordinality as given (day, amount_minor, reference, number, inn, account, place)
        join accounting_payment p on p.operator_id = #{line.owner.operatorId}
          and p.paid_on between given.day::date - 3 and given.day::date + 3
          and p.amount_minor = given.amount_minor
          and p.currency = #{line.owner.currency}
          and p.source <> #{line.system}
          and p.state <> 'reversed'
          and (p.reference = given.reference
            or p.paid_on = given.day::date
              and ltrim(regexp_replace(p.document_number, '[^0-9]', '', 'g'), '0')
              = nullif(ltrim(regexp_replace(given.number, '[^0-9]', '', 'g'), '0'), '')
            or p.account_number = nullif(given.account, '')
            or p.payer_inn = nullif(given.inn, ''))
        order by given.place, abs(p.paid_on - given.day::date), p.payment_id
        """)
    List<AlikePayment> alikePayments(
            @Param("line") SyncLine line,
            @Param("days") String[] days,
            @Param("amounts") Long[] amounts,
            @Param("references") String[] references,
            @Param("numbers") String[] numbers,
            @Param("inns") String[] inns,
            @Param("accounts") String[] accounts);

    /** Payments by their ids, whoever they are of; none that the system itself told us. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        select p.payment_id, p.operator_id, p.paid_on, p.amount_minor, p.currency, p.document_number, p.account_number,
          p.customer_number, p.inn, p.payer_inn
        from unnest(#{ids}::bigint[]) as given (payment_id)
        join accounting_payment p on p.payment_id = given.payment_id
          and p.source <> #{system}
        order by p.payment_id
        """)
    List<OwnPayment> ownPayments(@Param("system") String system, @Param("ids") Long[] ids);

    /** What of a payment another side may know. */
    record OwnPayment(
            long paymentId,
            long operatorId,
            LocalDate paidOn,
            long amountMinor,
            String currency,
            @Nullable String documentNumber,
            @Nullable String accountNumber,
            @Nullable String customerNumber,
            @Nullable String inn,
            @Nullable String payerInn) {}

    /**
     * A payment by the reference of its source.
     *
     * @param elsewhere whether it came another way and is known here by that reference too
     */
    record BookedPayment(
            String reference, long paymentId, long operatorId, long amountMinor, String currency, boolean elsewhere) {
        Money amount() {
            return new Money(Currency.getInstance(currency), amountMinor);
        }

        boolean isOf(String otherAmount, String otherCurrency) {
            return otherCurrency.equals(currency) && Facts.minor(otherAmount, currency) == amountMinor;
        }
    }

    /**
     * A payment that may be one of a list.
     *
     * @param place in the list, from 0
     */
    record AlikePayment(int place, long paymentId) {}

    record SentVersion(String key, @Nullable LocalDate day, int version, String facts, String state) {}

    record KnownRecord(
            String key,
            @Nullable LocalDate day,
            @Nullable String agreed,
            @Nullable String state,
            int timesSent) {}
}
