package io.turnpike.mediation.flows;

/** Why a line could not be used. The word is what suspense lists, examples expect and statistics count. */
public enum FlowFault {
    /** The last line of the file has no line end and its last value matters: it may have been cut off while it was written. */
    UNFINISHED_LINE("unfinished-line"),
    /** Zero bytes: a file copied from a disk that was full or a machine that lost power. */
    NUL_BYTES("nul-bytes"),
    LINE_TOO_LONG("line-too-long"),
    /** A record before the header line that names the columns, or under a header that lacks some. */
    NO_HEADER("no-header"),
    /** Fewer or more columns than the header has. */
    WRONG_COLUMN_COUNT("wrong-column-count"),
    /** The second line of a two-line record is missing or no such line. */
    NO_SECOND_LINE("no-second-line"),
    BAD_ADDRESS("bad-address"),
    /** An IPv6 address the tool shortened to fit a column: whose it was is not known. */
    CUT_ADDRESS("cut-address"),
    BAD_NUMBER("bad-number"),
    /** A number such as {@code 3.9 M}, which is off by up to 1.3 %; a reader may accept it as an estimate. */
    SCALED_NUMBER("scaled-number"),
    /** More than a line of any speed could carry in the longest flow. */
    TOO_MANY_BYTES("too-many-bytes"),
    BAD_TIME("bad-time"),
    /** Later than it can be now: the exporter's clock is wrong. */
    TIME_OUT_OF_RANGE("time-out-of-range"),
    /** A local time that happened twice, where the reader says to refuse it. */
    REPEATED_HOUR("repeated-hour"),
    /** A local time that never was, where the reader says to refuse it. */
    SKIPPED_HOUR("skipped-hour"),
    /** The flow ends before it begins. */
    ENDS_BEFORE_START("ends-before-start"),
    /** Longer than routers keep a flow; the times cannot be right. */
    TOO_LONG_FLOW("too-long-flow");

    private final String word;

    FlowFault(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
