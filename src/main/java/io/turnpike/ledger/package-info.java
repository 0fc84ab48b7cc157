/**
 * The books: a chart of accounts per operator, and double-entry journal entries that are balanced by construction, checked again by
 * the database, and never changed: a correction is a reversing entry. What a subscriber owes on any past day, as known at any later
 * moment, is a sum of postings.
 *
 * <p>Signs: a debit is positive, a credit negative. A customer who owes has a positive balance.
 */
@NullMarked
package io.turnpike.ledger;

import org.jspecify.annotations.NullMarked;
