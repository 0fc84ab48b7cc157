package io.turnpike.payments.matching;

import io.turnpike.payments.statements.Direction;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Movements that are no payments of customers. All that is written must hold.
 *
 * @param name by which they are counted
 * @param direction null for both
 * @param betweenOwn only between accounts of the operator
 * @param inns taxpayer numbers of the other side; empty for any
 * @param purpose phrases of which one stands in the purpose; empty for any
 */
record SetAsideRule(
        String name,
        @Nullable Direction direction,
        boolean betweenOwn,
        Set<String> inns,
        List<PurposeText.Phrase> purpose) {

    boolean holds(Movement movement, PurposeText text, Set<String> ownAccounts) {
        return (direction == null || direction == movement.direction())
                && (!betweenOwn || ownAccounts.contains(movement.party().account()))
                && (inns.isEmpty() || inns.contains(movement.party().inn()))
                && (purpose.isEmpty() || text.has(purpose));
    }
}
