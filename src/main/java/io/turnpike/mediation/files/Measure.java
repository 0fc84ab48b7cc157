package io.turnpike.mediation.files;

/** What a volume of usage is measured in. */
public enum Measure {
    RECORDS("records"),
    /** Of calls. */
    SECONDS("seconds"),
    /** Of traffic. */
    BYTES("bytes"),
    /** Messages, and all that is sold by the piece. */
    EVENTS("events");

    private final String word;

    Measure(String word) {
        this.word = word;
    }

    /** As it stands in totals and in the names of columns. */
    public String word() {
        return word;
    }

    public long of(Volume volume) {
        return switch (this) {
            case RECORDS -> volume.records();
            case SECONDS -> volume.seconds();
            case BYTES -> volume.bytes();
            case EVENTS -> volume.events();
        };
    }
}
