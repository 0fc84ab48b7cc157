package io.turnpike.invoicing;

/** What a run makes of an account. */
sealed interface BillOutcome {
    /** Documents, in draft. */
    record Drafted(DraftBill bill) implements BillOutcome {}

    /** Less than the minimum: everything stays untaken for the next run. */
    record Carried() implements BillOutcome {}

    /** Nothing was charged or rendered; the period is closed without a document. */
    record Nothing() implements BillOutcome {}
}
