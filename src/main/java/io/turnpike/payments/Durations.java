package io.turnpike.payments;

import io.turnpike.definitions.Fields;
import java.time.Duration;

/** Spans of time as definitions write them: {@code 30 s}, {@code 5 min}, {@code 24 h}, {@code 31 days}. */
public final class Durations {
    private static final String REMEDY = "write a number and s, min, h or days, such as 24 h";

    private Durations() {}

    /** What a key holds; the usual one where it is absent or, with a problem, cannot be read. Not less than nothing. */
    public static Duration read(Fields block, String key, Duration usual) {
        return block.value(key, REMEDY, Durations::parse).orElse(usual);
    }

    private static Duration parse(String text) {
        String[] word = text.strip().split(" +", -1);
        long number = Long.parseLong(word[0]);
        if (number < 0 || word.length != 2) {
            throw new IllegalArgumentException(text);
        }
        return switch (word[1]) {
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "days" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException(text);
        };
    }
}
