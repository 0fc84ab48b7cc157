package io.turnpike.invoicing;

import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters;
import java.util.List;

/** Whom a step works for: the operator its parameter names, or all. */
public final class WantedOperators {
    private WantedOperators() {}

    /**
     * The codes of the operators that are wanted.
     *
     * @throws Parameters.BadParameter when the one that is named is not known
     */
    public static List<String> of(Parameters parameters, List<String> known) {
        String wanted = parameters.text("operator").orElse("");
        if (wanted.isEmpty()) {
            return known;
        }
        if (!known.contains(wanted)) {
            throw new Parameters.BadParameter(
                    "--operator: there is no operator '" + wanted + "': " + Suggestion.remedy(wanted, known));
        }
        return List.of(wanted);
    }
}
