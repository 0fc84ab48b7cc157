package io.turnpike.charging;

import io.turnpike.catalog.WrittenValues.Written;
import io.turnpike.fees.FeeCharge;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fee charge, computed anew from the facts known now. Corrections of one fee and its days are explained together: each is what
 * the fee should come to, less what was charged before it.
 *
 * @param service as people name it
 * @param days the days it is for
 * @param currency ISO 4217
 * @param owed what all revisions should come to, with its parts; null when nothing is owed any more
 * @param versions the plan versions of the parts
 * @param revisions all of them, in order
 * @param recomputedMicros what all revisions should come to
 * @param storedMicros what all revisions come to
 * @param waits the difference is known and held back by the plan's policy until the period's end
 */
public record ExplainedFee(
        ChargeId id,
        String service,
        String fee,
        DateRange days,
        String currency,
        @Nullable FeeCharge owed,
        List<Version> versions,
        List<Revision> revisions,
        long recomputedMicros,
        long storedMicros,
        boolean waits) {

    /**
     * A plan version and where the fee's values are written.
     *
     * @param sha256 null where the plan is not loaded any more
     */
    public record Version(
            String plan, LocalDate validFrom, @Nullable String sha256, List<Written> values) {}

    /**
     * One stored charge of the fee.
     *
     * @param micros of this revision alone
     * @param recomputedMicros what is owed less the revisions before; null for a revision that a later one corrected, because it was
     *     made by facts that have changed since
     * @param foundOn the day through which the run that made it charged
     * @param billOn the day from which it is billed
     */
    public record Revision(
            ChargeId id,
            int revision,
            long micros,
            @Nullable Long recomputedMicros,
            LocalDate foundOn,
            LocalDate billOn) {}

    public boolean differs() {
        return recomputedMicros != storedMicros && !waits;
    }
}
