package io.turnpike.fees;

import java.util.Map;

/** Why a service is suspended. */
public enum SuspensionKind {
    /** By the operator: repair, misuse, missing papers. */
    ADMINISTRATIVE,
    /** At the customer's wish. */
    VOLUNTARY,
    /** For an unpaid balance. */
    DEBT;

    /** The words of definitions. */
    public static final Map<String, SuspensionKind> WORDS =
            Map.of("administrative", ADMINISTRATIVE, "voluntary", VOLUNTARY, "debt", DEBT);
}
