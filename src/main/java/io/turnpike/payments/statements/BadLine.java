package io.turnpike.payments.statements;

import java.util.Currency;

/**
 * A line that could not be read.
 *
 * @param direction unknown where even that could not be read
 * @param currency the file's, where the line's could not be read
 * @param reason one word, such as {@code bad-number}
 * @param detail the field and its value
 */
public record BadLine(SourceText text, Direction direction, Currency currency, String reason, String detail)
        implements StatementEntry {}
