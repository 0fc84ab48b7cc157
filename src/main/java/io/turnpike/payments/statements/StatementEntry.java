package io.turnpike.payments.statements;

/** One line of a statement or registry: money that moved, or what could not be read. */
public sealed interface StatementEntry permits StatementLine, BadLine {
    /** Where it stands, and as it came. */
    SourceText text();

    Direction direction();
}
