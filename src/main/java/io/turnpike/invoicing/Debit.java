package io.turnpike.invoicing;

import java.util.List;

/**
 * A debit note of a bill.
 *
 * @param lines in print order; none is less than nothing, their total is more
 */
record Debit(EarlierBill bill, List<BillLine> lines) {}
