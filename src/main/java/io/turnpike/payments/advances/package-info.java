/**
 * Money of companies that came before anything it is for. Its VAT is owed at once and has a VAT invoice of its own; when the money is
 * applied to a document, whose VAT is owed then, or given back, the VAT of the advance is deducted.
 */
@NullMarked
package io.turnpike.payments.advances;

import org.jspecify.annotations.NullMarked;
