package io.turnpike.payments.matching;

import io.turnpike.payments.statements.Direction;
import java.util.Arrays;
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
 * @param types the bank's words for the kind of movement, whole or as a part between slashes; empty for any
 * @param reversals only movements by which the bank takes back earlier ones; no other rule sets such a movement aside
 * @param purpose phrases of which one stands in the purpose; empty for any
 */
record SetAsideRule(
        String name,
        @Nullable Direction direction,
        boolean betweenOwn,
        Set<String> inns,
        Set<String> types,
        boolean reversals,
        List<PurposeText.Phrase> purpose) {

    boolean holds(Movement movement, PurposeText text, Set<String> ownAccounts) {
        return reversals == movement.reversal()
                && (direction == null || direction == movement.direction())
                && (!betweenOwn || ownAccounts.contains(movement.party().account()))
                && (inns.isEmpty() || inns.contains(movement.party().inn()))
                && (types.isEmpty() || isOfType(movement.type()))
                && (purpose.isEmpty() || text.has(purpose));
    }

    private boolean isOfType(String type) {
        return types.contains(type) || Arrays.stream(type.split("/", -1)).anyMatch(types::contains);
    }
}
