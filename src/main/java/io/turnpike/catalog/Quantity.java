package io.turnpike.catalog;

import io.turnpike.usage.UsageKind.Unit;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An amount of usage as it is written: {@code 60 s}, {@code 100 GiB}, {@code 5 events}.
 *
 * @param units seconds, bytes or events
 */
public record Quantity(Unit unit, long units) {
    /** The words for units and how many base units they hold; KiB is 1024 bytes, kB 1000. */
    public static final Map<String, Quantity> WORDS = words();

    public static final String REMEDY =
            "write a number and a unit: s, min, h; B, KiB, MiB, GiB, TiB, kB, MB, GB; event";

    /** {@code 60 s}, or a unit alone, which is one of it; anything else is an {@link IllegalArgumentException}. */
    public static Quantity parse(String text) {
        String trimmed = text.strip();
        int split = 0;
        while (split < trimmed.length() && (Character.isDigit(trimmed.charAt(split)) || trimmed.charAt(split) == '.')) {
            split++;
        }
        Quantity one = WORDS.get(trimmed.substring(split).strip());
        if (one == null) {
            throw new IllegalArgumentException("no unit in '" + text + "'");
        }
        if (split == 0) {
            return one;
        }
        BigDecimal count = new BigDecimal(trimmed.substring(0, split));
        return new Quantity(
                one.unit, count.multiply(BigDecimal.valueOf(one.units)).longValueExact());
    }

    /** As {@link #parse(String)}, in base units: seconds, bytes or events; another kind of unit is an {@link IllegalArgumentException}. */
    public static long parse(String text, Unit unit) {
        Quantity quantity = parse(text);
        if (quantity.unit != unit) {
            throw new IllegalArgumentException("'" + text + "' is no quantity of " + unit);
        }
        return quantity.units;
    }

    /** As {@link #parse(String, Unit)}, and greater than zero. */
    static long increment(String text, Unit unit) {
        long units = parse(text, unit);
        if (units <= 0) {
            throw new IllegalArgumentException("an increment is greater than zero: " + text);
        }
        return units;
    }

    /** {@code 90 s}, {@code 1024 B} or {@code 2 event}. */
    public static String text(long units, Unit unit) {
        return units
                + switch (unit) {
                    case SECOND -> " s";
                    case BYTE -> " B";
                    case EVENT -> " event";
                };
    }

    private static Map<String, Quantity> words() {
        Map<String, Quantity> words = new LinkedHashMap<>();
        words.put("s", new Quantity(Unit.SECOND, 1));
        words.put("min", new Quantity(Unit.SECOND, 60));
        words.put("h", new Quantity(Unit.SECOND, 3600));
        words.put("B", new Quantity(Unit.BYTE, 1));
        words.put("KiB", new Quantity(Unit.BYTE, 1L << 10));
        words.put("MiB", new Quantity(Unit.BYTE, 1L << 20));
        words.put("GiB", new Quantity(Unit.BYTE, 1L << 30));
        words.put("TiB", new Quantity(Unit.BYTE, 1L << 40));
        words.put("kB", new Quantity(Unit.BYTE, 1_000L));
        words.put("MB", new Quantity(Unit.BYTE, 1_000_000L));
        words.put("GB", new Quantity(Unit.BYTE, 1_000_000_000L));
        words.put("event", new Quantity(Unit.EVENT, 1));
        words.put("events", new Quantity(Unit.EVENT, 1));
        return Map.copyOf(words);
    }
}
