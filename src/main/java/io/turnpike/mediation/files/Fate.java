package io.turnpike.mediation.files;

/** What became of a record. */
public enum Fate {
    /** It is charged, or traffic of a service. */
    RATED("rated"),
    /** It could not be read, identified or rated, and waits for its cause to be mended. */
    SUSPENDED("suspended"),
    /** A second delivery. */
    DUPLICATE("duplicate"),
    /** Its reader leaves it out: it is no usage that is charged. */
    FILTERED("filtered"),
    /** It waits by itself: a part of a long call for the rest, traffic for an owner of its address. */
    HELD("held");

    private final String word;

    Fate(String word) {
        this.word = word;
    }

    /** As it stands in totals and in the names of columns. */
    public String word() {
        return word;
    }
}
