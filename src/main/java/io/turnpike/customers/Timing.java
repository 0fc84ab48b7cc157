package io.turnpike.customers;

/**
 * From when a change holds and when it is billed.
 *
 * @param billedAtOnce when it is made, not with the next run
 */
public record Timing(Effective effective, boolean billedAtOnce) {
    public static final Timing NOW = new Timing(Effective.NOW, false);
    public static final Timing PERIOD_END = new Timing(Effective.PERIOD_END, false);
    public static final Timing PERIOD_START = new Timing(Effective.PERIOD_START, false);

    /** From when a change holds. */
    public enum Effective {
        /** From the day itself. */
        NOW("now"),
        /** From the next billing period. */
        PERIOD_END("period-end"),
        /** From the beginning of the billing period that the day is in, or of the service. */
        PERIOD_START("period-start");

        private final String word;

        Effective(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** The same, billed when it is made. */
    public Timing atOnce() {
        return new Timing(effective, true);
    }
}
