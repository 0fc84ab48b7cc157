package io.turnpike.catalog;

/** When a new version reaches those who are on the plan already. */
public enum ForExisting {
    /** On its first day. */
    IMMEDIATE,
    /** With the first billing period that begins on its first day or later. */
    NEXT_PERIOD
}
