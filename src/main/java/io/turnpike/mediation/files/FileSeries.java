package io.turnpike.mediation.files;

/**
 * The files of one sequence.
 *
 * @param series what their names have in common; empty where names carry none
 */
public record FileSeries(String format, String series) {}
