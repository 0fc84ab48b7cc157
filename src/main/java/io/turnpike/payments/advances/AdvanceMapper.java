package io.turnpike.payments.advances;

import io.turnpike.ledger.BooksAsKnown;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** Statements on advances of companies. */
@Mapper
interface AdvanceMapper {
    /** Accounts of companies with payments of the days that count, by number behind the given one. */
    @Select("""
            select a.account_id
            from account_party a
            where a.operator_id = #{operatorId}
              and a.customer_kind = 'company'
              and a.account_id > #{after}
              and (exists (
                  select 1
                  from payment p
                  where p.account_id = a.account_id
                    and p.paid_on >= #{from})
                or exists (
                  select 1
                  from payment_advance d
                  where d.account_id = a.account_id))
            order by a.account_id
            limit #{most}
            """)
    List<Long> advancedAccounts(
            @Param("operatorId") long operatorId,
            @Param("from") LocalDate from,
            @Param("after") long after,
            @Param("most") int most);

    /** Payments that are no advance yet, whose days are over, with what of them was applied to entries of these days. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select p.payment_id, p.account_id, p.matched_entry, p.paid_on as received_on,
              coalesce(p.document_number, p.reference) as reference, p.amount_minor,
              coalesce((
                select sum(l.amount_minor)
                from payment_allocation l
                join journal_entry e on e.entry_id = l.debit_entry
                where l.account_id = p.account_id
                  and l.credit_entry = p.matched_entry
                  and l.released_at is null
                  and debt_day(e.kind, e.document_id, e.accounting_date) <= p.paid_on + #{days}), 0)::bigint as before_minor
            from payment p
            where p.account_id = any(#{accounts})
              and p.state = 'matched'
              and p.currency = #{currency}
              and p.paid_on >= #{from}
              and p.paid_on + #{days} <= #{through}
              and not exists (
                select 1
                from payment_advance d
                where d.matched_entry = p.matched_entry)
            order by p.paid_on, p.payment_id
            """)
    List<Money> unapplied(
            @Param("accounts") Long[] accounts,
            @Param("currency") String currency,
            @Param("from") LocalDate from,
            @Param("days") int days,
            @Param("through") LocalDate through);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Insert("""
            insert into payment_advance (operator_id, account_id, payment_id, matched_entry, document_id, currency, received_on,
              before_minor, amount_minor, vat_rate, vat_minor, booked_on, entry_id)
            values (#{row.operatorId}, #{row.accountId}, #{row.paymentId}, #{row.matchedEntry}, #{row.documentId}, #{row.currency},
              #{row.receivedOn}, #{row.beforeMinor}, #{row.amountMinor}, #{row.vatRate}, #{row.vatMinor}, #{row.bookedOn},
              #{row.entryId})
            """)
    void addAdvance(@Param("row") NewAdvance row);

    /** The advances of accounts, with what of them was deducted, and the day their money was taken off the account again. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select a.advance_id, a.document_id, b.number, a.before_minor, a.amount_minor, a.vat_rate, a.vat_minor,
              (select coalesce(sum(f.amount_minor), 0) from payment_advance_offset f where f.advance_id = a.advance_id)::bigint
                as offset_minor,
              (select coalesce(sum(f.vat_minor), 0) from payment_advance_offset f where f.advance_id = a.advance_id)::bigint
                as offset_vat_minor,
              (select count(*) from payment_advance_offset f where f.advance_id = a.advance_id)::integer as offsets,
              (select r.accounting_date from journal_entry r where r.reverses = a.matched_entry) as taken_off_on
            from payment_advance a
            join billing_document b on b.document_id = a.document_id
            where a.account_id = any(#{accounts})
              and a.currency = #{currency}
            order by a.advance_id
            """)
    List<Held> advances(@Param("accounts") Long[] accounts, @Param("currency") String currency);

    /**
     * What the money of advances closes now, by the day of what it closes, or that of the money where it came later: up to a day, or up to
     * the last that was deducted, so that a run for an earlier day takes nothing back.
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select a.advance_id, d.day, sum(l.amount_minor)::bigint as minor
            from payment_advance a
            join payment_allocation l on l.account_id = a.account_id
              and l.credit_entry = a.matched_entry
              and l.released_at is null
            join journal_entry e on e.entry_id = l.debit_entry
            cross join lateral (select greatest(debt_day(e.kind, e.document_id, e.accounting_date), a.received_on) as day) d
            where a.account_id = any(#{accounts})
              and a.currency = #{currency}
              and d.day <= greatest(#{through}::date, (
                select max(f.applied_on)
                from payment_advance_offset f
                where f.advance_id = a.advance_id))
            group by a.advance_id, d.day
            order by a.advance_id, d.day
            """)
    List<OfDay> applied(
            @Param("accounts") Long[] accounts,
            @Param("currency") String currency,
            @Param("through") LocalDate through);

    /** What was deducted of advances, by the day of what they were applied to. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select a.advance_id, f.applied_on as day, sum(f.amount_minor)::bigint as minor
            from payment_advance a
            join payment_advance_offset f on f.advance_id = a.advance_id
            where a.account_id = any(#{accounts})
              and a.currency = #{currency}
            group by a.advance_id, f.applied_on
            order by a.advance_id, f.applied_on
            """)
    List<OfDay> deducted(@Param("accounts") Long[] accounts, @Param("currency") String currency);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Insert("""
            insert into payment_advance_offset (advance_id, offset_number, applied_on, booked_on, amount_minor, vat_minor, entry_id)
            values (#{row.advanceId}, #{row.number}, #{row.appliedOn}, #{row.bookedOn}, #{row.amountMinor}, #{row.vatMinor},
              #{row.entryId})
            """)
    void addOffset(@Param("row") NewOffset row);

    /** By rate, what was charged before what was deducted; only what the journal has booked bears VAT. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select m.vat_rate as rate, m.deducted, sum(m.amount_minor - m.vat_minor)::bigint as net_minor,
              sum(m.vat_minor)::bigint as vat_minor, sum(m.amount_minor)::bigint as gross_minor
            from (
              select operator_id, currency, vat_rate, false as deducted, amount_minor, vat_minor, entry_id
              from payment_advance
              union all
              select a.operator_id, a.currency, a.vat_rate, true, -f.amount_minor, -f.vat_minor, f.entry_id
              from payment_advance_offset f
              join payment_advance a using (advance_id)) m
            join journal_entry e on e.entry_id = m.entry_id
            where m.operator_id = #{books.operatorId}
              and m.currency = #{books.currencyCode}
              and e.accounting_date >= #{books.from}
              and e.accounting_date < #{books.to}
              and e.recorded_at <= #{books.knownAt}
            group by m.vat_rate, m.deducted
            order by m.vat_rate collate "C" desc, m.deducted
            """)
    List<AdvanceVatTurnover> advanceVat(@Param("books") BooksAsKnown books);

    @Select("select id from operator where code = #{code}")
    @Nullable Long advancingOperator(String code);

    /** A payment on an account, and what of it is no advance. */
    record Money(
            long paymentId,
            long accountId,
            long matchedEntry,
            LocalDate receivedOn,
            String reference,
            long amountMinor,
            long beforeMinor) {}

    /** What is written of an advance. */
    record NewAdvance(
            long operatorId,
            long accountId,
            long paymentId,
            long matchedEntry,
            long documentId,
            String currency,
            LocalDate receivedOn,
            long beforeMinor,
            long amountMinor,
            String vatRate,
            long vatMinor,
            LocalDate bookedOn,
            long entryId) {}

    /** An advance as it stands. */
    record Held(
            long advanceId,
            long documentId,
            String number,
            long beforeMinor,
            long amountMinor,
            String vatRate,
            long vatMinor,
            long offsetMinor,
            long offsetVatMinor,
            int offsets,
            @Nullable LocalDate takenOffOn) {}

    /** So much of an advance, of one day. */
    record OfDay(long advanceId, LocalDate day, long minor) {}

    /** What is written of a deduction. */
    record NewOffset(
            long advanceId,
            int number,
            LocalDate appliedOn,
            LocalDate bookedOn,
            long amountMinor,
            long vatMinor,
            @Nullable Long entryId) {}
}
