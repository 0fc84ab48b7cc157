package io.turnpike.mediation.layout;

/**
 * A stretch of a file that ends at the end of a line (or of the file).
 *
 * @param bytes the buffer; valid until the next block is asked for
 * @param length how much of the buffer belongs to the block
 * @param offset where the block begins in the uncompressed file
 * @param last nothing comes after it
 * @param cutBytes greater than zero when the block is the beginning of one line too long for the buffer: the bytes of that line
 *     that were read past and are not here
 */
@SuppressWarnings("ArrayRecordComponent") // a view of a buffer of megabytes; never compared
public record LineBlock(byte[] bytes, int length, long offset, boolean last, long cutBytes) {
    /** Where the next block begins. */
    public long endOffset() {
        return offset + length + cutBytes;
    }

    /** Lines that are in memory as a whole file. */
    public static LineBlock whole(byte[] bytes) {
        return new LineBlock(bytes, bytes.length, 0, true, 0);
    }
}
