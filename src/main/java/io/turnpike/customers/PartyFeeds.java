package io.turnpike.customers;

import static io.turnpike.customers.Column.optional;
import static io.turnpike.customers.Column.required;

import io.turnpike.customers.Feed.Check;
import io.turnpike.customers.Feed.Rule;
import io.turnpike.customers.Feed.Target;
import io.turnpike.customers.Feed.Value;
import java.util.List;

/** Operators, customers and accounts as CSV. */
final class PartyFeeds {
    static final Feed OPERATORS = new Feed(
            "operators",
            List.of(
                    required("code", "text", Cells::code),
                    required("name", "text", Cells::text),
                    required("zone", "text", Cells::zone),
                    required("currency", "text", Cells::currency),
                    required("country", "text", Cells::country)),
            Rule.NONE,
            """
            select s.*
            from staged_operators s
            """,
            List.of(
                    new Check(
                            "zone",
                            "the database does not know the time zone '%s'",
                            "write a name of the tz database: Europe/Moscow, Europe/Berlin, UTC",
                            """
                            select r.file_no, r.line, r.zone as detail
                            from resolved_operators r
                            where r.zone not in (select name from pg_timezone_names)
                            """),
                    new Check(
                            "currency",
                            "the operator bills in %s already",
                            "leave its currency as it is; another currency needs another operator",
                            """
                            select r.file_no, r.line, o.currency as detail
                            from resolved_operators r
                            join operator o on o.code = r.code
                            where o.currency <> r.currency
                            """)),
            List.of(Target.of(
                    "operator",
                    List.of("code"),
                    Value.same("name"),
                    Value.same("zone"),
                    Value.same("currency"),
                    Value.same("country"))),
            """
            select code, name, zone, currency, country
            from operator
            order by code collate "C"
            """);

    static final Feed CUSTOMERS = new Feed(
            "customers",
            List.of(
                    required("operator", "text", Cells::code),
                    required("number", "text", Cells::code),
                    required("kind", "text", Cells.oneOf("person", "company")),
                    required("name", "text", Cells::text),
                    optional("full-name", "text", Cells::text),
                    optional("inn", "text", Cells.digits("INN", 10, 12)),
                    optional("kpp", "text", Cells.digits("KPP", 9)),
                    optional("vat-id", "text", Cells::code),
                    required("language", "text", Cells::language),
                    optional("email", "text", Cells::text),
                    optional("phone", "text", Cells::text),
                    optional("postal-index", "text", Cells::text),
                    optional("city", "text", Cells::text),
                    optional("street", "text", Cells::text),
                    optional("house", "text", Cells::text),
                    optional("flat", "text", Cells::text),
                    optional("customer-group", "text", Cells::group)),
            Rule.NONE,
            """
            select s.*, o.id as operator_id
            from staged_customers s
            left join operator o on o.code = s.operator
            """,
            List.of(Checks.knownOperator("customers")),
            List.of(Target.of(
                    "customer",
                    List.of("operator_id", "number"),
                    Value.same("kind"),
                    Value.same("name"),
                    Value.same("full_name"),
                    Value.same("inn"),
                    Value.same("kpp"),
                    Value.same("vat_id"),
                    Value.same("language"),
                    Value.same("email"),
                    Value.same("phone"),
                    Value.same("postal_index"),
                    Value.same("city"),
                    Value.same("street"),
                    Value.same("house"),
                    Value.same("flat"),
                    Value.same("customer_group"))),
            """
            select o.code, c.number, c.kind, c.name, c.full_name, c.inn, c.kpp, c.vat_id, c.language, c.email, c.phone,
                c.postal_index, c.city, c.street, c.house, c.flat, c.customer_group
            from customer c
            join operator o on o.id = c.operator_id
            order by o.code collate "C", c.number collate "C"
            """);

    static final Feed ACCOUNTS = new Feed(
            "accounts",
            List.of(
                    required("operator", "text", Cells::code),
                    required("customer", "text", Cells::code),
                    required("number", "text", Cells::code),
                    required("contract", "text", Cells::text),
                    required("contract-date", "date", Cells::date),
                    required("billing-day", "int", Cells::billingDay),
                    optional("language", "text", Cells::language),
                    optional("print-zone", "text", Cells::text),
                    optional("minimum-invoice", "text", Cells::amount),
                    optional("invoice-per", "text", Cells.oneOf("account", "customer"))),
            Rule.NONE,
            """
            select s.file_no, s.line, s.operator, s.customer, s.number, s.contract, s.contract_date, s.billing_day, s.language,
                s.print_zone, coalesce(s.invoice_per, 'account') as invoice_per,
                split_part(s.minimum_invoice, ' ', 1)::bigint as minimum_invoice_minor,
                split_part(s.minimum_invoice, ' ', 2) as minimum_currency,
                o.id as operator_id, o.currency, c.id as customer_id
            from staged_accounts s
            left join operator o on o.code = s.operator
            left join customer c on c.operator_id = o.id and c.number = s.customer
            """,
            List.of(
                    Checks.knownOperator("accounts"),
                    new Check(
                                    "customer",
                                    "the operator has no customer '%s'",
                                    "write the number of a customer of customers.csv",
                                    """
                            select r.file_no, r.line, r.customer as detail
                            from resolved_accounts r
                            where r.customer_id is null
                            """)
                            .asReference(),
                    new Check(
                            "minimum-invoice",
                            "the operator bills in %s",
                            "write the amount in the operator's currency",
                            """
                            select r.file_no, r.line, r.currency as detail
                            from resolved_accounts r
                            where r.minimum_currency <> r.currency
                            """)),
            List.of(Target.of(
                    "account",
                    List.of("operator_id", "number"),
                    new Value("customer_id", "customer"),
                    Value.same("contract"),
                    Value.same("contract_date"),
                    Value.same("billing_day"),
                    Value.same("language"),
                    Value.same("print_zone"),
                    new Value("minimum_invoice_minor", "minimum-invoice"),
                    Value.same("invoice_per"))),
            """
            select o.code, c.number as customer, a.number, a.contract, a.contract_date, a.billing_day, a.language, a.print_zone,
                case when a.minimum_invoice_minor is not null
                    then round(a.minimum_invoice_minor / 10::numeric ^ currency_decimals(o.currency),
                            currency_decimals(o.currency))
                        || ' ' || o.currency
                end as minimum_invoice,
                a.invoice_per
            from account a
            join operator o on o.id = a.operator_id
            join customer c on c.id = a.customer_id
            order by o.code collate "C", a.number collate "C"
            """);

    private PartyFeeds() {}
}
