package io.turnpike.charging;

import io.turnpike.catalog.RateIds;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes what settling or re-rating found different: append-only, before and after, each in a batch of its own. */
@Component
class Corrections {
    private final JdbcTemplate jdbc;
    private final ChargeBatches batches;
    private final RateIds rates;
    private final Clock clock;

    Corrections(JdbcTemplate jdbc, ChargeBatches batches, RateIds rates, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.rates = rates;
        this.clock = clock;
    }

    void write(List<Correction> corrections, int batch) {
        corrections.stream()
                .map(correction -> correction.before().usageTime())
                .min(Comparator.naturalOrder())
                .ifPresent(oldest -> batches.reaches(batch, oldest));
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate(
                """
                insert into usage_correction (usage_time, dedupe_key, revision, account_id, service_id, old_rate_id, old_covered,
                    old_amount_micros, rate_id, covered, amount_micros, kind, flags, quantity, unpriced, reason, batch_id,
                    corrected_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                corrections.stream()
                        .map(correction -> row(correction, batch, now))
                        .toList());
    }

    private @Nullable Object[] row(Correction correction, int batch, Timestamp now) {
        PricedUsage before = correction.before();
        return new @Nullable Object[] {
            Timestamp.from(before.usageTime()),
            before.dedupeKey(),
            before.revision() + 1,
            correction.account(),
            correction.service(),
            before.rateId(),
            before.covered(),
            before.amountMicros(),
            correction.rate() == null ? null : rates.of(correction.rate()),
            correction.covered(),
            correction.amountMicros(),
            before.event().kind().code(),
            before.flags(),
            before.event().quantity(),
            correction.unpriced(),
            correction.reason(),
            batch,
            now
        };
    }
}
