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

    /** Payments on these accounts of the days that count, with what of them was no advance so far. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select p.payment_id, p.account_id, p.matched_entry, p.paid_on as received_on,
              coalesce(d.placed_on, placed_on(p.payment_id, p.matched_entry, p.paid_on)) as placed_on,
              coalesce(p.document_number, p.reference) as reference, p.amount_minor, d.before_minor
            from payment p
            left join lateral (
              select min(a.placed_on) as placed_on, min(a.before_minor) as before_minor
              from payment_advance a
              where a.matched_entry = p.matched_entry) d on true
            where p.account_id = any(#{accounts})
              and p.state = 'matched'
              and p.currency = #{currency}
              and p.paid_on >= #{from}
              and p.paid_on <= #{through}
            order by p.paid_on, p.payment_id
            """)
    List<Money> payments(
            @Param("accounts") Long[] accounts,
            @Param("currency") String currency,
            @Param("from") LocalDate from,
            @Param("through") LocalDate through);

    /**
     * All that credits of these accounts closed, in the order in which it was applied, with what does so no more. Of what was opened again
     * before its day was kept nothing is told, as if it had never been.
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select l.account_id, l.debit_entry,
              greatest(
                debt_day(d.kind, d.document_id, d.accounting_date),
                (select t.counts_from from payment_transfer_day t where t.entry_id = l.debit_entry)) as debit_day,
              l.credit_entry,
              coalesce(
                (select min(a.placed_on) from payment_advance a where a.matched_entry = l.credit_entry),
                (select placed_on(p.payment_id, p.matched_entry, p.paid_on) from payment p where p.matched_entry = l.credit_entry),
                c.accounting_date) as credit_day,
              l.amount_minor, l.released_on
            from payment_allocation l
            join journal_entry d on d.entry_id = l.debit_entry
            join journal_entry c on c.entry_id = l.credit_entry
            where l.account_id = any(#{accounts})
              and (l.released_at is null or (l.released_at is not null and l.released_on is not null))
            order by l.account_id, l.allocation_id
            """)
    List<Closing> closings(@Param("accounts") Long[] accounts);

    /** How much entries moved what these accounts owe, less than nothing for credits, where something was applied of them. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select q.account_id, q.entry_id, sum(q.amount_minor)::bigint as minor
            from posting q
            join ledger_account a using (ledger_account_id)
            where q.account_id = any(#{accounts})
              and a.code = 'receivables'
              and a.currency = #{currency}
            group by q.account_id, q.entry_id
            """)
    List<Owed> owed(@Param("accounts") Long[] accounts, @Param("currency") String currency);

    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Insert("""
            insert into payment_advance (operator_id, account_id, payment_id, matched_entry, document_id, currency, received_on,
              placed_on, begins_on, before_minor, amount_minor, vat_rate, vat_minor, booked_on, entry_id)
            values (#{row.operatorId}, #{row.accountId}, #{row.paymentId}, #{row.matchedEntry}, #{row.documentId}, #{row.currency},
              #{row.receivedOn}, #{row.placedOn}, #{row.beginsOn}, #{row.beforeMinor}, #{row.amountMinor}, #{row.vatRate},
              #{row.vatMinor}, #{row.bookedOn}, #{row.entryId})
            """)
    void addAdvance(@Param("row") NewAdvance row);

    /** The advances of accounts, with what of them was deducted, and the day their money was taken off the account again. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select a.advance_id, a.account_id, a.matched_entry, a.document_id, b.number, a.begins_on, a.before_minor, a.amount_minor, a.vat_rate, a.vat_minor,
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

    /**
     * A payment on an account.
     *
     * @param placedOn since when it counts there
     * @param beforeMinor what of it was no advance so far; null where nothing of it was one
     */
    record Money(
            long paymentId,
            long accountId,
            long matchedEntry,
            LocalDate receivedOn,
            LocalDate placedOn,
            String reference,
            long amountMinor,
            @Nullable Long beforeMinor) {}

    /**
     * So much of a debt was closed by a credit.
     *
     * @param releasedOn the day of what opened the debt again; null where it is closed
     */
    record Closing(
            long accountId,
            long debitEntry,
            LocalDate debitDay,
            long creditEntry,
            LocalDate creditDay,
            long amountMinor,
            @Nullable LocalDate releasedOn) {}

    /** How much an entry moved what an account owes. */
    record Owed(long accountId, long entryId, long minor) {}

    /** What is written of an advance. */
    record NewAdvance(
            long operatorId,
            long accountId,
            long paymentId,
            long matchedEntry,
            long documentId,
            String currency,
            LocalDate receivedOn,
            LocalDate placedOn,
            LocalDate beginsOn,
            long beforeMinor,
            long amountMinor,
            String vatRate,
            long vatMinor,
            LocalDate bookedOn,
            long entryId) {}

    /** An advance as it stands. */
    record Held(
            long advanceId,
            long accountId,
            long matchedEntry,
            long documentId,
            String number,
            LocalDate beginsOn,
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
