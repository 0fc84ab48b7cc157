package io.turnpike.customers;

import java.util.Arrays;

/** The state of a service on a day. */
public enum ServiceStatus {
    ACTIVE("active"),
    /** Not provided for a while; the kind of suspension decides what it costs. */
    SUSPENDED("suspended"),
    /** Ended for good: nothing comes after it. */
    TERMINATED("terminated");

    private final String word;

    ServiceStatus(String word) {
        this.word = word;
    }

    /** As it is written in CSV files and in the database. */
    public String word() {
        return word;
    }

    static ServiceStatus of(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the database holds an unknown word: " + word));
    }
}
