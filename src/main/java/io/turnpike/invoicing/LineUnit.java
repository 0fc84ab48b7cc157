package io.turnpike.invoicing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The unit a line's quantity is printed in, and how many units of the charge (seconds, bytes, events, pieces) make one. */
public enum LineUnit {
    SECOND("s", 1, Measure.TIME),
    MINUTE("min", 60, Measure.TIME),
    HOUR("h", 3600, Measure.TIME),
    BYTE("B", 1, Measure.DATA),
    KIB("KiB", 1L << 10, Measure.DATA),
    MIB("MiB", 1L << 20, Measure.DATA),
    GIB("GiB", 1L << 30, Measure.DATA),
    MB("MB", 1_000_000L, Measure.DATA),
    GB("GB", 1_000_000_000L, Measure.DATA),
    EVENT("event", 1, Measure.COUNT),
    PIECE("piece", 1, Measure.COUNT);

    private final String word;
    private final long size;
    private final Measure measure;

    LineUnit(String word, long size, Measure measure) {
        this.word = word;
        this.size = size;
        this.measure = measure;
    }

    /** What a unit measures: a charge is counted in seconds, in bytes or in pieces, and only printed in a unit of the same. */
    enum Measure {
        TIME,
        DATA,
        COUNT;

        /** What charges are counted in, by the first word of their path. */
        static final Map<String, Measure> OF_CHARGES = new TreeMap<>(
                Map.of("voice", TIME, "internet", DATA, "message", COUNT, "iptv", COUNT, "event", COUNT, "fee", COUNT));

        /** The words of the units that measure it. */
        List<String> words() {
            return Arrays.stream(LineUnit.values())
                    .filter(unit -> unit.measure == this)
                    .map(LineUnit::word)
                    .toList();
        }
    }

    Measure measure() {
        return measure;
    }

    public String word() {
        return word;
    }

    long size() {
        return size;
    }

    static Map<String, LineUnit> words() {
        return Arrays.stream(values())
                .collect(Collectors.toMap(LineUnit::word, unit -> unit, (a, b) -> a, LinkedHashMap::new));
    }
}
