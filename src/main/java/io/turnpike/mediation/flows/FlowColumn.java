package io.turnpike.mediation.flows;

/** What a column of flows means. The word is the key in the {@code flow} and {@code time} blocks of a reader. */
public enum FlowColumn {
    SOURCE("source-address"),
    DESTINATION("destination-address"),
    BYTES("bytes"),
    PACKETS("packets"),
    /** Of the way back, where a line holds both directions. */
    REVERSE_BYTES("reverse-bytes"),
    REVERSE_PACKETS("reverse-packets"),
    /** How many flows the line was summed of; only compared with the summary. */
    FLOWS("flows"),
    START("start"),
    END("end"),
    /** Seconds with a fraction. */
    DURATION("duration"),
    /** When the router sent the record: seconds since 1970. */
    SENT_SECONDS("sent-seconds"),
    /** Nanoseconds after {@link #SENT_SECONDS}. */
    SENT_NANOS("sent-nanos"),
    /** Milliseconds the router was up when it sent the record; start and end count from the same zero. */
    UPTIME_MILLIS("uptime-millis");

    private final String word;

    FlowColumn(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
