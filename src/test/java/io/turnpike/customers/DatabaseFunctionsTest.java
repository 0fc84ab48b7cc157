package io.turnpike.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.database.DatabaseTest;
import java.util.Currency;
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
