package io.turnpike.payments.intake;

import io.turnpike.payments.KnownReference;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Statements on where movements were seen. */
@Mapper
interface SightingMapper {
    /** What others told of the same sums, on these days or up to some days off; not what the source told of too. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select s.source, s.reference, s.own_account, s.direction, s.happened_on as day, s.currency, s.amount_minor as minor,
              s.document_number as number, s.bank_reference, s.party_account, s.party_inn, s.party_name, s.purpose, s.file_id,
              s.line_number as line, s.first_source, s.first_reference, null::bigint as payment_id
            from payment_sighting s
            join (
              select own_account, minor, min(day) as from_day, max(day) as to_day
              from unnest(#{accounts}::text[], #{days}::date[], #{minors}::bigint[]) as each (own_account, day, minor)
              group by own_account, minor) as asked
              on asked.own_account = s.own_account
                and asked.minor = s.amount_minor
                and s.happened_on between asked.from_day - #{around} and asked.to_day + #{around}
            where not exists (
              select 1
              from payment_sighting t
              where t.source = #{source}
                and t.first_source = s.first_source
                and t.first_reference = s.first_reference)
            order by s.first_source, s.first_reference, s.source
            """)
    List<Sighting> sightings(
            @Param("source") String source,
            @Param("accounts") String[] accounts,
            @Param("days") String[] days,
            @Param("minors") Long[] minors,
            @Param("around") int around);

    /** What a source told of the same incoming sums on these days by other files. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select s.source, s.reference, s.own_account, s.direction, s.happened_on as day, s.currency, s.amount_minor as minor,
              s.document_number as number, s.bank_reference, s.party_account, s.party_inn, s.party_name, s.purpose, s.file_id,
              s.line_number as line, s.first_source, s.first_reference, null::bigint as payment_id
            from payment_sighting s
            join (
              select distinct own_account, day, minor
              from unnest(#{accounts}::text[], #{days}::date[], #{minors}::bigint[]) as each (own_account, day, minor)) as asked
              on asked.own_account = s.own_account
                and asked.minor = s.amount_minor
                and asked.day = s.happened_on
            where s.source = #{source}
              and s.direction = 'in'
              and s.file_id <> #{file}
            order by s.file_id, s.line_number
            """)
    List<Sighting> ownSightings(
            @Param("source") String source,
            @Param("file") int file,
            @Param("accounts") String[] accounts,
            @Param("days") String[] days,
            @Param("minors") Long[] minors);

    /** Payments of the same sums, around these days, that no statement has told of yet; as if a statement had. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select p.source, p.reference, asked.own_account, 'in' as direction, p.paid_on as day, p.currency,
              p.amount_minor as minor, p.document_number as number, null::text as bank_reference,
              p.payer_account as party_account, p.payer_inn as party_inn, p.payer_name as party_name, p.purpose,
              null::integer as file_id, null::bigint as line, p.source as first_source, p.reference as first_reference,
              p.payment_id
            from payment_untold u
            join (
              select operator_id, own_account, minor, min(day) as from_day, max(day) as to_day
              from unnest(#{operators}::bigint[], #{accounts}::text[], #{days}::date[], #{minors}::bigint[])
                as each (operator_id, own_account, day, minor)
              group by operator_id, own_account, minor) as asked
              on asked.operator_id = u.operator_id
                and asked.minor = u.amount_minor
                and u.paid_on between asked.from_day - #{around} and asked.to_day + #{around}
            join payment p on p.payment_id = u.payment_id
              and p.state <> 'reversed'
              and coalesce(p.own_account, asked.own_account) = asked.own_account
            order by p.payment_id
            """)
    List<Sighting> untold(
            @Param("operators") Long[] operators,
            @Param("accounts") String[] accounts,
            @Param("days") String[] days,
            @Param("minors") Long[] minors,
            @Param("around") int around);

    /**
     * Movements of these sums on these days or up to some days off that any source told of.
     *
     * @param collective what came to one of the sums together, one of each such entry; else what is one of the sums by itself
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select distinct on (asked.number) asked.number, s.source, s.reference, s.own_account, s.direction, s.happened_on as day,
              s.currency, s.amount_minor as minor, s.document_number, s.bank_reference, s.party_account, s.party_inn, s.party_name,
              s.purpose, s.file_id, s.line_number as line, s.first_source, s.first_reference, s.collective_minor
            from unnest(#{accounts}::text[], #{directions}::text[], #{days}::date[], #{minors}::bigint[])
              with ordinality as asked (own_account, direction, day, minor, number)
            join payment_sighting s
              on s.own_account = asked.own_account
                and s.direction = asked.direction
                and s.happened_on between asked.day - #{around} and asked.day + #{around}
                and case when #{collective} then s.collective_minor = asked.minor
                  else s.amount_minor = asked.minor and s.collective_minor is null end
            order by asked.number, abs(s.happened_on - asked.day), s.file_id, s.line_number
            """)
    List<OneSum> inOneSum(
            @Param("accounts") String[] accounts,
            @Param("directions") String[] directions,
            @Param("days") String[] days,
            @Param("minors") Long[] minors,
            @Param("around") int around,
            @Param("collective") boolean collective);

    /** A movement that answers the question of this number, from 1. */
    record OneSum(
            long number,
            String source,
            String reference,
            String ownAccount,
            String direction,
            LocalDate day,
            String currency,
            long minor,
            @Nullable String documentNumber,
            @Nullable String bankReference,
            @Nullable String partyAccount,
            @Nullable String partyInn,
            @Nullable String partyName,
            @Nullable String purpose,
            int fileId,
            long line,
            String firstSource,
            String firstReference,
            @Nullable Long collectiveMinor) {
        Sighting sighting() {
            return new Sighting(
                    source,
                    reference,
                    ownAccount,
                    direction,
                    day,
                    currency,
                    minor,
                    documentNumber,
                    bankReference,
                    partyAccount,
                    partyInn,
                    partyName,
                    purpose,
                    fileId,
                    line,
                    firstSource,
                    firstReference,
                    null);
        }
    }

    @Delete("delete from payment_untold where payment_id = any(#{payments})")
    void told(@Param("payments") Long[] payments);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select reference, 'payment' as kind, amount_minor, currency, file_id, line_number
            from payment_sighting
            where source = #{source}
              and reference = any(#{references})
            order by reference
            """)
    List<KnownReference> toldReferences(@Param("source") String source, @Param("references") String[] references);
}
