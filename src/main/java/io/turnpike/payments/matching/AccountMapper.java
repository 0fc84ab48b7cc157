package io.turnpike.payments.matching;

import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Finds accounts by what payments say of them. */
@Mapper
interface AccountMapper {
    @Select("""
            select account_number as value, account_id
            from paying_account
            where operator_id = #{operatorId}
              and account_number = any(#{values})
            order by account_id
            """)
    List<FoundAccount> accountsByNumber(@Param("operatorId") long operatorId, @Param("values") String[] values);

    @Select("""
            select contract as value, account_id
            from paying_account
            where operator_id = #{operatorId}
              and contract = any(#{values})
            order by account_id
            """)
    List<FoundAccount> accountsByContract(@Param("operatorId") long operatorId, @Param("values") String[] values);

    @Select("""
            select inn as value, account_id
            from paying_account
            where operator_id = #{operatorId}
              and inn = any(#{values})
            order by account_id
            """)
    List<FoundAccount> accountsByInn(@Param("operatorId") long operatorId, @Param("values") String[] values);

    @Select("""
            select phone as value, account_id
            from paying_account
            where operator_id = #{operatorId}
              and phone = any(#{values})
            order by account_id
            """)
    List<FoundAccount> accountsByPhone(@Param("operatorId") long operatorId, @Param("values") String[] values);

    /** By numbers and logins that were in use at any time of the day of the payment, as the operator's clock goes. */
    @Select("""
            select distinct value, account_id
            from paying_identifier
            where operator_id = #{operatorId}
              and kind = #{kind}
              and value = any(#{values})
              and valid_from < (#{day}::date + 1)::timestamp at time zone zone
              and valid_to > #{day}::date::timestamp at time zone zone
            order by account_id
            """)
    List<FoundAccount> accountsByIdentifier(
            @Param("operatorId") long operatorId,
            @Param("kind") String kind,
            @Param("values") String[] values,
            @Param("day") LocalDate day);

    @Select("""
            select number as value, account_id
            from payable_invoice
            where operator_id = #{operatorId}
              and number = any(#{values})
            order by account_id
            """)
    List<FoundAccount> accountsByInvoice(@Param("operatorId") long operatorId, @Param("values") String[] values);

    /** Accounts of these customers with an invoice over, or asking for, one of these sums. */
    @Select("""
            select distinct a.inn || ' ' || asked.minor as value, a.account_id
            from paying_account a
            join payable_invoice i on i.account_id = a.account_id
            cross join lateral (values (i.gross_minor), (i.amount_due_minor)) as asked (minor)
            where a.operator_id = #{operatorId}
              and i.currency = #{currency}
              and a.inn || ' ' || asked.minor = any(#{values})
              and a.inn = any(#{inns})
            order by account_id
            """)
    List<FoundAccount> accountsByInnAndAmount(
            @Param("operatorId") long operatorId,
            @Param("currency") String currency,
            @Param("inns") String[] inns,
            @Param("values") String[] values);

    @Select("""
            select account_id, account_number, contract, customer_name
            from paying_account
            where account_id = any(#{ids})
            order by account_id
            """)
    List<Suggestion.Account> suggestedAccounts(@Param("ids") Long[] ids);

    /** A value that was looked for, and an account it belongs to. */
    record FoundAccount(String value, long accountId) {}
}
