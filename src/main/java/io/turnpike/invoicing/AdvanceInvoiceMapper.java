package io.turnpike.invoicing;

import java.time.LocalDate;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements on VAT invoices on advances. */
@Mapper
interface AdvanceInvoiceMapper {
    /** An account as documents name it, on a day of its own. */
    @Select("""
            select a.account_id as unit_id, a.account_id, a.customer_id, #{day}::date as from_day, #{day}::date + 1 as to_day,
              null::date as previous_to, null::integer as previous_cutoff, a.account_number, a.contract, a.contract_date,
              a.print_zone, a.language, null::bigint as minimum_invoice_minor, a.customer_number, a.customer_kind, a.customer_name,
              a.inn, a.kpp, a.vat_id, a.postal_index, a.city, a.street, a.house, a.flat
            from billed_account a
            where a.account_id = #{accountId}
            """)
    BilledAccount advancedAccount(@Param("accountId") long accountId, @Param("day") LocalDate day);

    @Insert("""
            insert into drafted_document (document_id, bill_id, bill_run_id, operator_id, kind, account_id, account_number, ordinal,
              document_date, period_from, period_to, due_date, currency, net_minor, vat_minor, gross_minor, amount_due_minor)
            values (#{row.documentId}, null, null, #{row.operatorId}, 'advance-invoice', #{row.accountId}, #{row.accountNumber}, 1,
              #{row.day}, #{row.day}, #{row.day}::date + 1, null, #{row.currency}, #{row.netMinor}, #{row.vatMinor},
              #{row.grossMinor}, 0)
            """)
    void addAdvanceInvoice(@Param("row") DocumentRow row);

    @Insert("""
            insert into document_number (document_id, operator_id, kind, number_year, sequence_number, number)
            values (#{row.documentId}, #{row.operatorId}, 'advance-invoice', #{row.year}, #{row.sequenceNumber}, #{row.number})
            """)
    void addAdvanceNumber(@Param("row") DocumentRow row);

    @Insert("insert into document_snapshot (document_id, body) values (#{documentId}, #{body})")
    void addAdvanceSnapshot(@Param("documentId") long documentId, @Param("body") String body);

    /** A document with the number it was given. */
    record DocumentRow(
            long documentId,
            long operatorId,
            long accountId,
            String accountNumber,
            LocalDate day,
            String currency,
            long netMinor,
            long vatMinor,
            long grossMinor,
            int year,
            long sequenceNumber,
            String number) {}
}
