package io.turnpike.fees;

import io.turnpike.fees.ChangePolicy.Billed;
import io.turnpike.time.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A subscription as it counts for fees, after the policies have moved its days.
 *
 * @param asked as it was asked for
 * @param days the days that count
 * @param begunByChange whether it follows another plan without a gap
 * @param begunBilled when the first part after a change is due, by the policy of the plan left
 * @param endBilled when a last part is due
 * @param suspensions moved and clipped to the days
 * @param resumptions the days on which the service goes on after a suspension
 * @param quantities moved
 * @param continued by fee: the run of the plan left that this plan may go on in the periods of
 */
record FeeCourse(
        Subscription asked,
        DateRange days,
        boolean begunByChange,
        Billed begunBilled,
        boolean endedByChange,
        Billed endBilled,
        List<Suspension> suspensions,
        List<LocalDate> resumptions,
        List<QuantityFrom> quantities,
        Map<String, FeeRun> continued) {
    /** The plan version in force on a day by its date alone; before the first, the first. */
    static PlanVersion versionOn(List<PlanVersion> versions, LocalDate day) {
        PlanVersion found = versions.get(0);
        for (PlanVersion version : versions) {
            if (!version.validFrom().isAfter(day)) {
                found = version;
            }
        }
        return found;
    }

    /** The version the subscription was sold by. */
    PlanVersion sold() {
        return versionOn(asked.versions(), days.from());
    }
}
