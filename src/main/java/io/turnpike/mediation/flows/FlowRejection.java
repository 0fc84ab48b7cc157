package io.turnpike.mediation.flows;

/**
 * A line that could not be used, for suspense.
 *
 * @param line in the file, from 1
 * @param offset of its first byte in the uncompressed file
 * @param detail what was found, for people
 * @param raw the bytes as ISO 8859-1 characters, so that none is lost; without line end; the beginning only where the line is longer
 *     than {@link FlowDecoder#LONGEST_LINE_BYTES}; both lines of a two-line record
 */
public record FlowRejection(long line, long offset, FlowFault fault, String detail, String raw) {}
