package io.turnpike.cli;

import io.turnpike.definitions.Suggestion;
import io.turnpike.jobs.Parameters;
import io.turnpike.mediation.flows.FlowFault;
import io.turnpike.mediation.layout.Fault;
import io.turnpike.mediation.suspense.Suspense;
import io.turnpike.mediation.suspense.SuspenseReason;
import io.turnpike.rating.Rating;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The words a record can be in suspense for; a misspelt one must not look as if nothing waited. */
final class SuspenseReasons {
    /** Of identifying and charging; what is open adds its own, so that no word is ever refused that there are records of. */
    private static final List<String> OF_CHARGING =
            List.of("unknown-service", "time-out-of-range", "wrong-currency", "part-conflict");

    private SuspenseReasons() {}

    /** Refuses a reason that there is none of, with the nearest. */
    static void check(String reason, Suspense suspense) {
        Set<String> known = new TreeSet<>(OF_CHARGING);
        Arrays.stream(Fault.values()).map(Fault::word).forEach(known::add);
        Arrays.stream(FlowFault.values()).map(FlowFault::word).forEach(known::add);
        Arrays.stream(Rating.Reason.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .forEach(known::add);
        suspense.reasons(null, null).stream().map(SuspenseReason::reason).forEach(known::add);
        if (!known.contains(reason)) {
            throw new Parameters.BadParameter(
                    "--reason: no reason '" + reason + "': " + Suggestion.remedy(reason, known));
        }
    }
}
