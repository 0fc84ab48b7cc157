package io.turnpike.fees;

import io.turnpike.money.RatedAmount;
import io.turnpike.time.DateRange;
import java.time.LocalDate;

/**
 * A fee charged before, as it was stored: one revision.
 *
 * @param days the days it was charged for; the first is part of its key
 * @param revision from 0; each later one corrects those before
 * @param due the day from which it is billed
 * @param amount of this revision alone: a difference from revision 1 on
 */
public record ChargedFee(String fee, DateRange days, int revision, LocalDate due, RatedAmount amount) {
    public ChargedFee {
        if (revision < 0) {
            throw new IllegalArgumentException("revision " + revision + " of fee " + fee);
        }
    }
}
