package io.turnpike.documents.page;

/**
 * One mistake in page XML.
 *
 * @param at the value of the nearest {@code at} attribute: where the element stands in its template; empty when there is none
 * @param message what is wrong
 * @param remedy what to write instead, with the allowed values
 */
public record PageProblem(String at, String message, String remedy) {}
