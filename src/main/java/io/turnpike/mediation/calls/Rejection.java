package io.turnpike.mediation.calls;

import io.turnpike.mediation.layout.Fault;

/**
 * A record that could not be read, for suspense.
 *
 * @param line its number in the file, from 1
 * @param offset of its first byte in the uncompressed file
 * @param length in bytes without the line end; may be more than {@code raw} holds
 * @param column the column at fault; empty when the line as a whole is
 * @param detail what was found, short
 * @param raw the record's bytes, at most the longest line the layout allows
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes as they were, never compared
public record Rejection(long line, long offset, long length, Fault reason, String column, String detail, byte[] raw) {
    /** {@code bad-time answer: '2026-13-01 10:00:00'}. */
    public String text() {
        return reason.word() + (column.isEmpty() ? "" : " " + column) + (detail.isEmpty() ? "" : ": " + detail);
    }
}
