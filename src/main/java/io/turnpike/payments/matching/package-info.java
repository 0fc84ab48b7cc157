/**
 * Whose money a payment is: rules of each source, {@code readers/<source>/matching.yaml}, that say whose bank account it came to,
 * which movements are no payments of customers, and where a line names the customer.
 */
@NullMarked
package io.turnpike.payments.matching;

import org.jspecify.annotations.NullMarked;
