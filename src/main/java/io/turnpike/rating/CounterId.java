package io.turnpike.rating;

import io.turnpike.usage.UsageKind.Unit;
import java.util.Locale;

/**
 * What a counter of a service or an account is known by. A name alone does not tell it: two plans of one account may both have an
 * allowance {@code included}, one of minutes and one of bytes, and neither must eat the other.
 *
 * @param name for an allowance {@code allowance NAME}, for tiers {@code tiers NAME}, for capacity {@code capacity NAME METER}, for a
 *     volume discount {@code discount NAME}
 * @param measure what is added up
 * @param every when it begins at zero again
 */
public record CounterId(String name, Measure measure, Every every) {
    /** What a counter adds up. */
    public enum Measure {
        SECONDS,
        BYTES,
        EVENTS,
        /** The amounts of events, whatever they are measured in. */
        MONEY;

        /** The measure of usage in a unit. */
        public static Measure of(Unit unit) {
            return switch (unit) {
                case SECOND -> SECONDS;
                case BYTE -> BYTES;
                case EVENT -> EVENTS;
            };
        }
    }

    /** As it is stored: {@code allowance free-local [seconds by month]}. */
    public String text() {
        return name + " [" + word(measure) + " by " + word(every) + "]";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException where it is nothing of the kind
     */
    public static CounterId parse(String text) {
        int bracket = text.lastIndexOf(" [");
        int by = text.indexOf(" by ", Math.max(bracket, 0));
        if (bracket < 0 || by < 0 || !text.endsWith("]")) {
            throw new IllegalArgumentException("not a counter: " + text);
        }
        return new CounterId(
                text.substring(0, bracket),
                Measure.valueOf(text.substring(bracket + 2, by).toUpperCase(Locale.ROOT)),
                Every.valueOf(text.substring(by + 4, text.length() - 1).toUpperCase(Locale.ROOT)));
    }
}
