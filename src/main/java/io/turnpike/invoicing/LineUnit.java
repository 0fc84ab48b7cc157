package io.turnpike.invoicing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The unit a line's quantity is printed in, and how many units of the charge (seconds, bytes, events, pieces) make one. */
public enum LineUnit {
    SECOND("s", 1),
    MINUTE("min", 60),
    HOUR("h", 3600),
    BYTE("B", 1),
    KIB("KiB", 1L << 10),
    MIB("MiB", 1L << 20),
    GIB("GiB", 1L << 30),
    MB("MB", 1_000_000L),
    GB("GB", 1_000_000_000L),
    EVENT("event", 1),
    PIECE("piece", 1);

    private final String word;
    private final long size;

    LineUnit(String word, long size) {
        this.word = word;
        this.size = size;
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
