package io.turnpike.charging;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Traffic of services that has no price, as people look at it; every run of {@code rate-traffic} tries it again. */
@Component
public class UnratedTraffic {
    private final JdbcClient jdbc;

    UnratedTraffic(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What waits for one reason.
     *
     * @param reason a word: no-plan, no-rate, …
     * @param services different ones
     * @param first day of the operator
     * @param last day of the operator
     */
    public record Reason(String reason, String detail, long services, LocalDate first, LocalDate last, long bytes) {}

    /** The reasons, most bytes first. */
    public List<Reason> reasons() {
        return jdbc.sql("""
                        select reason, detail, count(distinct service_id) as services, min(day) as first, max(day) as last,
                            sum(bytes)::bigint as bytes
                        from traffic_unrated
                        group by reason, detail
                        order by sum(bytes) desc, reason, detail
                        """).query(Reason.class).list();
    }
}
