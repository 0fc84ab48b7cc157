package io.turnpike.charging;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes what settling or re-rating found different: append-only, before and after, each in a batch of its own. */
@Component
class Corrections {
    private final JdbcTemplate jdbc;
    private final Clock clock;

    Corrections(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A new price of a charge.
     *
     * @param before the charge as it stands
     */
    record Correction(PricedUsage before, int rateId, long covered, long amountMicros, String reason) {
        boolean changes() {
            return rateId != before.rateId() || covered != before.covered() || amountMicros != before.amountMicros();
        }
    }

    void write(List<Correction> corrections, int batch) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate(
                """
                insert into usage_correction (usage_time, dedupe_key, revision, account_id, service_id, old_rate_id, old_covered,
                    old_amount_micros, rate_id, covered, amount_micros, kind, flags, quantity, reason, batch_id, corrected_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                corrections.stream()
                        .map(correction -> new Object[] {
                            Timestamp.from(correction.before.usageTime()),
                            correction.before.dedupeKey(),
                            correction.before.revision() + 1,
                            correction.before.accountId(),
                            correction.before.serviceId(),
                            correction.before.rateId(),
                            correction.before.covered(),
                            correction.before.amountMicros(),
                            correction.rateId,
                            correction.covered,
                            correction.amountMicros,
                            correction.before.event().kind().code(),
                            correction.before.flags(),
                            correction.before.event().quantity(),
                            correction.reason,
                            batch,
                            now
                        })
                        .toList());
    }
}
