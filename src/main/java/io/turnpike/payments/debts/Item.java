package io.turnpike.payments.debts;

import java.util.Set;

/**
 * What is open of a debt or of a credit.
 *
 * @param entryId the journal entry it came by
 * @param openMinor more than zero
 * @param meant of a credit, the entries of the debts it names, or corrects; empty where it names none
 */
record Item(long entryId, long openMinor, Set<Long> meant) {
    Item {
        meant = Set.copyOf(meant);
    }
}
