package io.turnpike.mediation.layout;

/**
 * Where a column stands.
 *
 * @param name as the reader's other blocks call it
 * @param first position from 1: of the field in a delimited line, of the first byte in a fixed-width line; 0 where columns are
 *     found by name
 * @param last position of the last byte in a fixed-width line; otherwise equal to {@code first}
 */
public record Column(String name, int first, int last) {}
