/**
 * What closes what: payments and credits are applied to the invoices of their account, in the order the operator has chosen. Applying
 * books nothing; the account's balance is what is open of its debts less what is open of its credits, whatever was applied.
 */
@NullMarked
package io.turnpike.payments.debts;

import org.jspecify.annotations.NullMarked;
