package io.turnpike.rating;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which rate priced an event.
 *
 * @param plan the plan that was asked
 * @param planFrom first day of its version
 * @param path node path; for an own price of the account the path of that
 * @param band {@code null} outside all bands
 * @param own an own price of the account
 */
public record RateRef(
        String plan,
        LocalDate planFrom,
        String path,
        @Nullable String band,
        boolean own) {
    /** The stable key of the rate within its plan version: {@code voice/outgoing/national @ night}, {@code own voice/…}. */
    public String key() {
        return (own ? "own " : "") + path + (band == null ? "" : " @ " + band);
    }

    @Override
    public String toString() {
        return plan + " " + planFrom + ": " + key();
    }
}
