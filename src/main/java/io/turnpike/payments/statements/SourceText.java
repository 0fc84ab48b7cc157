package io.turnpike.payments.statements;

/**
 * Where a line stands in its file, and its bytes as they came.
 *
 * @param line from 1; of several lines the first
 * @param bytes without the last line end
 */
@SuppressWarnings("ArrayRecordComponent") // kept as it came; never compared
public record SourceText(long line, byte[] bytes) {}
