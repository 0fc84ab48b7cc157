package io.turnpike.proof;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/** What is done to the program, one after the other: the months of a proof are a list of these. */
sealed interface ProofDeed {
    /**
     * {@code customers import}.
     *
     * @param feeds CSV texts by file name
     */
    record Learn(Map<String, String> feeds) implements ProofDeed {}

    /** Files arrive in the inbox, in whatever order the round says. */
    record Deliver(List<UsageFile> files) implements ProofDeed {}

    /** A job of the definitions. */
    record Run(String job, Map<String, String> parameters) implements ProofDeed {}

    /** {@code ledger close}. */
    record Close(String operator, YearMonth month) implements ProofDeed {}
}
