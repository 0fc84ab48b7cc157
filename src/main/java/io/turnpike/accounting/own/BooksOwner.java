package io.turnpike.accounting.own;

/** The operator whose books they are. */
public record BooksOwner(long operatorId, String code, String name, String zone, String currency) {}
