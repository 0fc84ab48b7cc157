package io.turnpike.catalog;

import io.turnpike.definitions.Misread;
import io.turnpike.definitions.Suggestion;
import io.turnpike.usage.UsageKind.Unit;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An amount of usage as it is written: {@code 60 s}, {@code 100 GiB}, {@code 5 events}.
 *
 * @param units seconds, bytes or events
 */
public record Quantity(Unit unit, long units) {
    /** The words for units and how many base units they hold; KiB is 1024 bytes, kB 1000. */
    public static final Map<String, Quantity> WORDS = words();

    /** A pebibyte, or 35 million years: use rounded up to it many times still fits. */
    private static final long LONGEST_INCREMENT = 1L << 50;

    /** An exbibyte, or longer than the world stands: what is more can only be a slip, and sums of such would run over. */
    static final long MOST = 1L << 60;

    private static final Map<Unit, List<String>> WORDS_OF = Map.of(
            Unit.SECOND, List.of("s", "min", "h"),
            Unit.BYTE, List.of("B", "KiB", "MiB", "GiB", "TiB", "kB", "MB", "GB"),
            Unit.EVENT, List.of("event", "events"));

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
            String word = trimmed.substring(split).strip();
            throw new Misread(
                    word.isEmpty() ? "no unit in '" + trimmed + "'" : "unknown unit '" + word + "'",
                    word.isEmpty() ? trimmed : word,
                    null);
        }
        if (split == 0) {
            return one;
        }
        BigDecimal units = new BigDecimal(trimmed.substring(0, split)).multiply(BigDecimal.valueOf(one.units));
        if (units.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            throw new Misread(
                    "'" + trimmed + "' is more than can be counted", trimmed, "write at most " + text(MOST, one.unit));
        }
        return new Quantity(one.unit, units.longValueExact());
    }

    /** As {@link #parse(String)}, in base units: seconds, bytes or events; another kind of unit is an {@link IllegalArgumentException}. */
    public static long parse(String text, Unit unit) {
        Quantity quantity;
        try {
            quantity = parse(text);
        } catch (Misread e) {
            if (e.remedy().isPresent()) {
                throw e;
            }
            throw new Misread(String.valueOf(e.getMessage()), wordOf(text), remedy(wordOf(text), unit));
        }
        if (quantity.unit != unit) {
            throw new Misread(
                    "'" + wordOf(text) + "' is no unit of " + plural(unit), wordOf(text), remedy(wordOf(text), unit));
        }
        return quantity.units;
    }

    /** What to write for a quantity of a kind of unit. */
    static String remedy(Unit unit) {
        return "write a number and a unit of " + plural(unit) + ": " + String.join(", ", words(unit));
    }

    private static String remedy(String word, Unit unit) {
        return near(word, unit)
                .map(near -> "did you mean '" + near + "'? " + remedy(unit))
                .orElse(remedy(unit));
    }

    /** The unit that was meant: the nearest word, or the one that {@code minute} begins with. */
    static Optional<String> near(String word, Unit unit) {
        return Suggestion.nearest(word, words(unit))
                .or(() -> words(unit).stream().filter(word::startsWith).max(Comparator.comparingInt(String::length)))
                .filter(near -> !word.isEmpty());
    }

    /** The words for a kind of unit. */
    static List<String> words(Unit unit) {
        return WORDS_OF.getOrDefault(unit, List.of());
    }

    /** What a kind of unit measures. */
    static String plural(Unit unit) {
        return switch (unit) {
            case SECOND -> "time";
            case BYTE -> "volume";
            case EVENT -> "events";
        };
    }

    private static String wordOf(String text) {
        String word = text.strip().replaceFirst("^[0-9.]+", "").strip();
        return word.isEmpty() ? text.strip() : word;
    }

    /** As {@link #parse(String, Unit)}, and greater than zero. */
    static long increment(String text, Unit unit) {
        long units = parse(text, unit);
        if (units <= 0) {
            throw new IllegalArgumentException("an increment is greater than zero: " + text);
        }
        if (units > LONGEST_INCREMENT) {
            throw new Misread(
                    "'" + text.strip() + "' is more than anything is rounded up to",
                    text.strip(),
                    "write at most " + text(LONGEST_INCREMENT, unit));
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
