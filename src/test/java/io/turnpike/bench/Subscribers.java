package io.turnpike.bench;

import java.util.List;

/** Customers of one operator put straight into the tables: importing them is not what is measured. */
record Subscribers(Program program, long accounts) {
    /** The first number; the others follow one by one. */
    static final long FIRST_NUMBER = 74_950_000_000L;

    private static final List<String> TABLES = List.of("operator", "customer", "account", "service", "bill_run");

    /** Empties everything and adds an operator and its accounts, each a person's and billed on the first. */
    Subscribers create() {
        TABLES.forEach(table -> program.execute("truncate " + table + " restart identity cascade"));
        program.execute("""
                insert into operator (code, name, zone, currency, country)
                values ('meridian', 'Meridian', 'Europe/Moscow', 'RUB', 'RU')
                """, """
                insert into customer (operator_id, number, kind, name, language, postal_index, city, street, house, flat)
                select o.id, 'C' || i, 'person', 'Subscriber ' || i, 'ru', '1' || (25000 + i %% 999), 'Moscow', 'Street ' || i %% 500,
                  1 + i %% 120, 1 + i %% 300
                from operator o, generate_series(1, %d) i
                """.formatted(accounts).replace("%%", "%"), """
                insert into account (operator_id, customer_id, number, contract, contract_date, billing_day)
                select operator_id, id, substr(number, 2), 'K' || number, date '2026-03-01', 1
                from customer
                order by id
                """);
        return this;
    }

    /** Gives each account a service; {@code plan} is an expression over {@code id} of the account. */
    Subscribers service(String code, String kind, String plan) {
        program.execute("""
                insert into service (account_id, code, kind, valid_from)
                select id, '%s', '%s', date '2026-03-01'
                from account
                order by id
                """.formatted(code, kind), """
                insert into plan_subscription (service_id, valid_from, plan)
                select s.id, s.valid_from, %s
                from service s
                join account a on a.id = s.account_id
                where s.code = '%s'
                order by s.id
                """.formatted(plan, code));
        return this;
    }

    /** Numbers the telephones, one each. */
    Subscribers numbers() {
        program.execute("""
                insert into service_identifier (service_id, kind, value, valid_from)
                select id, 'number', (%d + row_number() over (order by id) - 1)::text, timestamptz '2026-02-28 21:00:00+00'
                from service
                where kind = 'telephony'
                order by id
                """.formatted(FIRST_NUMBER));
        return this;
    }

    /** Gives each internet service an address, from 10.0.0.0 on. */
    Subscribers addresses() {
        program.execute("""
                insert into service_identifier (service_id, kind, value, valid_from)
                select id, 'address', host(inet '10.0.0.0' + row_number() over (order by id) - 1),
                  timestamptz '2026-02-28 21:00:00+00'
                from service
                where kind = 'internet'
                order by id
                """);
        return this;
    }

    void analyze() {
        program.execute("vacuum analyze");
    }
}
