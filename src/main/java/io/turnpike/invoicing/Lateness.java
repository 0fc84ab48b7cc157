package io.turnpike.invoicing;

import java.time.LocalDate;

/**
 * What is particular about usage that came when its day was billed already.
 *
 * @param day of the usage, in the operator's zone
 * @param bill the one it would have stood on
 * @param noted whether its service wants a document of its own for it: a debit note, or a credit note where it takes back
 */
record Lateness(LocalDate day, EarlierBill bill, boolean noted) {}
