package io.turnpike.payments.fiscal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on receipts that are queued: sending them, and what became of them. */
@Mapper
interface FiscalReceiptMapper {
    /** With the payment, or the refund where there is none: what was paid out of an account. */
    String OF = """
            from fiscal_receipt r
            left join payment p on p.payment_id = r.payment_id
            left join payment_refund f on f.refund_id = r.refund_id
            join operator o on o.id = coalesce(p.operator_id, f.operator_id)
            """;

    String RECEIPT = """
            select r.receipt_id, r.payment_id, r.operation, r.refund_id, r.register, o.code as operator,
              coalesce(p.source, 'payout') as source, coalesce(p.paid_on, f.paid_on) as day, a.account_number, r.paid_by,
              r.currency, r.amount_minor, r.debt_minor, r.state, r.attempt, r.external_id,
              r.content, r.uuid, r.tries, r.next_at, r.give_up_at, r.said, r.queued_at, r.sent_at, r.done_at, r.fn_number,
              r.ecr_registration_number, r.shift_number, r.fiscal_receipt_number, r.fiscal_document_number,
              r.fiscal_document_attribute, r.receipt_datetime, r.ofd_receipt_url
            """ + OF + """
            left join receipt_customer a on a.account_id = case when p.payment_id is null then f.account_id else p.account_id end
            """;

    /**
     * Those that have never been sent, with whom they are for; a return waits for the receipt of the payment, one of a payout for those of the
     * payments it gives back, and what makes a return good for the return.
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select r.receipt_id, r.payment_id, r.operation, r.refund_id, r.part, r.register, r.paid_by, r.currency, r.amount_minor,
              r.debt_minor, r.attempt, r.queued_at, o.code as operator, coalesce(p.paid_on, f.paid_on) as day,
              coalesce(p.source, 'payout') as source, coalesce(p.reference, a.account_number) as reference,
              coalesce(a.account_number, p.reference) as account, a.email, a.phone
            """ + OF + """
            left join receipt_customer a on a.account_id = case when p.payment_id is null then f.account_id
              else coalesce(p.account_id, (
                select c.account_id
                from payment_act c
                where c.payment_id = p.payment_id
                  and c.account_id is not null
                order by c.act_number desc
                limit 1)) end
            where r.state = 'queued'
              and r.content is null
              and r.register = any(#{registers})
              and (r.operation = 'sell' and r.refund_id is null
                or r.operation = 'sell-refund' and r.payment_id is null and not exists (
                  select 1
                  from fiscal_payout_part t
                  join fiscal_receipt s on s.payment_id = t.payment_id
                  where t.receipt_id = r.receipt_id
                    and s.operation = 'sell'
                    and s.refund_id is null
                    and s.state <> 'done')
                or exists (
                  select 1
                  from fiscal_receipt s
                  where s.payment_id = r.payment_id
                    and s.state = 'done'
                    and s.operation <> r.operation
                    and (r.operation = 'sell-refund' or s.part = r.part)
                    and s.refund_id is not distinct from case when r.operation = 'sell' then r.refund_id end)
                or r.payment_id is null and exists (
                  select 1
                  from fiscal_receipt s
                  where s.refund_id = r.refund_id
                    and s.state = 'done'
                    and s.operation = 'sell-refund'))
            order by r.receipt_id
            limit #{most}
            for update of r skip locked
            """)
    List<Uncomposed> uncomposed(@Param("registers") String[] registers, @Param("most") int most);

    @Update("""
            update fiscal_receipt
            set external_id = #{externalId}, content = #{content}
            where receipt_id = #{receiptId}
            """)
    void freeze(
            @Param("receiptId") long receiptId,
            @Param("externalId") String externalId,
            @Param("content") String content);

    /** The next one whose time has come, held until the transaction ends; what another one holds is left to it. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select receipt_id, operation, register, state, content, uuid, tries, give_up_at
            from fiscal_receipt
            where state in ('queued', 'sent')
              and content is not null
              and next_at <= #{now}
              and register = any(#{registers})
            order by next_at, receipt_id
            limit 1
            for update skip locked
            """)
    Optional<Due> nextDue(@Param("registers") String[] registers, @Param("now") Instant now);

    @Update("""
            update fiscal_receipt
            set state = 'sent', uuid = #{uuid}, tries = #{tries}, next_at = #{nextAt}, sent_at = coalesce(sent_at, #{now}),
              said = null
            where receipt_id = #{receiptId}
            """)
    void accepted(
            @Param("receiptId") long receiptId,
            @Param("uuid") String uuid,
            @Param("tries") int tries,
            @Param("nextAt") Instant nextAt,
            @Param("now") Instant now);

    @Update("""
            update fiscal_receipt
            set state = #{state}, tries = #{tries}, next_at = #{nextAt}, said = #{said}
            where receipt_id = #{receiptId}
            """)
    void putOff(
            @Param("receiptId") long receiptId,
            @Param("state") String state,
            @Param("tries") int tries,
            @Param("nextAt") Instant nextAt,
            @Param("said") String said);

    @Update("""
            update fiscal_receipt
            set state = 'done', done_at = #{now}, sent_at = coalesce(sent_at, #{now}), tries = 0, said = null,
              fn_number = #{fiscal.fnNumber}, ecr_registration_number = #{fiscal.ecrRegistrationNumber},
              shift_number = #{fiscal.shiftNumber}, fiscal_receipt_number = #{fiscal.fiscalReceiptNumber},
              fiscal_document_number = #{fiscal.fiscalDocumentNumber},
              fiscal_document_attribute = #{fiscal.fiscalDocumentAttribute}, receipt_datetime = #{fiscal.receiptDatetime},
              ofd_receipt_url = #{fiscal.ofdReceiptUrl}
            where receipt_id = #{receiptId}
            """)
    void made(@Param("receiptId") long receiptId, @Param("fiscal") Answer.Fiscal fiscal, @Param("now") Instant now);

    /** Forgets the return of a refund and the receipt that was to make it good, where the return was refused after all. */
    @Delete("""
            delete from fiscal_receipt r
            using fiscal_receipt refused, fiscal_receipt good
            where refused.receipt_id = #{receiptId}
              and refused.operation = 'sell-refund'
              and good.refund_id = refused.refund_id
              and good.operation = 'sell'
              and good.part = refused.part
              and good.content is null
              and r.receipt_id in (refused.receipt_id, good.receipt_id)
            """)
    int forgetMadeGood(long receiptId);

