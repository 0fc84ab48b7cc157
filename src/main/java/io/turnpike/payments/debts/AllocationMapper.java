package io.turnpike.payments.debts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on what closes what. */
@Mapper
interface AllocationMapper {
    /** What was applied by, or to, an entry that was reversed since is open again, from the day of the reversal on. */
    @Update("""
            update payment_allocation l
            set released_at = #{at}, released_on = (
                select min(r.accounting_date)
                from journal_entry r
                where r.reverses in (l.debit_entry, l.credit_entry))
            where l.account_id = any(#{accountIds})
              and l.released_at is null
              and exists (
                select 1
                from journal_entry r
                where r.reverses in (l.debit_entry, l.credit_entry))
            """)
    void releaseReversed(@Param("accountIds") Long[] accountIds, @Param("at") Instant at);

    /**
     * Applies a few parts of credits.
     *
     * @param services empty where services are not told apart
     */
    @Update("""
            insert into payment_allocation (account_id, debit_entry, credit_entry, service, amount_minor, allocated_at)
            select account_id, debit_entry, credit_entry, nullif(service, ''), amount_minor, #{at}::timestamptz
            from unnest(#{accountIds}::bigint[], #{debits}::bigint[], #{credits}::bigint[], #{services}::text[], #{minors}::bigint[])
              as part (account_id, debit_entry, credit_entry, service, amount_minor)
            """)
    void allocateFew(
            @Param("accountIds") Long[] accountIds,
            @Param("debits") Long[] debits,
            @Param("credits") Long[] credits,
            @Param("services") String[] services,
            @Param("minors") Long[] minors,
            @Param("at") Instant at);

    /** Read anew each time: what was applied by COPY meanwhile is not known to the session's cache. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select l.account_id, l.debit_entry, l.credit_entry, coalesce(l.service, '') as service, l.amount_minor, exists (
                select 1
                from journal_entry r
                where r.reverses in (l.debit_entry, l.credit_entry)) as reversed
            from payment_allocation l
            where l.account_id = any(#{accountIds})
              and l.released_at is null
            order by l.account_id, l.allocation_id
            """)
    List<AllocationRow> allocationsOf(@Param("accountIds") Long[] accountIds);

    /**
     * The debts a credit closes, the latest first, that can be opened again: money that went out again was never a debt to be paid.
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select l.allocation_id, l.account_id, l.debit_entry, l.credit_entry, l.service, l.amount_minor
            from payment_allocation l
            join journal_entry d on d.entry_id = l.debit_entry
            where l.account_id = #{accountId}
              and l.credit_entry = #{credit}
              and l.released_at is null
              and not exists (
                select 1
                from payment_refund r
                where r.entry_id = l.debit_entry)
            order by d.accounting_date desc, l.allocation_id desc
            """)
    List<ClosedDebt> closedBy(@Param("accountId") long accountId, @Param("credit") long credit);

    /**
     * Less of a debt is closed: what is left of it stands as a row of its own.
     *
     * @param because the entry of the money that went out; the debt is open from its day on
     */
    @Update("""
            with opened as (
              update payment_allocation
              set released_at = #{at}, released_on = (select e.accounting_date from journal_entry e where e.entry_id = #{because})
              where allocation_id = #{debt.allocationId})
            insert into payment_allocation (account_id, debit_entry, credit_entry, service, amount_minor, allocated_at)
            select #{debt.accountId}, #{debt.debitEntry}, #{debt.creditEntry}, #{debt.service}, #{debt.amountMinor} - #{minor}, #{at}
            where #{debt.amountMinor} > #{minor}
            """)
    void open(
            @Param("debt") ClosedDebt debt,
            @Param("minor") long minor,
            @Param("because") long because,
            @Param("at") Instant at);

    /** Entries of these accounts of which something was opened again, with the last day of it. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select account_id, entry_id, max(released_on) as day
            from payment_allocation l
            cross join lateral (values (l.debit_entry), (l.credit_entry)) as side (entry_id)
            where l.account_id = any(#{accountIds})
              and l.released_at is not null
              and l.released_on is not null
            group by account_id, entry_id
            """)
    List<Opened> opened(@Param("accountIds") Long[] accountIds);

    /** Transfers that count from the day on which what they close, or pay with, was open again. */
    @Update("""
            insert into payment_transfer_day (entry_id, counts_from)
            select entry_id, counts_from::date
            from unnest(#{entries}::bigint[], #{days}::text[]) as each (entry_id, counts_from)
            """)
    void keepTransferDays(@Param("entries") Long[] entries, @Param("days") String[] days);

