package io.turnpike.mediation.layout;

import java.nio.charset.Charset;

/**
 * The {@code text} block of a reader: how the bytes of a file become records of named fields.
 *
 * @param characterSet one in which the bytes of ASCII characters stand for nothing else
 * @param delimiter the byte between fields or pairs; {@link #BLANKS} for any run of blanks and tabs
 * @param quote the byte around a field; {@link #NONE} where quotes are ordinary characters
 * @param lenientQuotes quotes inside a quoted field are not doubled: it ends at a quote that the delimiter or the line's end follows
 * @param assign the byte between key and value
 * @param leastColumns fewer are refused; 0 for as many as the header names
 * @param mostColumns more are refused; 0 likewise
 * @param blanksCut fixed width: a line may end anywhere, because the source cuts trailing blanks
 */
public record TextLayout(
        Shape shape,
        Charset characterSet,
        int delimiter,
        int quote,
        boolean lenientQuotes,
        int assign,
        Columns columns,
        LineRules lines,
        int leastColumns,
        int mostColumns,
        boolean blanksCut) {
    /** No such character. */
    public static final int NONE = -1;
    /** Fields are parted by runs of blanks and tabs. */
    public static final int BLANKS = -2;
    /** More columns than any format known; bounds the arrays of {@link TextRecord}. */
    public static final int MOST_COLUMNS = 512;

    /** As many columns as the header names. */
    static final int AS_HEADER = 0;
    /** A record of a real switch stays under 4 KiB; this bounds what a damaged file can make us hold. */
    public static final int LONGEST_LINE_BYTES = 64 * 1024;

    /** What parts the fields of a line. */
    public enum Shape {
        DELIMITED,
        KEY_VALUE,
        FIXED_WIDTH
    }
}
