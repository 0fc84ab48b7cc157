package io.turnpike.customers;

import java.util.Arrays;

/** Why a service is suspended; a plan says what each kind costs. */
public enum SuspensionKind {
    /** By the operator, for a reason that is not money. */
    ADMINISTRATIVE("administrative"),
    /** At the subscriber's wish. */
    VOLUNTARY("voluntary"),
    /** For what was not paid. */
    DEBT("debt");

    private final String word;

    SuspensionKind(String word) {
        this.word = word;
    }

    /** As it is written in CSV files and in the database. */
    public String word() {
        return word;
    }

    static SuspensionKind of(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the database holds an unknown word: " + word));
    }
}