    /** Payments with what they say of invoices, by the entry that credited the account. */
    @Select("""
            select matched_entry as entry_id, coalesce(purpose, '') as purpose, coalesce(said ->> 'invoice', '') as invoice
            from payment
            where matched_entry = any(#{entries})
            """)
    List<PayingText> payingTexts(@Param("entries") Long[] entries);

    @Select("""
            select document_id, number, corrects
            from payable_document
            where document_id = any(#{documents})
            """)
    List<PayableDocument> payableDocuments(@Param("documents") Long[] documents);

    @Select("""
            select document_id, account_id, service, gross_minor
            from payable_service
            where document_id = any(#{documents})
            order by document_id, account_id, service
            """)
    List<InvoicedKind> invoicedKinds(@Param("documents") Long[] documents);

    /** Whether any of these accounts is invoiced together with others, or was. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select exists (
                select 1
                from joint_account
                where account_id = any(#{accountIds}))
              or exists (
                select 1
                from billed_together
                where account_id = any(#{accountIds}))
            """)
    boolean areTogether(@Param("accountIds") Long[] accountIds);

    /** The accounts that are invoiced together with some of these, themselves included. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            with asked as (
              select distinct operator_id, customer_id, billing_day
              from joint_account
              where account_id = any(#{accountIds}))
            select account_id, customer_id, billing_day
            from asked
            join joint_account using (operator_id, customer_id, billing_day)
            order by account_id
            """)
    List<JointAccount> jointAccounts(@Param("accountIds") Long[] accountIds);

    /** The accounts that ever stood on one bill with some of these, themselves included, by the first account of the bill. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            with unit as (
              select distinct unit_id
              from billed_together
              where account_id = any(#{accountIds}))
            select distinct unit_id, account_id, customer_id
            from unit
            join billed_together using (unit_id)
            order by unit_id, account_id
            """)
    List<BilledTogether> billedTogether(@Param("accountIds") Long[] accountIds);

    /** Accounts with the currency and code of their operator, by number behind the given one. */
    @Select("""
            select a.account_id, a.operator_id, o.code as operator, o.currency
            from paying_account a
            join operator o on o.id = a.operator_id
            where a.account_id = any(#{accountIds})
            order by a.account_id
            """)
    List<Debtor> debtors(@Param("accountIds") Long[] accountIds);

    /** Accounts behind the given one on which something was booked; most of them have nothing to apply. */
    @Select("""
            select distinct account_id
            from account_balance
            where account_id > #{after}
            order by account_id
            limit #{most}
            """)
    List<Long> bookedAccounts(@Param("after") long after, @Param("most") int most);

    /** An entry of which something was opened again, on this day at last. */
    record Opened(long accountId, long entryId, LocalDate day) {}

    /** So much of a debt is closed by a credit. */
    record ClosedDebt(
            long allocationId,
            long accountId,
            long debitEntry,
            long creditEntry,
            @Nullable String service,
            long amountMinor) {}

    /**
     * What is applied.
     *
     * @param service empty where services are not told apart
     * @param reversed one of the two entries was reversed since
     */
    record AllocationRow(
            long accountId, long debitEntry, long creditEntry, String service, long amountMinor, boolean reversed) {}

    /** An account of a customer, of which there is one for each operator, with its billing day. */
    record JointAccount(long accountId, long customerId, int billingDay) {}

    /** An account of a bill for several, with the bill's first account and the customer it belongs to now. */
    record BilledTogether(long unitId, long accountId, long customerId) {}

    /** What an invoice asks an account for a kind of service; less than nothing where it gives back. */
    record InvoicedKind(long documentId, long accountId, String service, long grossMinor) {}

    /** What a payment says of invoices. */
    record PayingText(long entryId, String purpose, String invoice) {}

    /** A document that asks for money, or gives it back. */
    record PayableDocument(
            long documentId, String number, @Nullable Long corrects) {}

    /** Whose account it is. */
    record Debtor(long accountId, long operatorId, String operator, String currency) {}
}
