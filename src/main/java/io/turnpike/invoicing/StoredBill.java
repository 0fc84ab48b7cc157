package io.turnpike.invoicing;

/** A drafted bill with the id it is stored under. */
record StoredBill(long billId, DraftBill bill) {}
