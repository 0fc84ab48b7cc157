package io.turnpike.customers;

import java.util.Arrays;

/** What is sold. */
public enum ServiceKind {
    INTERNET("internet"),
    TELEPHONY("telephony"),
    IPTV("iptv"),
    /** Sold once: a connection, a visit, a device. */
    ONE_TIME("one-time");

    private final String word;

    ServiceKind(String word) {
        this.word = word;
    }

    /** As it is written in CSV files and in the database. */
    public String word() {
        return word;
    }

    static ServiceKind of(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the database holds an unknown word: " + word));
    }
}
