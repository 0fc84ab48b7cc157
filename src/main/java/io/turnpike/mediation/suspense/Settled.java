package io.turnpike.mediation.suspense;

/** How a record left suspense when it was tried again. */
public enum Settled {
    /** It has a price now. */
    RATED("rated"),
    /** It was charged from another delivery in the meantime. */
    DUPLICATE("duplicate"),
    /** By its reader as it is now it is no usage to charge. */
    FILTERED("filtered");

    private final String word;

    Settled(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
