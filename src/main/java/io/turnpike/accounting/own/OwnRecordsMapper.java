package io.turnpike.accounting.own;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.cursor.Cursor;
import org.jspecify.annotations.Nullable;

/** Reads the books, row after row. */
@Mapper
interface OwnRecordsMapper {
    /** Rows the driver fetches at once. */
    int FETCHED_ROWS = 1_000;

    @Select("select operator_id, code, name, zone, currency from accounting_operator order by code")
    List<BooksOwner> owners();

    @Select("select operator_id, code, name, zone, currency from accounting_operator where code = #{code}")
    Optional<BooksOwner> owner(String code);

    String OF_PERIOD = """
        where operator_id = #{asked.owner.operatorId}
          and document_date >= #{asked.period.from}
          and document_date < #{asked.period.to}
          and (cardinality(#{kinds}::text[]) = 0 or kind = any(#{kinds}))
        """;

    @Options(fetchSize = FETCHED_ROWS)
    @Select("""
        select kind, number, number_year, document_date, period_from, period_to, due_date, account_number, currency,
          net_minor, vat_minor, gross_minor, corrects_kind, corrects_number, corrects_date, body, packed, dictionary_id
        from accounting_document
        """ + OF_PERIOD + "order by document_date, document_id")
    Cursor<DocumentRow> documents(@Param("asked") Selection asked, @Param("kinds") String[] kinds);

    @Select("""
        select currency, count(*) as rows, coalesce(sum(net_minor), 0) as first_minor,
          coalesce(sum(vat_minor), 0) as second_minor, coalesce(sum(gross_minor), 0) as third_minor
        from accounting_document
        """ + OF_PERIOD + "group by currency order by currency")
    List<SumRow> documentSums(@Param("asked") Selection asked, @Param("kinds") String[] kinds);

    @Select("""
        select distinct document_date
        from accounting_document
        """ + OF_PERIOD + "order by document_date")
    List<LocalDate> documentDays(@Param("asked") Selection asked, @Param("kinds") String[] kinds);

    String PAID_IN_PERIOD = """
        where operator_id = #{asked.owner.operatorId}
          and paid_on >= #{asked.period.from}
          and paid_on < #{asked.period.to}
        """;

    @Options(fetchSize = FETCHED_ROWS)
    @Select("""
        select payment_id, paid_on, amount_minor, commission_minor, currency, source, reference, document_number, state,
          into_account, own_account, payer_name, payer_inn, payer_account, purpose, account_number, customer_number,
          customer_name, customer_kind, inn, kpp
        from accounting_payment
        """ + PAID_IN_PERIOD + "order by paid_on, payment_id")
    Cursor<PaymentRow> payments(@Param("asked") Selection asked);

    @Select("""
        select currency, count(*) as rows, coalesce(sum(amount_minor), 0) as first_minor,
          coalesce(sum(commission_minor), 0) as second_minor, 0 as third_minor
        from accounting_payment
        """ + PAID_IN_PERIOD + "group by currency order by currency")
    List<SumRow> paymentSums(@Param("asked") Selection asked);

    @Select("""
        select distinct paid_on
        from accounting_payment
        """ + PAID_IN_PERIOD + "order by paid_on")
    List<LocalDate> paymentDays(@Param("asked") Selection asked);

    @Options(fetchSize = FETCHED_ROWS)
    @Select("""
        select refund_id, kind, paid_on, amount_minor, currency, state, payment_id, source, reference, receipt_number,
          from_account, account_number, customer_number, customer_name, customer_kind, inn, kpp, reason
        from accounting_refund
        """ + PAID_IN_PERIOD + "order by paid_on, refund_id")
    Cursor<RefundRow> refunds(@Param("asked") Selection asked);

    @Select("""
        select currency, count(*) as rows, coalesce(sum(amount_minor), 0) as first_minor, 0 as second_minor, 0 as third_minor
        from accounting_refund
        """ + PAID_IN_PERIOD + "group by currency order by currency")
    List<SumRow> refundSums(@Param("asked") Selection asked);

    @Select("""
        select distinct paid_on
        from accounting_refund
        """ + PAID_IN_PERIOD + "order by paid_on")
    List<LocalDate> refundDays(@Param("asked") Selection asked);

    String ACTED_ON_IN_PERIOD = """
        where operator_id = #{asked.owner.operatorId}
          and acted_at >= #{asked.period.from}::date::timestamp at time zone #{asked.owner.zone}
          and acted_at < #{asked.period.to}::date::timestamp at time zone #{asked.owner.zone}
          and paid_on < #{asked.period.from}
        order by paid_on
        """;

    @Select("select distinct paid_on from accounting_refund_act " + ACTED_ON_IN_PERIOD)
    List<LocalDate> daysOfRefundsActedOn(@Param("asked") Selection asked);

