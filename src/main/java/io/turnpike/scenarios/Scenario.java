package io.turnpike.scenarios;

import io.turnpike.definitions.SourceFile;
import io.turnpike.invoicing.OperatorTerms;
import java.util.List;

/**
 * A scenario as it was read.
 *
 * @param operator whose customers they are
 * @param parties the operator, customers and accounts, opened before the first line
 * @param steps in written order, which is the order in which things become known
 */
record Scenario(SourceFile file, OperatorTerms operator, List<FeedRow> parties, List<Step> steps) {
    Scenario {
        parties = List.copyOf(parties);
        steps = List.copyOf(steps);
    }
}
