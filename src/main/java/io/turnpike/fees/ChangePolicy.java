package io.turnpike.fees;

import java.util.Map;

/**
 * When a termination, a change or a suspension takes effect for fees, and when its charges and credits are billed. "Period" is that
 * of the plan's first recurring fee, or the billing month where the plan has none.
 *
 * @param effect the day that counts for fees
 * @param billed when the difference it makes is due
 */
public record ChangePolicy(Effect effect, Billed billed) {
    /** What holds where a plan writes nothing: the day asked for, on the next regular bill. */
    public static final ChangePolicy DEFAULT = new ChangePolicy(Effect.NOW, Billed.NEXT_RUN);

    /** The day that counts. */
    public enum Effect {
        NOW,
        /** The end of the running period; the day itself when a period begins on it. */
        PERIOD_END,
        /** Back to the start of the running period. */
        PERIOD_START;

        /** The words of definitions. */
        public static final Map<String, Effect> WORDS =
                Map.of("now", NOW, "period-end", PERIOD_END, "period-start", PERIOD_START);
    }

    /** When the difference is due. */
    public enum Billed {
        AT_ONCE,
        /** On the next billing day of the account. */
        NEXT_RUN;

        /** The words of definitions. */
        public static final Map<String, Billed> WORDS = Map.of("at-once", AT_ONCE, "next-run", NEXT_RUN);
    }
}
