package io.turnpike.customers;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders for one-time fees that the program makes itself; those of people come by {@code orders.csv}. */
public final class ServiceOrders {
    private final JdbcClient jdbc;

    public ServiceOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Orders a fee once; the second time, under the same number, changes nothing.
     *
     * @param number tells several orders of a day apart
     */
    public void add(long serviceId, String fee, LocalDate day, String number) {
        jdbc.sql("""
                        insert into fee_order (service_id, fee, ordered_on, number, quantity)
                        values (?, ?, ?, ?, 1)
                        on conflict (service_id, fee, ordered_on, number) do nothing
                        """).params(serviceId, fee, day, number).update();
    }

    /** Cancels an order: what was charged for it comes back. */
    public void cancel(long serviceId, String fee, LocalDate day, String number) {
        jdbc.sql("""
                        update fee_order
                        set quantity = 0
                        where service_id = ?
                          and fee = ?
                          and ordered_on = ?
                          and number = ?
                        """).params(serviceId, fee, day, number).update();
    }
}
