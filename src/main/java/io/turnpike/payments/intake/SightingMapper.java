package io.turnpike.payments.intake;

import io.turnpike.payments.KnownReference;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements on where movements were seen. */
@Mapper
interface SightingMapper {
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select s.source, s.reference, s.own_account, s.direction, s.happened_on as day, s.currency, s.amount_minor as minor,
              s.document_number as number, s.bank_reference, s.party_account, s.purpose, s.file_id, s.line_number as line,
              s.first_source, s.first_reference
            from payment_sighting s
            join (
              select distinct own_account, day, minor
              from unnest(#{accounts}::text[], #{days}::date[], #{minors}::bigint[]) as each (own_account, day, minor)) as asked
              on asked.own_account = s.own_account
                and asked.day = s.happened_on
                and asked.minor = s.amount_minor
            order by s.first_source, s.first_reference, s.source
            """)
    List<Sighting> sightings(
            @Param("accounts") String[] accounts, @Param("days") String[] days, @Param("minors") Long[] minors);

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
