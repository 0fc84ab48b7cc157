/**
 * From charges to what the customer is asked to pay. A bill run takes the charges up to a cut-off, sums them into lines by the
 * operator's item set-up, rounds each line once, adds VAT, and drafts the documents of the period: the invoice (what is to be paid)
 * and, for companies, the act and VAT invoice (what was rendered). A draft has no number and can be discarded; at release the
 * documents take numbers without gaps and the books are posted.
 */
@NullMarked
package io.turnpike.invoicing;

import org.jspecify.annotations.NullMarked;
