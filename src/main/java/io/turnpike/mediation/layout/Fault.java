package io.turnpike.mediation.layout;

/** Why a record could not be used. The word is what suspense lists, examples expect and statistics count. */
public enum Fault {
    /** The last line of the file has no line end: it may have been cut off while it was written. */
    UNFINISHED_LINE("unfinished-line"),
    /** Zero bytes: a file copied from a disk that was full or a machine that lost power. */
    NUL_BYTES("nul-bytes"),
    LINE_TOO_LONG("line-too-long"),
    /** A quote that is not closed on its line, or text after the closing quote. */
    BAD_QUOTES("bad-quotes"),
    TOO_FEW_COLUMNS("too-few-columns"),
    TOO_MANY_COLUMNS("too-many-columns"),
    /** A record of a type that the reader does not name. */
    UNKNOWN_TYPE("unknown-type"),
    /** A fixed-width line that ends inside a column. */
    SHORT_LINE("short-line"),
    /** A {@code KEY=VALUE} line with an item that has no {@code =}, or with two values of a key. */
    BAD_PAIR("bad-pair"),
    /** A record before the header line that names the columns. */
    NO_HEADER("no-header"),
    AFTER_TRAILER("after-trailer"),
    /** Bytes that are no text in the character set of the reader. */
    BAD_TEXT("bad-text"),
    BAD_TIME("bad-time"),
    /** A local time that happened twice, where the reader says to refuse it. */
    REPEATED_HOUR("repeated-hour"),
    /** A local time that never was, where the reader says to refuse it. */
    SKIPPED_HOUR("skipped-hour"),
    BAD_NUMBER("bad-number"),
    EMPTY_FIELD("empty-field"),
    NEGATIVE_QUANTITY("negative-quantity"),
    QUANTITY_TOO_LARGE("quantity-too-large"),
    UNKNOWN_KIND("unknown-kind"),
    NO_DIRECTION("no-direction"),
    NO_OWNER("no-owner"),
    BAD_PART("bad-part");

    private final String word;

    Fault(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
