/**
 * Fiscal receipts, as the Russian law 54-FZ asks for them: a payment of a person that the operator takes itself, and its return, are
 * told to an online cash register, which makes the receipt and sends it to the customer and to the tax office. A receipt is queued in
 * the transaction that books its payment; what is sent is frozen before it is sent, under a number the register knows it by, so that it
 * is made once whatever crashes.
 */
@NullMarked
package io.turnpike.payments.fiscal;

import org.jspecify.annotations.NullMarked;
