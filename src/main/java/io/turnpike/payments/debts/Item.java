package io.turnpike.payments.debts;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is open of a debt or of a credit.
 *
 * @param entryId the journal entry it came by
 * @param openMinor more than zero
 * @param meant of a credit, the entries of the debts it names, or corrects; empty where it names none
 * @param services of a debt, what of it is open for each kind of service; adds up to what is open
 */
record Item(long entryId, long openMinor, Set<Long> meant, Map<String, Long> services) {
    Item {
        meant = Set.copyOf(meant);
        services = new TreeMap<>(services);
    }

    /** For no service, or where services are not told apart. */
    Item(long entryId, long openMinor, Set<Long> meant) {
        this(entryId, openMinor, meant, Map.of(OpenServices.NONE, openMinor));
    }
}
