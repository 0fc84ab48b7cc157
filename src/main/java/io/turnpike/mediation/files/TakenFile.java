package io.turnpike.mediation.files;

import java.util.Optional;

/**
 * A file as a run left it.
 *
 * @param state claimed (not at its end yet), done or refused
 * @param reason what is wrong with it: why it was refused, or what its trailer says that is not so
 * @param totals what became of its records by that run
 */
public record TakenFile(String name, String format, String state, Optional<String> reason, ControlTotals totals) {}
