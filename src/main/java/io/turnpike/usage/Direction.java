package io.turnpike.usage;

/** Which way the usage went, seen from the subscriber. The word is the second part of a tariff's node path. */
public enum Direction {
    OUTGOING("outgoing"),
    INCOMING("incoming");

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