    @Select("select distinct paid_on from accounting_payment_act " + ACTED_ON_IN_PERIOD)
    List<LocalDate> daysOfPaymentsActedOn(@Param("asked") Selection asked);

    @Options(fetchSize = FETCHED_ROWS)
    @Select("""
        select number, kind, name, full_name, inn, kpp, vat_id, language, email, phone, postal_index, city, street, house,
          flat
        from accounting_counterparty
        where operator_id = #{operatorId}
        order by customer_id
        """)
    Cursor<CounterpartyRow> counterparties(long operatorId);

    /** Read anew each time: customers may have been imported meanwhile. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select("""
        select number, kind, name, full_name, inn, kpp, vat_id, language, email, phone, postal_index, city, street, house,
          flat
        from accounting_counterparty
        where operator_id = #{operatorId}
          and number = any(#{numbers}::text[])
        order by customer_id
        """)
    List<CounterpartyRow> counterpartiesOf(@Param("operatorId") long operatorId, @Param("numbers") String[] numbers);

    @Select("select count(*) from accounting_counterparty where operator_id = #{operatorId}")
    long countedCounterparties(long operatorId);

    String POSTED_IN_PERIOD = """
        where operator_id = #{asked.owner.operatorId}
          and accounting_date >= #{asked.period.from}
          and accounting_date < #{asked.period.to}
        """;

    @Options(fetchSize = FETCHED_ROWS)
    @Select("""
        select entry_id, line, accounting_date, recorded_at, kind, reference, reverses, currency, ledger_account,
          account_number, customer_number, amount_minor, document_kind, document_number
        from accounting_posting
        """ + POSTED_IN_PERIOD + "order by accounting_date, entry_id, line")
    Cursor<PostingRow> postings(@Param("asked") Selection asked);

    @Select("""
        select currency, count(*) as rows, coalesce(sum(greatest(amount_minor, 0)), 0) as first_minor,
          coalesce(sum(greatest(-amount_minor, 0)), 0) as second_minor, 0 as third_minor
        from accounting_posting
        """ + POSTED_IN_PERIOD + "group by currency order by currency")
    List<SumRow> postingSums(@Param("asked") Selection asked);

    record SumRow(String currency, long rows, long firstMinor, long secondMinor, long thirdMinor) {}

    @SuppressWarnings("ArrayRecordComponent") // a packed content, never compared
    record DocumentRow(
            String kind,
            String number,
            int numberYear,
            LocalDate documentDate,
            LocalDate periodFrom,
            LocalDate periodTo,
            @Nullable LocalDate dueDate,
            String accountNumber,
            String currency,
            long netMinor,
            long vatMinor,
            long grossMinor,
            @Nullable String correctsKind,
            @Nullable String correctsNumber,
            @Nullable LocalDate correctsDate,
            @Nullable String body,
            byte @Nullable [] packed,
            @Nullable Long dictionaryId) {}

    record PaymentRow(
            long paymentId,
            LocalDate paidOn,
            long amountMinor,
            long commissionMinor,
            String currency,
            String source,
            String reference,
            @Nullable String documentNumber,
            String state,
            String intoAccount,
            @Nullable String ownAccount,
            @Nullable String payerName,
            @Nullable String payerInn,
            @Nullable String payerAccount,
            @Nullable String purpose,
            @Nullable String accountNumber,
            @Nullable String customerNumber,
            @Nullable String customerName,
            @Nullable String customerKind,
            @Nullable String inn,
            @Nullable String kpp) {}

    record RefundRow(
            long refundId,
            String kind,
            LocalDate paidOn,
            long amountMinor,
            String currency,
            String state,
            @Nullable Long paymentId,
            @Nullable String source,
            @Nullable String reference,
            @Nullable String receiptNumber,
            String fromAccount,
            @Nullable String accountNumber,
            @Nullable String customerNumber,
            @Nullable String customerName,
            @Nullable String customerKind,
            @Nullable String inn,
            @Nullable String kpp,
            String reason) {}

    record CounterpartyRow(
            String number,
            String kind,
            String name,
            @Nullable String fullName,
            @Nullable String inn,
            @Nullable String kpp,
            @Nullable String vatId,
            String language,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String postalIndex,
            @Nullable String city,
            @Nullable String street,
            @Nullable String house,
            @Nullable String flat) {}

    record PostingRow(
            long entryId,
            short line,
            LocalDate accountingDate,
            Instant recordedAt,
            short kind,
            String reference,
            @Nullable Long reverses,
            String currency,
            String ledgerAccount,
            @Nullable String accountNumber,
            @Nullable String customerNumber,
            long amountMinor,
            @Nullable String documentKind,
            @Nullable String documentNumber) {}
}
