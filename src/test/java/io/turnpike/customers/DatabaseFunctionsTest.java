package io.turnpike.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import io.turnpike.time.BillingDays;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@DatabaseTest
class DatabaseFunctionsTest {
    @Autowired
    private JdbcClient jdbc;

    @Test
    void the_database_knows_the_decimals_of_every_currency() {
        for (Currency currency : Currency.getAvailableCurrencies()) {
            int decimals = jdbc.sql("select currency_decimals(?)")
                    .param(currency.getCurrencyCode())
                    .query(Integer.class)
                    .single();
            // Java says -1 of what is no money, such as gold
            if (currency.getDefaultFractionDigits() >= 0) {
                assertThat(decimals).as(currency.getCurrencyCode()).isEqualTo(currency.getDefaultFractionDigits());
            }
        }
    }

    @Test
    void the_billing_period_of_a_day_is_that_of_the_schedule_whatever_changes_the_billing_day_had() {
        jdbc.sql("truncate operator cascade").update();
        jdbc.sql("""
                insert into operator (id, code, name, zone, currency, country)
                overriding system value
                values (1, 'north', 'North', 'Europe/Berlin', 'EUR', 'DE')
                """).update();
        jdbc.sql("""
                insert into customer (id, operator_id, number, kind, name, language)
                overriding system value
                values (1, 1, 'C', 'person', 'Anna', 'en')
                """).update();
        Random random = new Random(17);
        for (int account = 1; account <= 60; account++) {
            BillingDays days = changedAtRandom(random, account);
            LocalDate day = LocalDate.of(2027, 12, 1);
            for (int i = 0; i < 120; i++) {
                DateRange expected = days.monthly().containing(day).days();
                assertThat(periodOf(account, day)).as(days + " on " + day).isEqualTo(expected);
                day = day.plusDays(1 + random.nextInt(3));
            }
        }
    }

    private BillingDays changedAtRandom(Random random, int account) {
        int first = 1 + random.nextInt(31);
        jdbc.sql("""
                insert into account (id, operator_id, customer_id, number, contract, contract_date, billing_day)
                overriding system value
                values (?, 1, 1, ?, ?, date '2027-01-01', ?)
                """).params(account, "" + account, "" + account, first).update();
        BillingDays days = BillingDays.always(first);
        LocalDate from = LocalDate.of(2027, 12, 1);
        for (int change = random.nextInt(4); change > 0; change--) {
            from = from.plusDays(1 + random.nextInt(50));
            int day = 1 + random.nextInt(31);
            days = days.changed(from, day);
            jdbc.sql("insert into billing_day_change (account_id, valid_from, billing_day) values (?, ?, ?)")
                    .params(account, from, day)
                    .update();
        }
        return days;
    }

    private DateRange periodOf(int account, LocalDate day) {
        return jdbc.sql("""
                        select lower(p) as from_day, upper(p) as to_day
                        from billing_period_on(?, null, ?) p
                        """)
                .params(account, day)
                .query((row, number) ->
                        new DateRange(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)))
                .single();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-30, 31, 2025-12-31, 2026-01-31",
        "2026-01-31, 31, 2026-01-31, 2026-02-28",
        "2026-02-27, 31, 2026-01-31, 2026-02-28",
        "2026-02-28, 31, 2026-02-28, 2026-03-31",
        "2026-03-30, 31, 2026-02-28, 2026-03-31",
        "2028-02-28, 30, 2028-01-30, 2028-02-29",
        "2028-02-29, 30, 2028-02-29, 2028-03-30",
        "2026-02-28, 29, 2026-02-28, 2026-03-29",
        "2026-02-28, 28, 2026-02-28, 2026-03-28",
        "2026-12-31, 1, 2026-12-01, 2027-01-01",
        "2026-01-01, 1, 2026-01-01, 2026-02-01",
    })
    void a_billing_period_begins_on_the_billing_day_or_the_last_of_a_shorter_month(
            String day, int billingDay, String start, String end) {
        String period =
                jdbc.sql("""
                        select billing_period_start(d, b) || ' ' || billing_period_end(d, b)
                        from (values (cast(? as date), ?)) as v (d, b)
                        """).params(day, billingDay).query(String.class).single();

        assertThat(period).isEqualTo(start + " " + end);
    }
}