    /** A refused one is made anew, under another number; one that was given up goes on as what it is. */
    @Update("""
            update fiscal_receipt
            set state = case when state = 'given-up' and uuid is not null then 'sent' else 'queued' end,
              attempt = case when state = 'failed' and content is not null then attempt + 1 else attempt end,
              external_id = case when state = 'failed' then null else external_id end,
              content = case when state = 'failed' then null else content end,
              uuid = case when state = 'failed' then null else uuid end,
              tries = 0, next_at = #{now}, give_up_at = #{giveUpAt}
            where receipt_id = #{receiptId}
              and state in ('failed', 'given-up')
            """)
    int tryAgain(@Param("receiptId") long receiptId, @Param("now") Instant now, @Param("giveUpAt") Instant giveUpAt);

    @Select(RECEIPT + "where r.receipt_id = #{receiptId}")
    Optional<FiscalReceipt> fiscalReceipt(long receiptId);

    @Select(RECEIPT + """
            where r.payment_id = #{paymentId}
            order by r.receipt_id
            """)
    List<FiscalReceipt> receiptsOfPayment(long paymentId);

    @Select(RECEIPT + """
            where r.receipt_id > #{after}
              and (#{asked.operator}::text is null or o.code = #{asked.operator})
              and (#{asked.state}::text is null or r.state = #{asked.state})
              and (#{asked.from}::date is null or coalesce(p.paid_on, f.paid_on) >= #{asked.from})
              and (#{asked.to}::date is null or coalesce(p.paid_on, f.paid_on) < #{asked.to})
            order by r.receipt_id
            limit #{most}
            """)
    List<FiscalReceipt> fiscalReceipts(
            @Param("asked") FiscalReceipts.Filter asked, @Param("after") long after, @Param("most") int most);

    @Select("""
            select r.state, count(*) as receipts
            """ + OF + """
            where (#{operator}::text is null or o.code = #{operator})
            group by r.state
            order by r.state
            """)
    List<StateCount> receiptStates(@Nullable String operator);

    /** What a receipt is made of. */
    record Uncomposed(
            long receiptId,
            @Nullable Long paymentId,
            String operation,
            @Nullable Long refundId,
            int part,
            String register,
            String paidBy,
            String currency,
            long amountMinor,
            long debtMinor,
            int attempt,
            Instant queuedAt,
            String operator,
            LocalDate day,
            String source,
            String reference,
            String account,
            @Nullable String email,
            @Nullable String phone) {}

    /** A receipt that is to be sent, or asked for. */
    record Due(
            long receiptId,
            String operation,
            String register,
            String state,
            String content,
            @Nullable String uuid,
            int tries,
            Instant giveUpAt) {}

    /** How many are in a state. */
    record StateCount(String state, long receipts) {}
}
