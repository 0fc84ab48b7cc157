package io.turnpike.invoicing;

import java.util.List;

/** What a run makes of an account, or of several that share a bill. */
sealed interface BillOutcome {
    /**
     * What becomes of accounts.
     *
     * @param accounts in the order of their numbers
     */
    record Of(List<BilledAccount> accounts, BillOutcome outcome) {}

    /** Documents, in draft. */
    record Drafted(DraftBill bill) implements BillOutcome {}

    /** Less than the minimum: everything stays untaken for the next run. */
    record Carried() implements BillOutcome {}

    /** Nothing was charged or rendered; the period is closed without a document. */
    record Nothing() implements BillOutcome {}
}
