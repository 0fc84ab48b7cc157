package io.turnpike.ops;

import io.turnpike.payments.online.OnlinePayments;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * {@code /health}: 200 where payments can be taken, 503 where they cannot. It says no names, because anybody may ask; the database
 * is asked once a second at most, however many do.
 */
final class HealthServlet extends HttpServlet {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final transient JdbcClient jdbc;
    private final transient OnlinePayments payments;
    private final transient Clock clock;
    private transient Health last = new Health(Instant.EPOCH, false, 0, 0);

    HealthServlet(JdbcClient jdbc, OnlinePayments payments, Clock clock) {
        this.jdbc = jdbc;
        this.payments = payments;
        this.clock = clock;
    }

    /** How it was at a moment. */
    private record Health(Instant at, boolean database, long served, long notServed) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Health health = look();
        byte[] body = String.format(
                        "{\"status\":\"%s\",\"database\":\"%s\",\"payment-systems\":{\"served\":%d,\"not-served\":%d}}%n",
                        health.database() ? "up" : "down",
                        health.database() ? "up" : "down",
                        health.served(),
                        health.notServed())
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(health.database() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private synchronized Health look() {
        Instant now = clock.instant();
        if (Duration.between(last.at(), now).abs().compareTo(FRESH) >= 0) {
            last = fresh(now);
        }
        return last;
    }

    private Health fresh(Instant now) {
        try {
            jdbc.sql("select 1").query(Integer.class).single();
            long all = payments.list().size();
            long served = payments.list().stream()
                    .filter(system -> system.problem().isEmpty())
                    .count();
            return new Health(now, true, served, all - served);
        } catch (DataAccessException | TransactionException e) {
            return new Health(now, false, 0, 0);
        }
    }
}
