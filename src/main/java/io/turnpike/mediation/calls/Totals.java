package io.turnpike.mediation.calls;

/**
 * What was read of a file so far.
 *
 * @param quantityMicros sum of the quantity column over all records that have one, in millionths of seconds, bytes or events:
 *     what a trailer's sum is compared with
 * @param filteredDigest of the filtered records in their order, without their line ends: a second delivery has the same
 */
public record Totals(long events, long rejected, long filtered, long parts, long quantityMicros, long filteredDigest) {
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

    /** Every record once: events + rejected + filtered + parts. */
    public long records() {
        return events + rejected + filtered + parts;
    }
}
