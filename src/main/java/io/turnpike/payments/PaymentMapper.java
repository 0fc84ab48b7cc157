package io.turnpike.payments;

import io.turnpike.jobs.Parameters.BadParameter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on payments and what was done to them. */
@Mapper
interface PaymentMapper {
    String PAYMENT = """
            select p.payment_id, p.operator_id, o.code as operator, p.source, p.reference, p.document_number as number,
              p.paid_on as day, p.amount_minor, p.commission_minor, p.refunded_minor, p.currency, p.into_account, p.own_account, p.payer_name,
              p.payer_inn, p.payer_account, p.purpose, p.said::text as said, f.name as file, p.line_number as line,
              p.account_id, a.account_number, p.matched_by, p.received_entry, p.matched_entry, p.state as state_word,
              p.recorded_at
            from payment p
            join operator o on o.id = p.operator_id
            left join input_file f on f.file_id = p.file_id
            left join paying_account a on a.account_id = p.account_id
            """;

    /** Never from the session's cache: what a transaction books later needs ids of its own. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("select nextval('payment_seq') from generate_series(1, #{count})")
    List<Long> nextPaymentIds(int count);

    /**
     * Books a few payments, in their order.
     *
     * @param rows a JSON array of objects, a key a column
     */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            with booked as (
              insert into payment (payment_id, operator_id, source, reference, document_number, paid_on, amount_minor,
                commission_minor, currency, into_account, own_account, payer_name, payer_inn, payer_account, purpose, said, file_id,
                line_number, account_id, matched_by, received_entry, matched_entry, state, recorded_at)
              select nextval('payment_seq'), operator_id, source, reference, document_number, paid_on, amount_minor,
                commission_minor, currency, into_account, own_account, payer_name, payer_inn, payer_account, purpose, said, file_id,
                line_number, account_id, matched_by, received_entry, matched_entry, state, #{recordedAt}::timestamptz
              from json_populate_recordset(null::payment, #{rows}::json)
              returning payment_id)
            select payment_id
            from booked
            order by payment_id
            """)
    List<Long> bookFew(@Param("rows") String rows, @Param("recordedAt") Instant recordedAt);

    /** Payments of one source are booked by one transaction at a time: what is known of a reference is sure until it ends. */
    @Select("select 1 from (select pg_advisory_xact_lock(hashtextextended('payment source ' || #{source}, 0))) as held")
    int holdSource(String source);

    /** Read anew each time: what was booked by COPY meanwhile is not known to the session's cache. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
            select reference, 'payment' as kind, amount_minor, currency, file_id, line_number
            from payment
            where source = #{source}
              and reference = any(#{references})
            union all
            select reference, 'set-aside', amount_minor, currency, file_id, line_number
            from payment_set_aside
            where source = #{source}
              and reference = any(#{references})
            union all
            select reference, 'quarantine', amount_minor, currency, file_id, line_number
            from payment_quarantine
            where source = #{source}
              and reference = any(#{references})
              and state <> 'booked'
            order by reference, kind
            """)
    List<KnownReference> knownReferences(@Param("source") String source, @Param("references") String[] references);

    @Select(PAYMENT + "where p.payment_id = #{paymentId}")
    Optional<Payment> payment(long paymentId);

    @Select(PAYMENT + """
            where p.payment_id = #{paymentId}
            for no key update of p
            """)
    Optional<Payment> holdPayment(long paymentId);

    @Select(PAYMENT + """
            where p.source = #{source}
              and p.reference = #{reference}
            """)
    Optional<Payment> paymentByReference(@Param("source") String source, @Param("reference") String reference);

    @Select(PAYMENT + """
            where p.payment_id > #{after}
              and (#{asked.operator}::text is null or o.code = #{asked.operator})
              and (#{asked.state}::text is null or p.state = #{asked.state})
              and (#{asked.source}::text is null or p.source = #{asked.source})
              and (#{asked.account}::text is null or a.account_number = #{asked.account})
              and (#{asked.from}::date is null or p.paid_on >= #{asked.from})
              and (#{asked.to}::date is null or p.paid_on < #{asked.to})
            order by p.payment_id
            limit #{most}
            """)
    List<Payment> payments(@Param("asked") PaymentQuery asked, @Param("after") long after, @Param("most") int most);

