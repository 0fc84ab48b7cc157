package io.turnpike.mediation.flows;

/**
 * How far a file was read: stored with what was made of it, given back to go on.
 *
 * @param offset of the next byte, in the uncompressed file
 * @param line lines before it
 * @param state what the decoder must remember (the header line, sums since it); not for people; empty at the beginning
 */
public record FlowPosition(long offset, long line, String state) {
    public static final FlowPosition START = new FlowPosition(0, 0, "");
}