    @Update("""
            update payment
            set state = #{state}, account_id = #{accountId}, matched_by = #{matchedBy}, received_entry = #{receivedEntry},
              matched_entry = #{matchedEntry}
            where payment_id = #{paymentId}
            """)
    void placePayment(
            @Param("paymentId") long paymentId,
            @Param("state") String state,
            @Param("accountId") @Nullable Long accountId,
            @Param("matchedBy") @Nullable String matchedBy,
            @Param("receivedEntry") long receivedEntry,
            @Param("matchedEntry") @Nullable Long matchedEntry);

    /** An entry that stood for a payment, or for what was given back of it, is reversed: it is still known whose it was. */
    @Insert("""
            insert into payment_past_entry (entry_id, payment_id)
            values (#{entryId}, #{paymentId})
            """)
    void keepPastEntry(@Param("entryId") long entryId, @Param("paymentId") long paymentId);

    /** Of these payments those into the bank are told of by a statement yet to come. */
    @Insert("""
            insert into payment_untold (payment_id, operator_id, paid_on, currency, amount_minor)
            select payment_id, operator_id, paid_on, currency, amount_minor
            from payment
            where payment_id = any(#{payments})
              and into_account = 'bank'
            """)
    void awaitStatement(@Param("payments") Long[] payments);

    /** Less than nothing, or more than came in, is refused by the table. */
    @Update("""
            update payment
            set refunded_minor = refunded_minor + #{minor}
            where payment_id = #{paymentId}
            """)
    void addRefunded(@Param("paymentId") long paymentId, @Param("minor") long minor);

    @Insert("""
            insert into payment_act (payment_id, act_number, act, account_id, agent, reason, acted_at)
            select #{paymentId}, coalesce(max(act_number), 0) + 1, #{act}, #{accountId}, #{agent}, #{reason}, #{at}
            from payment_act
            where payment_id = #{paymentId}
            """)
    void addAct(
            @Param("paymentId") long paymentId,
            @Param("act") String act,
            @Param("accountId") @Nullable Long accountId,
            @Param("agent") String agent,
            @Param("reason") String reason,
            @Param("at") Instant at);

    @Select("""
            select c.act, a.account_number, c.agent, c.reason, c.acted_at as at
            from payment_act c
            left join paying_account a on a.account_id = c.account_id
            where c.payment_id = #{paymentId}
            order by c.act_number
            """)
    List<PaymentAct> acts(long paymentId);

    @Select("""
            select state, currency, count(*) as payments, sum(amount_minor)::bigint as minor
            from payment
            where operator_id = #{operatorId}
            group by state, currency
            order by state, currency
            """)
    List<PaymentTotals> paymentTotals(long operatorId);

    @Select("select id, code, zone, currency from operator order by code")
    List<PayingOperator> payingOperators();

    @Select("""
            select account_id
            from paying_account
            where operator_id = #{operatorId}
              and account_number = #{number}
            """)
    @Nullable Long payingAccountId(@Param("operatorId") long operatorId, @Param("number") String number);

    /** An operator by its code, as people write it. */
    default PayingOperator operatorCalled(String code) {
        List<PayingOperator> all = payingOperators();
        return all.stream()
                .filter(operator -> operator.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new BadParameter("no operator '" + code + "': there are "
                        + all.stream().map(PayingOperator::code).toList()));
    }

    /** The id of an operator's account. */
    default long accountOf(PayingOperator operator, String number) {
        Long id = payingAccountId(operator.id(), number);
        if (id == null) {
            throw new BadParameter("operator " + operator.code() + " has no account " + number);
        }
        return id;
    }

    /** A payment nobody else changes until the transaction ends. */
    default Payment heldPayment(long paymentId) {
        return holdPayment(paymentId)
                .orElseThrow(() ->
                        new BadParameter("there is no payment " + paymentId + ": 'turnpike payments list' lists them"));
    }
}
